"""Which case (PR-01): the card leads; number and code stand below, with what is published for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.journeys.view import Choice
from kiosk.journeys.views import TrackBy
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Choose, Part
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.tiles import hero, tile
from kiosk.screens.widgets.told import beside, told
from kiosk.screens.widgets.zones import backdrop, zones

ICONS: Final = {
    "id_card": "id",
    "case_number": "keyboard",
    "scan": "qr",
    "published": "docs",
    "staff": "bell",
}
FOOT: Final = {False: 112.0, True: 120.0}
MOST: Final = 300.0


class TrackScreen(Screen[TrackBy]):
    """Three ways, one under the other."""

    def parts(self, view: TrackBy, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        place = zones(look, 640)
        yield from backdrop(place, look)
        room = place.told.below(48).above(16)
        words, left = told(room, view, look, size=58 if look.landscape else 80, gap=14)
        yield from beside(place, words, left, look)
        yield from words
        content = place.press.inset(40, 28)
        card, number, scan, *around = view.choices
        if look.elder:  # at most four; 求助 is below
            around = around[:1]
        yield from _around(around, content.low(FOOT[look.elder]), look)
        yield from _ways(card, (number, scan), content.above(FOOT[look.elder] + 24), look)


def _ways(card: Choice, others: tuple[Choice, ...], room: Rect, look: Look) -> Iterator[Part]:
    if look.landscape and not look.elder:
        upper, lower = room.rows(1.15, 1)
        cells = lower.columns(1, 1)
    else:
        upper, *cells_below = room.top(min(room.h, 3 * MOST)).rows(1.15, 1, 1)
        cells = tuple(cells_below)
    yield hero(upper, card, look, ICONS[card.id])
    for choice, cell in zip(others, cells, strict=True):
        yield tile(cell, choice, look, ICONS[choice.id])


def _around(choices: list[Choice], rect: Rect, look: Look) -> Iterator[Part]:
    for choice, cell in zip(choices, rect.columns(*[1] * len(choices)), strict=True):
        yield button(
            cell, choice.label, look, Choose(choice.id), kind="quiet", size=40, icon=ICONS[choice.id]
        )
