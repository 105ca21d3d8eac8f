"""办事指南: what there is, one guide, one of its materials, what can be printed. Nobody is in any."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from kiosk.domain.words import Text
from kiosk.journeys.view import PRINTING_PATIENCE, Choice, Field, View
from kiosk.journeys.views.trouble import STAFF

GONE_SHORT: Final = Text("已停办，请问窗口", "Withdrawn. Ask staff.")
QUERY_MOST: Final = 40
GONE: Final = Text("这件事刚刚停办了，请问窗口", "It was just withdrawn. Please ask at a window.")
Place = Literal["here", "window"]


@dataclass(frozen=True, slots=True)
class GuideRow:
    """An item as the list shows it. ``below``: so many items stand under it, and none is handed in for it."""

    id: str
    name: str
    agency: str
    form: str
    trips_max: int
    place: Place
    below: int = 0
    name_en: str | None = None

    @property
    def hint(self) -> Text:
        """Who does it and how often one must come."""
        if self.below:
            return Text(f"里面有 {self.below} 件事", f"{self.below} services inside")
        trips = f"最多跑 {self.trips_max} 次" if self.trips_max else "一次不用跑"
        english = f"{self.trips_max} trips at most" if self.trips_max else "No trip needed"
        return Text(f"{self.agency}，{self.form}，{trips}", english)


@dataclass(frozen=True, kw_only=True)
class GuideSearch(View):
    """What was found for what was typed and picked; everything while nothing was."""

    without_fields = frozenset({"theme", "narrow", "all", "staff"})

    results: tuple[GuideRow, ...]
    query: str = ""
    narrowed: tuple[str, ...] = ()
    """The names of what was picked."""
    within: str | None = None
    """The item under which these stand."""

    @property
    def whole(self) -> bool:
        """Whether nothing narrows the list."""
        return not (self.query or self.narrowed or self.within)

    @property
    def title(self) -> Text:
        if not self.results:
            return Text("没找到，换个说法试试", "Nothing found. Try other words.")
        if self.whole:
            return Text("想看哪件事的指南？", "Which service?")
        count = len(self.results)
        return Text(f"找到 {count} 件事", f"{count} service{'s' if count > 1 else ''} found. Choose one.")

    @property
    def lines(self) -> tuple[Text, ...]:
        if not self.results:
            return (
                Text(
                    "按主题找也行。也可以问工作人员，或打 12345。", "Look by theme, ask staff, or call 12345."
                ),
            )
        if self.whole:
            return (
                Text("不用刷证。打拼音首字母，如 SFZ。", "No ID needed. Type first letters, such as SFZ."),
            )
        of = " · ".join((*([self.within] if self.within else ()), *self.narrowed))
        return (Text(of),) if of else ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        rows = (Choice(row.id, Text(row.name, row.name_en), hint=row.hint) for row in self.results)
        return (
            *rows,
            Choice("search", Text("搜一搜", "Search"), primary=True),
            Choice("theme", Text("按主题找", "By theme")),
            Choice("narrow", Text("换个分法", "Other lists")),
            Choice(
                "all",
                Text("全部事项", "Show all"),
                enabled=not self.whole,
                why_not=Text("这就是全部", "These are all") if self.whole else None,
            ),
            STAFF,
        )

    @property
    def fields(self) -> tuple[Field, ...]:
        label = Text("想办什么", "What do you need?")
        return (Field("query", label, "text", required=False, value=self.query, max_length=QUERY_MOST),)


@dataclass(frozen=True, kw_only=True)
class GuideFacets(View):
    """The ways of sorting (CT-20)."""

    facets: tuple[tuple[str, Text], ...]

    @property
    def title(self) -> Text:
        return Text("怎么找？", "How shall we look?")

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (*(Choice(facet, label) for facet, label in self.facets), STAFF)


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A theme, a department …, and how many items it has."""

    id: str
    name: str
    count: int


@dataclass(frozen=True, kw_only=True)
class GuideValues(View):
    """Every value of one way of sorting. ``other``: the themes of the other kind of applicant."""

    facet: str
    label: Text
    values: tuple[ValueRow, ...]
    other: tuple[str, Text] | None = None

    @property
    def title(self) -> Text:
        return self.label

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text("点一个，看里面有哪些事。", "Choose one to see what is in it."),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        rows = (
            Choice(
                row.id,
                Text(row.name),
                hint=Text(f"{row.count} 件事", f"{row.count}"),
                enabled=row.count > 0,
                why_not=None if row.count else Text("这里还没有", "None here"),
            )
            for row in self.values
        )
        other = () if self.other is None else (Choice(*self.other),)
        return (*rows, *other, STAFF)


@dataclass(frozen=True, slots=True)
class Badge:
    """One of the five hints for whoever goes there (CT-16)."""

    id: Literal["form", "booking", "scope", "online_payment", "logistics"]
    text: Text
    on: bool = True


@dataclass(frozen=True, slots=True)
class GuideFact:
    """A label and what the guide says of it: as the platform wrote it."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuideStep:
    """A step of the way: what the applicant does, what the window does, how long it takes (CT-11)."""

    name: str
    duration: str
    start: str
    end: str
    applicant: str
    window: str


@dataclass(frozen=True, slots=True)
class MaterialTold:
    """A material: its nine elements (CT-07), and where one gets it (CT-09)."""

    id: str
    name: str
    required: bool
    source: str
    copies: str
    facts: tuple[GuideFact, ...]


@dataclass(frozen=True, kw_only=True)
class GuideDetail(View):
    """A guide as it is in force. ``renewed``: it changed while somebody looked at it."""

    code: str
    item: str
    name_en: str | None
    agency: str
    badges: tuple[Badge, ...]
    fee: str
    promised: str
    conditions: str
    elements: tuple[GuideFact, ...]
    materials: tuple[MaterialTold, ...]
    flow: tuple[GuideStep, ...]
    version: str
    updated_at: datetime
    place: str
    takeaway: str | None = None
    can_apply: bool = False
    bookable: bool = False
    renewed: bool = False
    withdrawn: bool = False

    @property
    def title(self) -> Text:
        return Text(self.item, self.name_en)

    @property
    def lines(self) -> tuple[Text, ...]:
        if self.withdrawn:
            return (GONE,)
        on = f"{self.updated_at:%Y-%m-%d}"
        told = Text(f"指南版本 {self.version}，更新于 {on}", f"Guide version {self.version}, updated on {on}")
        if self.renewed:
            return (Text("指南刚刚更新了，这是新的。", "The guide was just updated."), told)
        return (told,)

    @property
    def choices(self) -> tuple[Choice, ...]:
        gone = GONE_SHORT if self.withdrawn else None
        return (
            Choice("print", Text("打印", "Print"), enabled=gone is None, why_not=gone, primary=gone is None),
            Choice("apply", Text("在这里办", "Apply here"), enabled=False, why_not=gone or self._no_apply),
            Choice("book", Text("约个时间", "Book a time"), enabled=False, why_not=gone or self._no_booking),
            *(
                Choice(
                    f"material:{material.id}",
                    Text(material.name),
                    hint=Text(f"去哪弄：{material.source}", f"From: {material.source}"),
                    enabled=gone is None,
                    why_not=gone,
                )
                for material in self.materials
            ),
            STAFF,
        )

    @property
    def _no_apply(self) -> Text:
        if self.can_apply:
            return Text("这台机器还不能申请，请去窗口", "Not on this terminal yet. Please go to a window.")
        return Text("这件事要去窗口办", "This is done at a window")

    @property
    def _no_booking(self) -> Text:
        if self.bookable:
            return Text("在手机上约，或打咨询电话", "Book on your phone, or call")
        return Text("不用预约", "No booking needed")


@dataclass(frozen=True, kw_only=True)
class GuideMaterial(View):
    """One material: where one gets it, and everything else that is said of it."""

    material: str
    source: str
    facts: tuple[GuideFact, ...]
    printable: bool
    why_not: Text | None = None

    @property
    def title(self) -> Text:
        return Text(self.material)

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text(f"去哪弄：{self.source}", f"Where to get it: {self.source}"),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        no_sample = Text("没有样表可打", "There is no sample")
        why = self.why_not if self.printable else no_sample
        label = Text("打印样表或空表", "Print the sample or form")
        return (Choice("print", label, enabled=why is None, why_not=why, primary=why is None), STAFF)


@dataclass(frozen=True, slots=True)
class PaperOffer:
    """Something that can be printed of a guide, and on what."""

    id: str
    name: str
    on: Literal["slip", "a4"]
    why_not: Text | None = None


@dataclass(frozen=True, kw_only=True)
class GuidePrints(View):
    """What can be taken along on paper. What cannot keeps its place and says why, and what else to do."""

    item: str
    papers: tuple[PaperOffer, ...]

    @property
    def title(self) -> Text:
        return Text("要打哪一样？", "What shall be printed?")

    @property
    def lines(self) -> tuple[Text, ...]:
        free = Text("打印不收钱。手机扫码带走也行。", "Free. You can also take it on your phone.")
        reasons = dict.fromkeys(paper.why_not for paper in self.papers if paper.why_not)
        return (next(iter(reasons), free),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        on = {"slip": Text("小票", "On a slip"), "a4": Text("A4 纸", "On A4")}
        rows = (
            Choice(
                paper.id,
                Text(paper.name),
                hint=on[paper.on],
                enabled=paper.why_not is None,
                why_not=paper.why_not,
            )
            for paper in self.papers
        )
        return (*rows, STAFF)


@dataclass(frozen=True, kw_only=True)
class GuidePrinted(View):
    """``printed``: the printer said so, or nobody can say."""

    patience_seconds = PRINTING_PATIENCE

    paper: str
    on: Literal["slip", "a4"]
    printed: Literal[True, "unknown"]

    @property
    def title(self) -> Text:
        if self.printed is True:
            return Text("打好了，请取走", "Printed. Please take it.")
        return Text("不知道打好没有", "We cannot tell whether it printed")

    @property
    def lines(self) -> tuple[Text, ...]:
        slot = "小票口" if self.on == "slip" else "右下方的出纸口"
        if self.printed is True:
            return (Text(f"《{self.paper}》在{slot}。", "It lies in the slot below the screen."),)
        return (
            Text(
                f"看一下{slot}。没有纸出来，就再打一张。",
                "Look at the slot. If nothing is there, print it again.",
            ),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("again", Text("再打一张", "Print it again")),
            STAFF,
            Choice("done", Text("好了", "Done"), primary=True),
        )
