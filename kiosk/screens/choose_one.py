"""One of several, answered at once: for whom, or which further number. The ways around stand at the foot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.journeys.view import Choice, View
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Choose, Part
from kiosk.screens.screen import Now, PagedScreen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.pager import HEIGHT, page_of, pager
from kiosk.screens.widgets.rows import arrow_row
from kiosk.screens.widgets.steps import steps_told
from kiosk.screens.widgets.told import beside, told
from kiosk.screens.widgets.zones import Zones, backdrop, zones

AROUND: Final = {"another_way": "refresh", "staff": "bell"}
"""Choices that are no rows, and their icons."""
GAP = 20
FOOT: Final = {False: 120.0, True: 136.0}
LEAST: Final = {False: 128.0, True: 140.0}
MOST: Final = {False: 190.0, True: 220.0}
"""A row's height, by elder mode."""
ELDER_CHOICES = 4


class ChooseOneScreen(PagedScreen[View]):
    """Rows, a page at a time."""

    def parts(self, view: View, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        rows = [choice for choice in view.choices if choice.id not in AROUND]
        around = [choice for choice in view.choices if choice.id in AROUND]
        place = zones(look, 560 if look.elder else 500)
        yield from backdrop(place, look)
        yield from _told(view, place, look)
        content = place.press.inset(40, 28)
        foot, room = content.low(FOOT[look.elder]), content.above(FOOT[look.elder] + GAP)
        size = _fitting(room, len(around), look)
        if len(rows) > size:
            if look.landscape:
                turn, foot = foot.columns(1, 1)
            else:
                turn, room = room.low(HEIGHT), room.above(HEIGHT + GAP)
                size = _fitting(room, len(around), look)
            _, page, pages = page_of(rows, self._page, size)
            yield from pager(turn.sized(turn.w, HEIGHT), page, pages, look)
        yield from _around(around, foot, look)
        yield from self._rows(rows, room, size, look)

    def _rows(self, rows: list[Choice], room: Rect, size: int, look: Look) -> Iterator[Part]:
        shown, _, _ = page_of(rows, self._page, size)
        tall = min(MOST[look.elder], (room.h + GAP) / size - GAP)
        for number, choice in enumerate(shown):
            yield arrow_row(room.below(number * (tall + GAP)).top(tall), choice, look)


def _fitting(room: Rect, others: int, look: Look) -> int:
    fit = max(1, int((room.h + GAP) // (LEAST[look.elder] + GAP)))
    return min(fit, ELDER_CHOICES - others) if look.elder else fit


def _around(choices: list[Choice], rect: Rect, look: Look) -> Iterator[Part]:
    for choice, place in zip(choices, rect.columns(*[1] * len(choices)), strict=True):
        icon = None if look.elder and len(choices) > 1 else AROUND[choice.id]
        yield button(place, choice.label, look, Choose(choice.id), kind="quiet", size=40, icon=icon)


def _told(view: View, place: Zones, look: Look) -> Iterator[Part]:
    shown, room = steps_told(place.told.below(48 if place.look.h > 300 else 24).above(16), view, look)
    yield from shown
    words, left = told(room, view, look, size=58 if look.landscape else 72, gap=14)
    yield from beside(place, words, left, look)
    yield from words
