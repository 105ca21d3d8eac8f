"""Themes, departments … in a grid, a page at a time. What has no item keeps its place and says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.journeys.view import Choice
from kiosk.journeys.views.guide_search import GuideValues
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Choose, Part
from kiosk.screens.screen import Now, PagedScreen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.pager import HEIGHT, page_of, pager
from kiosk.screens.widgets.tiles import option_tile
from kiosk.screens.widgets.told import beside, told
from kiosk.screens.widgets.zones import backdrop, zones

GAP = 16
LEAST: Final = {False: 128.0, True: 176.0}
MOST: Final = {False: 148.0, True: 220.0}
FOOT: Final = {False: 112.0, True: 128.0}
WORDY = 10
"""Longer names want a whole row."""


class GuideValuesScreen(PagedScreen[GuideValues]):
    """One page after another, in the platform's order."""

    def __init__(self) -> None:
        super().__init__()
        self._facet = ""

    def parts(self, view: GuideValues, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        if view.facet != self._facet:
            self._facet, self._page = view.facet, 0
        place = zones(look, 520 if look.elder else 440)
        yield from backdrop(place, look)
        room = place.told.below(40 if place.look.h > 300 else 24).above(16)
        words, left = told(room, view, look, size=58 if look.landscape else 72, gap=10)
        yield from beside(place, words, left, look)
        yield from words
        content = place.press.inset(40, 24)
        values, around = view.choices[: len(view.values)], view.choices[len(view.values) :]
        foot, content = content.low(FOOT[look.elder]), content.above(FOOT[look.elder] + GAP)
        for choice, cell in zip(around, foot.columns(*[1] * len(around)), strict=True):
            icon = None if look.elder else "bell" if choice.id == "staff" else "refresh"
            yield button(cell, choice.label, look, Choose(choice.id), kind="quiet", size=40, icon=icon)
        yield from self._grid(values, content, look)

    def _grid(self, values: tuple[Choice, ...], room: Rect, look: Look) -> Iterator[Part]:
        wordy = look.elder or look.language == "en" or any(len(v.label.zh) > WORDY for v in values)
        columns = 1 if wordy else 3 if look.landscape else 2
        size = _rows(room, look) * columns
        if len(values) > size:
            turn, room = room.low(HEIGHT), room.above(HEIGHT + GAP)
            size = _rows(room, look) * columns
            _, page, pages = page_of(values, self._page, size)
            yield from pager(turn, page, pages, look)
        shown, _, _ = page_of(values, self._page, size)
        rows = size // columns
        tall = min(MOST[look.elder], (room.h + GAP) / rows - GAP)
        cells = room.top(rows * (tall + GAP) - GAP).grid(columns, rows, GAP)
        for choice, cell in zip(shown, cells, strict=False):
            yield option_tile(cell, choice, look)


def _rows(room: Rect, look: Look) -> int:
    fit = max(1, int((room.h + GAP) // (LEAST[look.elder] + GAP)))
    return min(fit, 4) if look.elder else fit
