"""办事指南 without signing in: find an item, read its guide, take it along (CH-02, ID-02).

All of it comes from the catalogue kept here; only samples and forms are fetched when they are printed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from kiosk.domain import item_facets
from kiosk.domain.item import Item
from kiosk.domain.item_facets import FACETS
from kiosk.domain.item_search import found
from kiosk.domain.item_tree import ItemTree
from kiosk.domain.words import Text
from kiosk.errors import CatalogueTooOld
from kiosk.journeys.asking import asked, or_tell
from kiosk.journeys.capabilities import offered
from kiosk.journeys.faults import HOME_WAY
from kiosk.journeys.guide_detail import show_guide
from kiosk.journeys.guide_told import item_row
from kiosk.journeys.stage import WentBack
from kiosk.journeys.views.guide_search import GuideFacets, GuideSearch, GuideValues, ValueRow
from kiosk.journeys.visit import After, AnotherWay, Visit

OTHER_THEMES = {"theme_natural": "theme_legal", "theme_legal": "theme_natural"}


@dataclass(slots=True)
class Wanted:
    """What somebody typed and picked so far. Kept while they read one guide after another."""

    query: str = ""
    chosen: dict[str, str] = field(default_factory=dict)
    within: list[Item] = field(default_factory=list)
    """The way down: main item, sub-item (CT-04)."""
    applying: bool = False
    """Whether they came to apply: what cannot be applied for here is left out."""

    def clear(self) -> None:
        """Everything again."""
        self.query = ""
        self.chosen.clear()
        self.within.clear()


async def apply(visit: Visit) -> After:
    """The same, among what can be applied for here."""
    return await guides(visit, applying=True)


async def guides(visit: Visit, *, applying: bool = False) -> After:
    """One guide after another, until they go back or home, or applied for something."""
    wanted = Wanted(applying=applying)
    while True:
        item = await _item(visit, wanted)
        try:
            await show_guide(visit, item)
        except (WentBack, AnotherWay):
            continue
        return After.END


async def _item(visit: Visit, wanted: Wanted) -> Item:
    """Ask until it is one item. Raises ``WentBack`` on the first level, where nothing was narrowed."""
    while True:
        items = await or_tell(visit, partial(_all, visit, wanted), another_way=HOME_WAY)
        tree = ItemTree(items)
        try:
            answer = await asked(visit, _view(visit, items, tree, wanted))
        except WentBack:
            if not _one_back(wanted):
                raise
            continue
        match answer.choice:
            case "search":
                wanted.clear()
                wanted.query = answer.values.get("query", "").strip()
            case "all":
                wanted.clear()
            case "theme" | "narrow":
                await _narrow(visit, wanted, items, None if answer.choice == "narrow" else "theme_natural")
            case code:
                item = next(item for item in items if item.task_code == code)
                if not tree.below(item):
                    return item
                wanted.within.append(item)


async def _all(visit: Visit, wanted: Wanted) -> tuple[Item, ...]:
    if visit.hall.catalogue is None:
        raise CatalogueTooOld("none is kept here")
    items = visit.hall.catalogue.items()
    return tuple(item for item in items if item.can_be_applied_for) if wanted.applying else items


def _one_back(wanted: Wanted) -> bool:
    """Undo the last step; whether there was one."""
    if wanted.within:
        wanted.within.pop()
        return True
    narrowed = bool(wanted.query or wanted.chosen)
    wanted.clear()
    return narrowed


def _view(visit: Visit, items: tuple[Item, ...], tree: ItemTree, wanted: Wanted) -> GuideSearch:
    here = frozenset(s for s in ("apply", "certificates") if offered(visit.hall, s).available)
    if wanted.within:
        shown = tree.below(wanted.within[-1])
    elif wanted.query or wanted.chosen:
        shown = item_facets.narrowed(found(items, wanted.query), wanted.chosen)
    else:
        shown = found(tree.top(), "")
    return GuideSearch(
        results=tuple(item_row(item, tree, here=here) for item in shown),
        query=wanted.query,
        narrowed=tuple(item_facets.name(facet, value) for facet, value in wanted.chosen.items()),
        applying=wanted.applying,
        within=wanted.within[-1].name if wanted.within else None,
    )


async def _narrow(visit: Visit, wanted: Wanted, items: tuple[Item, ...], facet: str | None) -> None:
    """Pick a value of one way of sorting, in the place of what was picked before."""
    try:
        if facet is None:
            facet = (await asked(visit, _facets())).choice
        while True:
            answer = await asked(visit, _values(items, facet))
            if answer.choice not in FACETS:
                break
            facet = answer.choice
    except WentBack:
        return
    wanted.clear()
    wanted.chosen[facet] = answer.choice


def _facets() -> GuideFacets:
    return GuideFacets(facets=tuple((facet, sort.label) for facet, sort in FACETS.items()))


def _values(items: tuple[Item, ...], facet: str) -> GuideValues:
    other = OTHER_THEMES.get(facet)
    return GuideValues(
        facet=facet,
        label=FACETS[facet].label,
        values=tuple(ValueRow(v.id, v.name, v.count) for v in item_facets.values(items, facet)),
        other=(other, _switch(other)) if other else None,
    )


def _switch(facet: str) -> Text:
    if facet == "theme_legal":
        return Text("看单位办的", "For organisations")
    return Text("看个人办的", "For people")
