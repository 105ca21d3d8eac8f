"""上看下按: the dark look zone and the light press zone, and the words at the top of the look zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

from kiosk.domain.words import Text
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Part, Words
from kiosk.screens.widgets.lattice import lattice
from kiosk.screens.widgets.words import stack

LOOK_WIDTH = 600
MARGIN = 40
ROUND = 48
SHRINK = 0.8
_CLAUSES = re.compile("[^，。？！]+[，。？！]?|.+")


@dataclass(frozen=True, slots=True)
class Zones:
    """Where a screen looks and where it presses."""

    look: Rect
    press: Rect

    @property
    def told(self) -> Rect:
        """The look zone inside its margins."""
        return self.look.inset(MARGIN, 0)

    @property
    def content(self) -> Rect:
        """The press zone inside its margins."""
        return self.press.inset(MARGIN, 32)


def zones(look: Look, press_top: float) -> Zones:
    """Portrait: the press zone begins at ``press_top``. Landscape: look left, press right."""
    stage = look.stage
    if look.landscape:
        return Zones(stage.left(LOOK_WIDTH), stage.after(LOOK_WIDTH))
    return Zones(stage.top(press_top - stage.y), stage.below(press_top - stage.y))


def backdrop(place: Zones, look: Look) -> Iterator[Part]:
    """The two zones themselves."""
    corners = (True, not look.landscape, False, False)
    behind = place.press.top(ROUND) if not look.landscape else place.press.left(ROUND)
    yield Box(place.look, "dai_800")
    yield Box(behind, "dai_800")
    if look.theme.outline > 2:  # high contrast: the press zone is outlined, for both zones are black
        yield Box(place.press, "line", ROUND, corners=corners)
        yield Box(place.press.below(look.theme.outline), "paper", ROUND, corners=corners)
    else:
        yield Box(place.press, "paper", ROUND, corners=corners)


def pattern(place: Zones, look: Look, *, lit: tuple[int, ...] = ()) -> Iterator[Part]:
    """The lattice of a look zone: at its right in portrait, at its foot in landscape, none for elders.

    Two columns by three rows in portrait, five by two in landscape.
    """
    zone = place.look
    if look.landscape:
        yield from lattice(zone, (zone.x - 30, zone.bottom - 197), 5, 2, look, lit=lit)
    elif not look.elder:
        yield from lattice(zone, (zone.right - 227, zone.y - 17), 2, 3, look, lit=lit)


def headline(  # noqa: PLR0913 what may differ is told by keyword
    rect: Rect,
    title: Text,
    look: Look,
    *lines: Text,
    size: float = 64,
    en: float = 28,
    gap: float = 8,
    colour: str = "on_dai",
) -> Iterator[Words]:
    """A title, its other language, sentences, from the top of ``rect``. What finds no room is left out."""
    landscape = look.landscape
    size = kept_together(
        look.main(title), look.em(size) if not look.elder else max(size, look.size("h1")), rect.w
    )
    least = look.size("h3") if look.language == "zh" else look.em(36)
    quiet = "on_dai_2" if colour == "on_dai" else "ink_600"
    words = [
        Words(
            rect,
            look.main(title),
            size,
            colour,
            bold=True,
            leading=1.2,
            lines=3 if landscape else 2,
            least=min(least, size),
        ),
        Words(rect, look.second(title), look.second_size(look.em(en)), quiet, lines=2, least=look.em(24)),
    ]
    words += [
        Words(
            rect,
            look.main(line),
            look.size("body"),
            colour,
            leading=1.35,
            lines=4 if landscape else 2,
            least=look.size("min"),
        )
        for line in lines
    ]
    yield from stack(rect, words, gap=gap, valign="top")


def kept_together(title: str, size: float, room: float) -> float:
    """A little smaller, where a title then stays on one line, or breaks at its comma (section 3)."""
    for piece in (title, max(_CLAUSES.findall(title), key=len)):
        wide = fonts.width(piece, size, bold=True)
        if wide <= room:
            return size
        if wide <= room / SHRINK:
            return floor(size * room / wide)
    return size
