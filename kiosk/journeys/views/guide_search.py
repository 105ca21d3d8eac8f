"""Finding an item: by words, by themes, by what lies within another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, Field, View
from kiosk.journeys.views.trouble import STAFF

QUERY_MOST: Final = 40
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
    applying: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing narrows the list."""
        return not (self.query or self.narrowed or self.within)

    @property
    def title(self) -> Text:
        if not self.results:
            return Text("没找到，换个说法试试", "Nothing found. Try other words.")
        if self.whole:
            return Text("想办哪件事？" if self.applying else "想看哪件事的指南？", "Which service?")
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
            return (Text("不用刷证。打拼音，如 sfz，再点汉字。", "No ID needed. Type pinyin, such as sfz."),)
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
        return (
            Field(
                "query",
                label,
                "text",
                required=False,
                value=self.query,
                max_length=QUERY_MOST,
                chinese=True,
            ),
        )


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
