"""Words that must all be said: the other language gives way first, then the picture, never a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.domain.words import Text
from kiosk.journeys.view import View
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Part, Words
from kiosk.screens.typeset import typeset
from kiosk.screens.widgets.lattice import MODULE, lattice
from kiosk.screens.widgets.words import stack
from kiosk.screens.widgets.zones import Zones, headline


def told(  # noqa: PLR0913 what may differ is told by keyword
    rect: Rect,
    view: View,
    look: Look,
    *,
    size: float = 64,
    picture: float = 0,
    gap: float = 8,
    lines: int = 9,
) -> tuple[list[Words], Rect]:
    """A view's title and first ``lines`` sentences from the top of ``rect``, and the room left under them.

    ``picture``: how much room to leave, if the words can be said in the rest.
    """
    sentences = view.lines[:lines]
    words: list[Words] = []
    for title, room in (
        (view.title, rect.above(picture)),
        (Text(look.main(view.title)), rect.above(picture)),
        (Text(look.main(view.title)), rect),
    ):
        words = list(headline(room, title, look, *sentences, size=size, gap=gap))
        if len(words) == 1 + bool(look.second(title)) + len(sentences):
            break
    return words, rect.below(max(w.rect.bottom for w in words) - rect.y)


def fitting(rect: Rect, *ways: Sequence[Words], gap: float = 4, valign: str = "middle") -> list[Words]:
    """The first way of saying it that finds room, else as much as there is of the last."""
    placed: list[Words] = []
    for way in ways:
        placed = list(stack(rect, list(way), gap=gap, valign=valign))
        if len(placed) == sum(bool(w.text) for w in way) and all(typeset(w).fits for w in placed):
            break
    return placed


def inked(words: Words) -> Rect:
    """What set words really cover, from the left edge."""
    setting = typeset(words)
    wide = max(fonts.width(line, setting.size, bold=words.bold) for line in setting.lines)
    return words.rect.left(wide)


def beside(place: Zones, words: Sequence[Words], left: Rect, look: Look) -> Iterator[Part]:
    """The lattice of a look zone, where no words stand: at the right in portrait, below them in landscape."""
    zone = place.look
    if look.landscape:
        clip = zone.low(max(0, min(2 * MODULE, left.h - 24)))
        if clip.h > MODULE:
            yield from lattice(clip, (zone.x - 30, zone.bottom - 2 * MODULE), 5, 2, look)
        return
    x = zone.right + 40 - 2 * MODULE - 3
    if all(inked(w).right < x - 16 for w in words):
        yield from lattice(zone, (x, zone.y - 20), 2, 4, look)
