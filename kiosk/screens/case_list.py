"""All one's cases (after mock-up 08): a page at a time, and only those that go on, or are over, if wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views import CaseList, CaseRow
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Local, Part
from kiosk.screens.screen import Now, PagedScreen
from kiosk.screens.widgets.case_rows import case_row
from kiosk.screens.widgets.filters import filters
from kiosk.screens.widgets.pager import HEIGHT, page_of, pager
from kiosk.screens.widgets.told import beside, told
from kiosk.screens.widgets.zones import Zones, backdrop, zones

GROUPS: Final = {
    "": Text("全部", "All"),
    "todo": Text("要您办", "For you"),
    "open": Text("在办", "Going on"),
    "done": Text("办完", "Done"),
}
FILTER: Final = {False: 96.0, True: 112.0}
LEAST: Final = {False: 132.0, True: 176.0}
MOST: Final = {False: 168.0, True: 220.0}
"""A row's height, by elder mode."""
GAP = 16
ELDER_ROWS = 4
FEW = 4
"""So many cases need no filter."""


class CaseListScreen(PagedScreen[CaseList]):
    """Rows, and which of them."""

    def __init__(self) -> None:
        super().__init__()
        self._group = ""

    def local(self, action: Local) -> None:
        """Another group begins at its first page."""
        if action.name == "group":
            self._group, self._page = action.value, 0
        else:
            super().local(action)

    def parts(self, view: CaseList, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        place = zones(look, 560 if look.elder else 500)
        yield from backdrop(place, look)
        yield from _told(view, place, look)
        room = place.press.inset(40, 24)
        if len(view.cases) > FEW:
            yield from self._groups(view, room.top(FILTER[look.elder]), look)
            room = room.below(FILTER[look.elder] + GAP)
        else:
            self._group = ""
        rows = [row for row in view.cases if not self._group or row.group == self._group]
        yield from self._rows(rows, room, look)

    def _groups(self, view: CaseList, rect: Rect, look: Look) -> Iterator[Part]:
        counted = {
            group: sum(row.group == group for row in view.cases) if group else len(view.cases)
            for group in GROUPS
        }
        there = {group: name for group, name in GROUPS.items() if counted[group]}
        if self._group not in there:
            self._group = ""
        shown = {
            group: Text(f"{name.zh} {counted[group]}", f"{name.en} {counted[group]}")
            for group, name in there.items()
        }
        yield from filters(rect, shown, self._group, look, "group")

    def _rows(self, rows: list[CaseRow], room: Rect, look: Look) -> Iterator[Part]:
        size = _fitting(room, look)
        if len(rows) > size:
            turn, room = room.low(HEIGHT), room.above(HEIGHT + GAP)
            size = _fitting(room, look)
            _, page, pages = page_of(rows, self._page, size)
            yield from pager(turn, page, pages, look)
        shown, _, _ = page_of(rows, self._page, size)
        tall = min(MOST[look.elder], (room.h + GAP) / size - GAP)
        for number, row in enumerate(shown):
            yield case_row(room.below(number * (tall + GAP)).top(tall), row, look)


def _fitting(room: Rect, look: Look) -> int:
    fit = max(1, int((room.h + GAP) // (LEAST[look.elder] + GAP)))
    return min(fit, ELDER_ROWS) if look.elder else fit


def _told(view: CaseList, place: Zones, look: Look) -> Iterator[Part]:
    room = place.told.below(40 if place.look.h > 300 else 24).above(16)
    words, left = told(room, view, look, size=58 if look.landscape else 72, gap=10)
    yield from beside(place, words, left, look)
    yield from words
