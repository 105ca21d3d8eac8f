"""The seven ways of sorting items (CT-20), and the list of those that take one trip at most (CT-18)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.domain.guide_text import TASK_TYPES
from kiosk.domain.item import Item
from kiosk.domain.themes import LEGAL_THEMES, NATURAL_THEMES
from kiosk.domain.words import Text

SERVER_TYPES: Final = {
    "1": "自然人",
    "2": "企业法人",
    "3": "事业法人",
    "4": "社会组织法人",
    "5": "行政机关",
    "6": "其他组织",
}
"""GB/T 39046—2020, A.4."""
USE_LEVELS: Final = {
    "1": "国家级",
    "2": "省级",
    "3": "市级",
    "4": "县级",
    "5": "乡级",
    "6": "村级",
}
"""GB/T 39046—2020, A.2."""
FORMS: Final = {
    "fully_online": "全程网办",
    "original_verification": "原件核验",
    "original_precheck": "原件预审",
}
NATURAL: Final = "1"
ONE_TRIP: Final = "1"


@dataclass(frozen=True, slots=True)
class Facet:
    """A way of sorting: what an item is under it, and its values in order; unknown ones come after."""

    label: Text
    values: Callable[[Item], tuple[str, ...]]
    names: Mapping[str, str]


def _same(names: Iterable[str]) -> dict[str, str]:
    return {name: name for name in names}


FACETS: Final[Mapping[str, Facet]] = {
    "theme_natural": Facet(
        Text("个人办的，按主题", "People, by theme"), lambda item: item.themes_natural, _same(NATURAL_THEMES)
    ),
    "theme_legal": Facet(
        Text("单位办的，按主题", "Bodies, by theme"), lambda item: item.themes_legal, _same(LEGAL_THEMES)
    ),
    "trips": Facet(
        Text("最多跑一次", "One trip at most"),
        lambda item: (ONE_TRIP,) if item.trips_max <= 1 else (),
        {ONE_TRIP: "最多跑一次"},
    ),
    "agency": Facet(Text("办理部门", "Department"), lambda item: (item.department.name,), {}),
    "object": Facet(Text("谁来办", "For whom"), lambda item: item.server_types, SERVER_TYPES),
    "form": Facet(Text("怎么办", "How it is done"), lambda item: (item.handling_mode,), FORMS),
    "nature": Facet(Text("事项性质", "Kind of matter"), lambda item: (item.task_type,), TASK_TYPES),
    "level": Facet(Text("哪一级", "Level"), lambda item: (item.use_level,), USE_LEVELS),
    "jurisdiction": Facet(Text("哪个区划", "Region code"), lambda item: (item.task_code[2:8],), {}),
}
"""By theme first: that is how most people look. The region stands in the agency's credit code (GB 32100)."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet and how many items have it."""

    id: str
    name: str
    count: int


def values(items: Iterable[Item], facet: str) -> tuple[Value, ...]:
    """Every value in order, those that nothing has too."""
    sort, counts = FACETS[facet], dict[str, int]()
    for item in items:
        for value in sort.values(item):
            counts[value] = counts.get(value, 0) + 1
    known = [Value(value, name, counts.pop(value, 0)) for value, name in sort.names.items()]
    return (*known, *(Value(value, value, counts[value]) for value in sorted(counts)))


def narrowed(items: Iterable[Item], chosen: Mapping[str, str]) -> tuple[Item, ...]:
    """The items that have every chosen value."""
    return tuple(
        item for item in items if all(value in FACETS[facet].values(item) for facet, value in chosen.items())
    )


def name(facet: str, value: str) -> str:
    """What a value is called; one that is not known here as the platform sent it."""
    return FACETS[facet].names.get(value, value)
