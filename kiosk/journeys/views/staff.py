"""Views of the desk for those who keep the terminal running (mock-ups 18 and 19)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, Field, View

State = Literal["ok", "attention", "fault"]


@dataclass(frozen=True, kw_only=True)
class StaffView(View):
    """Base: drawn with the staff's look, and never to be mistaken for a citizen's view."""

    home = False


@dataclass(frozen=True, kw_only=True)
class StaffSignIn(StaffView):
    """Who is there: a staff number, or their card on the reader, and a PIN."""

    without_fields = frozenset({"leave"})

    known: str | None = None
    """Whose card was laid on the reader."""
    error: Text | None = None

    @property
    def title(self) -> Text:
        return Text("工作人员登录", "Staff sign-in")

    @property
    def lines(self) -> tuple[Text, ...]:
        if self.known:
            return (Text(f"{self.known}，请输密码。", f"{self.known}, your PIN, please."),)
        return (Text("输工号和密码，或者先放工作证。", "Your number and PIN, or your card first."),)

    @property
    def fields(self) -> tuple[Field, ...]:
        number = Field("number", Text("工号", "Staff number"), "digits", max_length=12)
        pin = Field("pin", Text("密码", "PIN"), "digits", error=self.error, max_length=12)
        return (pin,) if self.known else (number, pin)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("next", Text("登录", "Sign in"), primary=True),
            Choice("leave", Text("不登录了", "Leave")),
        )


@dataclass(frozen=True, slots=True)
class DeviceCard:
    """One device as staff see it. ``facts`` are short: when it was tested, what it did today."""

    kind: str
    name: Text
    state: State
    word: Text
    facts: tuple[Text, ...] = ()
    testable: bool = True
    busy: bool = False


@dataclass(frozen=True, kw_only=True)
class StaffDevices(StaffView):
    """The desk: every device with its state, and what this person may do."""

    devices: tuple[DeviceCard, ...]
    up_minutes: int
    visits_today: int
    actions: tuple[Choice, ...]
    """What this role may do; the others stand greyed, with the reason."""
    testing: str | None = None
    """The device whose test runs now."""
    told: Text | None = None
    """What the last thing done came to."""

    @property
    def title(self) -> Text:
        return Text("设备检查", "Device diagnostics")

    @property
    def lines(self) -> tuple[Text, ...]:
        days, hours = divmod(self.up_minutes // 60, 24)
        since = f"{days} 天 {hours} 小时" if days else f"{hours} 小时 {self.up_minutes % 60} 分"
        up = Text(
            f"连续开机 {since}，今天 {self.visits_today} 人用过",
            f"Up {days} d {hours} h, {self.visits_today} visits today",
        )
        return (up,) if self.told is None else (up, self.told)

    @property
    def choices(self) -> tuple[Choice, ...]:
        may_test = self.choice_of("test_all")
        tests = tuple(
            Choice(
                f"test:{one.kind}",
                Text("测试", "Test"),
                hint=one.name,
                enabled=one.testable and may_test.enabled,
                why_not=may_test.why_not or (None if one.testable else one.word),
            )
            for one in self.devices
        )
        return (*tests, *self.actions)

    def choice_of(self, action: str) -> Choice:
        """The action with this id."""
        return next(choice for choice in self.actions if choice.id == action)

    def count(self, state: State) -> int:
        """How many devices are so."""
        return sum(one.state == state for one in self.devices)


@dataclass(frozen=True, slots=True)
class LogLine:
    """One event of the log in plain words."""

    at: str
    level: str
    text: Text


@dataclass(frozen=True, kw_only=True)
class StaffLogs(StaffView):
    """What happened lately, newest first; personal data was never in it."""

    entries: tuple[LogLine, ...]
    page: int = 1
    pages: int = 1
    can_export: Choice

    @property
    def title(self) -> Text:
        return Text("运行记录", "Log")

    @property
    def lines(self) -> tuple[Text, ...]:
        if not self.entries:
            return (Text("还没有记录。", "Nothing yet."),)
        return (Text(f"第 {self.page} 页，共 {self.pages} 页", f"Page {self.page} of {self.pages}"),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        first, last = Text("已经是最新的", "This is the newest"), Text("没有更早的了", "There is no more")
        return (
            Choice("newer", Text("更新的", "Newer"), enabled=self.page > 1, why_not=first),
            Choice("older", Text("更早的", "Older"), enabled=self.page < self.pages, why_not=last),
            self.can_export,
        )


@dataclass(frozen=True, slots=True)
class SupplyRow:
    """A supply that is counted."""

    id: str
    name: Text
    left: Text


@dataclass(frozen=True, kw_only=True)
class StaffSupplies(StaffView):
    """Paper was changed: which count begins again."""

    supplies: tuple[SupplyRow, ...]

    @property
    def title(self) -> Text:
        return Text("换了哪种纸？", "Which paper was changed?")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text("装满以后再点，从头计数。", "Press after filling it up: counting begins again."),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(Choice(row.id, row.name, hint=row.left) for row in self.supplies)


@dataclass(frozen=True, kw_only=True)
class StaffTold(StaffView):
    """What came of something, and 知道了."""

    what: Text
    detail: tuple[Text, ...] = ()

    @property
    def title(self) -> Text:
        return self.what

    @property
    def lines(self) -> tuple[Text, ...]:
        return self.detail

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice("ok", Text("知道了", "OK"), primary=True),)


@dataclass(frozen=True, kw_only=True)
class StaffEye(StaffView):
    """What a lens sees now, shown and not kept, and how sharp that is. Staff end it."""

    device: Text
    mirrored: bool
    """Right for left, as whoever stands before it expects; a page is never."""
    sharp: bool | None = None
    """``None``: nothing was seen yet that could be judged."""
    judgement: Text | None = None
    score: float = 0.0
    sharp_from: float = 0.0

    @property
    def title(self) -> Text:
        return self.judgement or Text("正在看……", "Looking")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (
            Text(
                f"{self.device.zh}，{self.score:.0f} 分，{self.sharp_from:.0f} 分起算清楚",
                f"{self.device.en or self.device.zh}: {self.score:.0f}, sharp from {self.sharp_from:.0f}",
            ),
            Text("画面只在这里看，不留下来。", "Shown here only. Nothing is kept."),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice("done", Text("看好了", "Done"), primary=True),)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A section of a report, or under it (``within``) what is not as it should be."""

    state: State
    text: Text
    within: bool = False


MARKS: Final[dict[State, str]] = {"ok": "✓", "attention": "!", "fault": "×"}
PRINT: Final = Choice("print", Text("打印", "Print"), enabled=False)


@dataclass(frozen=True, kw_only=True)
class StaffReport(StaffView):
    """The readiness report: the verdict, the sections with what failed first, and where it is kept."""

    verdict: Text | None = None
    """``None`` while it is being made."""
    rows: tuple[ReportRow, ...] = ()
    told: Text | None = None
    """What is being done, or what it came to."""
    kept: str = ""
    can_print: Choice = PRINT
    busy: bool = False

    @property
    def title(self) -> Text:
        if self.verdict is None:
            return Text("就绪检查单", "Readiness report")
        return Text(f"检查单：{self.verdict.zh}", f"Report: {self.verdict.en}")

    @property
    def lines(self) -> tuple[Text, ...]:
        rows = tuple(
            Text(f"{MARKS[row.state]} {row.text.zh}", f"{MARKS[row.state]} {row.text.en or row.text.zh}")
            for row in self.rows
        )
        kept = (Text(self.kept),) if self.kept else ()
        return (*((self.told,) if self.told else ()), *rows, *kept)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return () if self.busy else (self.can_print, Choice("ok", Text("知道了", "OK"), primary=True))


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting: its value in words, how it is changed, and whether it was changed but not yet kept."""

    key: str
    name: Text
    hint: Text
    value: Text
    kind: Literal["number", "switch", "pick", "act"]
    changed: bool = False
    can_less: bool = True
    can_more: bool = True
    on: bool = False
    act: Choice | None = None
    """What is done at once, where the row is no value but something to do."""


@dataclass(frozen=True, kw_only=True)
class StaffSettings(StaffView):
    """Settings by tab. Nothing counts until it is kept, and it is tried before that."""

    tabs: tuple[Choice, ...]
    tab: str
    rows: tuple[SettingRow, ...]
    changes: int = 0
    can_undo: bool = False
    error: Text | None = None

    @property
    def title(self) -> Text:
        return Text("参数设置", "Kiosk settings")

    @property
    def lines(self) -> tuple[Text, ...]:
        if self.error is not None:
            return (self.error,)
        if self.changes:
            return (
                Text(
                    f"改了 {self.changes} 处，还没保存。保存前会先试一试，并记进日志。",
                    f"{self.changes} changes, not kept yet. They are tried first, and written in the log.",
                ),
            )
        return (Text("改了以后要点“保存”才算。", "Changes count once they are kept."),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (*self.tabs, *(c for row in self.rows for c in _of(row)), *self._ends())

    def _ends(self) -> tuple[Choice, ...]:
        none = Text("没有改动", "Nothing was changed")
        some = self.changes > 0
        kept = "Save" if not some else f"Save {self.changes} change{'s' if self.changes > 1 else ''}"
        undo_none = Text("没有可撤销的", "There is nothing to undo")
        return (
            Choice("undo", Text("撤销上次", "Undo last"), enabled=self.can_undo, why_not=undo_none),
            Choice("discard", Text("不改了", "Discard"), enabled=some, why_not=none),
            Choice("save", Text("保存", kept), enabled=some, why_not=none, primary=True),
        )


def _of(row: SettingRow) -> tuple[Choice, ...]:
    end = Text("不能再改了", "That is the limit")
    if row.kind == "number":
        return (
            Choice(f"less:{row.key}", Text("减", "Less"), enabled=row.can_less, why_not=end),
            Choice(f"more:{row.key}", Text("加", "More"), enabled=row.can_more, why_not=end),
        )
    if row.act is not None:
        return (row.act,)
    if row.kind == "switch":
        return (Choice(f"flip:{row.key}", Text("开关", "On or off")),)
    return (Choice(f"pick:{row.key}", Text("改", "Change")),)


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """A setting that would change."""

    name: Text
    before: Text
    after: Text


@dataclass(frozen=True, kw_only=True)
class StaffImport(StaffView):
    """What a stick's settings would change here: each value before and after. Nothing counts yet."""

    source: Text
    rows: tuple[BeforeAfter, ...]
    cabinet: bool = False
    """Whether devices and screen are among them."""
    more: int = 0
    """How many more there are with the devices."""

    @property
    def title(self) -> Text:
        return Text("从 U 盘取参数", "Settings from a stick")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (self.source, self._told)

    @property
    def _told(self) -> Text:
        if not self.rows and not self.more:
            return Text("和本机一样，没有要改的", "Nothing differs from this terminal")
        if self.cabinet:
            return Text(
                "设备接口也换成 U 盘上的。别的机器的接口，这台不一定能用。",
                "Devices and ports too. Another terminal's may not fit this one.",
            )
        return Text(
            "只取大厅的参数，设备接口不动。先试，试好了才保存。",
            "The hall's settings only; devices stay. Tried before they are kept.",
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        count, none = len(self.rows), Text("没有要改的", "Nothing to change")
        same = Text("设备没有不同", "The devices do not differ")
        other = (
            Choice("hall", Text("只取大厅参数", "Hall settings only"))
            if self.cabinet
            else Choice("cabinet", Text("连设备一起取", "Devices too"), enabled=self.more > 0, why_not=same)
        )
        kept = f"Keep {count} change{'s' if count > 1 else ''}" if count else "Keep"
        return (
            other,
            Choice("take", Text("试一试并保存", kept), enabled=count > 0, why_not=none, primary=True),
        )


@dataclass(frozen=True, kw_only=True)
class StaffPick(StaffView):
    """One setting's value among those that there are: what is plugged in, what a driver can do."""

    name_of: Text
    value: str
    offered: tuple[Choice, ...]

    @property
    def title(self) -> Text:
        return self.name_of

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text(f"现在是 {self.value}", f"Now {self.value}"),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self.offered
