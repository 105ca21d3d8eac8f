"""For whom the citizen acts, and what there is of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, View
from kiosk.journeys.views.cases import CaseRow
from kiosk.journeys.views.trouble import STAFF


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """Somebody to act for; ``why_not`` where the delegation does not allow it now."""

    id: str
    name: str
    id_masked: str
    relation: Text
    why_not: Text | None = None


@dataclass(frozen=True, kw_only=True)
class ChooseSubject(View):
    """For oneself, or for whom (LP-04, LP-05)."""

    subjects: tuple[SubjectRow, ...]

    @property
    def title(self) -> Text:
        return Text("这次替谁办？", "For whom are you here?")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text("替别人办，您和他的名字都会写上。", "Both names will stand on what you hand in."),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        rows = (
            Choice(
                row.id,
                Text(row.name),
                hint=Text(f"{row.relation.zh} · {row.id_masked}", f"{row.relation.en} · {row.id_masked}"),
                enabled=row.why_not is None,
                why_not=row.why_not,
            )
            for row in self.subjects
        )
        return (*rows, STAFF)


@dataclass(frozen=True, kw_only=True)
class SubjectDetail(View):
    """What an authorisation covers, before it is used; it can be given back here (LP-05)."""

    who: str
    id_masked: str
    relation: Text
    valid_to: date | None
    items: int | None
    """How many items it covers; ``None``: all."""

    @property
    def title(self) -> Text:
        return Text("先看看授权", "What you may do for them")

    @property
    def lines(self) -> tuple[Text, ...]:
        until = (
            Text(f"到 {self.valid_to:%Y-%m-%d} 为止。", f"Until {self.valid_to:%Y-%m-%d}.")
            if self.valid_to
            else Text("没有写到期日。", "No last day is set.")
        )
        scope = (
            Text("所有事都能替他办。", "For everything.")
            if self.items is None
            else Text(f"只能办 {self.items} 件事。", f"For {self.items} matters only.")
        )
        who = Text(f"{self.who}（{self.relation.zh}）", f"{self.who} ({self.relation.en})")
        return (who, scope, until)

    @property
    def speech(self) -> Text:
        """Without the name and the number."""
        said = [self.title, *self.lines[1:], *(c.label for c in self.choices)]
        return Text(
            "。".join(p.zh.rstrip("。") for p in said) + "。",
            ". ".join((p.en or p.zh).rstrip(".") for p in said) + ".",
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("act", Text("就替他办", "Act for them"), primary=True),
            Choice("cancel", Text("取消这个授权", "Give the authorisation back")),
            STAFF,
        )


@dataclass(frozen=True, kw_only=True)
class CancelDelegation(View):
    """It cannot be undone here: asked once."""

    who: str

    @property
    def title(self) -> Text:
        return Text("真的取消授权吗？", "Give the authorisation back?")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (
            Text("取消后就不能替他办了，要办得重新授权。", "You could not act for them without a new one."),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("keep", Text("不取消", "Keep it"), primary=True),
            Choice("cancel", Text("取消授权", "Give it back")),
            STAFF,
        )


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A booking of today."""

    id: str
    item_name: str
    area: str
    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True)
class MyMatters(View):
    """Hello: what there is today, for whom they act, and how surely they are known."""

    who: str
    level: str
    acting_for: str | None = None
    """The masked name of whom they act for; ``None``: themselves."""
    bookings: tuple[MatterRow, ...] = ()
    cases: tuple[CaseRow, ...] = ()
    """What goes on, that which needs them first."""
    cases_known: bool = True
    can_raise: bool = False
    updates: int = 0
    """Cases with news (PR-06)."""

    @property
    def title(self) -> Text:
        return Text(f"{self.who}，您好", f"Hello, {self.who}")

    @property
    def lines(self) -> tuple[Text, ...]:
        count = len(self.bookings)
        today = (
            Text(f"今天 {count} 个预约，点一下就签到取号。", f"{count} booked today. Press one to check in.")
            if count
            else Text("今天没有预约，可以直接取号。", "No booking today. You can take a number.")
        )
        told = [today, *self._news]
        if self.acting_for is not None:
            told.append(Text(f"这次替 {self.acting_for} 办。", f"Acting for {self.acting_for}."))
        return tuple(told)

    @property
    def _news(self) -> tuple[Text, ...]:
        """Of cases, without a name."""
        if not self.cases_known:
            return (Text("办件暂时查不到，预约照常。", "Cases cannot be shown now. Bookings are fine."),)
        todo = sum(row.group == "todo" for row in self.cases)
        told = []
        if self.updates:
            told.append(Text(f"您有 {self.updates} 条新进展", f"{self.updates} with news"))
        if todo:
            told.append(Text(f"{todo} 件事要您办", f"{todo} need{'' if todo > 1 else 's'} you"))
        if not told:
            return ()
        zh, en = "，".join(t.zh for t in told), ", ".join(t.en or "" for t in told)
        return (Text(f"{zh}。", f"{en}."),)

    @property
    def speech(self) -> Text:
        """Without the name: a voice in a hall never says it."""
        said = Text("您好", "Hello")
        parts = [said, *self.lines[:1], *self._news, *(c.label for c in self.choices)]
        return Text(
            "。".join(p.zh.rstrip("。") for p in parts) + "。",
            ". ".join((p.en or p.zh).rstrip(".") for p in parts) + ".",
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        bookings = (
            Choice(
                row.id,
                Text(row.item_name),
                hint=Text(f"{row.start:%H:%M} 到 {row.end:%H:%M} · {row.area}"),
                primary=number == 0,
            )
            for number, row in enumerate(self.bookings)
        )
        known = Text("已经核对过了", "Already confirmed")
        return (
            *bookings,
            *(Choice(row.id, Text(row.item_name), hint=row.hint) for row in self.cases),
            Choice(
                "walk_in",
                Text("没有预约，直接取号", "Take a number without a booking"),
                primary=not self.bookings,
            ),
            Choice(
                "cases",
                Text("看我的全部办件", "All my cases"),
                hint=Text("办到哪一步，都在这里", "How far each of them is"),
            ),
            Choice("act_for", Text("替别人办", "Act for somebody else")),
            Choice(
                "confirm_identity",
                Text("核对是我本人", "Confirm that it is me"),
                hint=Text("刷脸或短信，打印证明时要用", "By face or text message, for certificates"),
                enabled=self.can_raise,
                why_not=None if self.can_raise else known,
            ),
            STAFF,
        )
