"""A name that the platform gave, however long, and the sentences under it, in the look zone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.journeys.view import View
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Part, Words
from kiosk.screens.widgets.told import beside, fitting
from kiosk.screens.widgets.zones import Zones

NOWHERE: Final = Rect(0, 0, 0, 0)
SIZES: Final = ((60.0, 1), (52.0, 2), (44.0, 2), (40.0, 3), (36.0, 4), (32.0, 6))
ELDER_SIZES: Final = ((90.0, 1), (72.0, 2), (56.0, 2), (48.0, 3), (45.0, 4), (40.0, 5), (36.0, 6))


def item_head(place: Zones, view: View, look: Look) -> Iterator[Part]:
    """The name as large as it goes whole; its other language gives way first."""
    room = place.told.below(28 if look.elder else 40).above(14)
    name, least = look.main(view.title), 32 if look.language == "zh" else 24
    other = Words(
        NOWHERE, look.second(view.title), look.second_size(look.em(28)), "on_dai_2", lines=2, least=least
    )
    ways = []
    for body in (look.size("body"), look.size("min"), 32.0):
        said = [
            Words(NOWHERE, look.main(line), body, "on_dai", leading=1.25, lines=3, least=min(body, 32))
            for line in view.lines
        ]
        for size, lines in ELDER_SIZES if look.elder else SIZES:
            title = Words(NOWHERE, name, size, "on_dai", bold=True, leading=1.2, lines=lines)
            ways += [[title, other, *said], [title, *said]]
    words = fitting(room, *ways, gap=8, valign="top")
    if not look.elder:
        yield from beside(place, words, room.below(max(w.rect.bottom for w in words) - room.y), look)
    yield from words
