"""How many copies: fewer, the number, more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Icon, Local, Part, Target, Words, sunk
from kiosk.screens.widgets.cards import card
from kiosk.screens.widgets.told import fitting

HOW_MANY: Final = Text("打几份", "Copies")
SIDE = 96.0


def copies_card(rect: Rect, copies: int, most: int, look: Look) -> Iterator[Part]:
    """Sends ``Local("copies", "3")``. High and narrow, or in one row where it is wide."""
    yield card(rect, look)
    at_most = Text(f"最多 {most} 份", f"At most {most}")
    small = look.size("min") if look.language == "zh" else look.em(26)
    if rect.w > 2 * rect.h:
        wide = 3 * SIDE + 2 * 16
        room = rect.inset(28, 8).left(rect.w - 56 - wide - 16)
        name = Words(room, look.main(HOW_MANY), look.size("h3"), "ink_900", bold=True, leading=1.15, least=32)
        limit = Words(room, look.main(at_most), small, "ink_600", leading=1.15, least=24)
        both = f"{look.main(HOW_MANY)}，{look.main(at_most)}" if look.language == "zh" else look.main(at_most)
        close = Words(room, both, small, "ink_900", bold=True, leading=1.15, lines=2, least=24)
        yield from fitting(room, [name, limit], [close])
        strip = Rect(rect.right - 28 - wide, rect.centre[1] - SIDE / 2, wide, SIDE)
        yield from _stepper(strip, copies, most, look)
        return
    room = rect.inset(24, 16)
    yield Words(room.top(60), look.main(HOW_MANY), look.size("h3"), "ink_900", bold=True, least=32)
    strip = Rect(room.x, rect.centre[1] - SIDE / 2 + 4, room.w, SIDE)
    yield from _stepper(strip, copies, most, look)
    yield Words(room.low(52), look.main(at_most), small, "ink_600", align="centre", least=24)


def _stepper(rect: Rect, copies: int, most: int, look: Look) -> Iterator[Part]:
    yield _step(rect.left(SIDE), "minus", copies - 1, look, enabled=copies > 1)
    number = Rect(rect.x + SIDE, rect.y, rect.w - 2 * SIDE, rect.h)
    yield Words(number, str(copies), 72, "ink_900", bold=True, align="centre", leading=1.2, least=40)
    yield _step(rect.tail(SIDE), "plus", copies + 1, look, enabled=copies < most)


def _step(rect: Rect, icon: str, copies: int, look: Look, *, enabled: bool) -> Target:
    if not enabled:
        box = Box(rect, "dis_fill", 20, "dis_ink" if look.theme.name == "high" else None)
        return Target(rect, (box, Icon(rect.sized(44, 44), icon, "dis_ink")))
    face = (Box(rect, "surface", 20, "blue_600", 3), Icon(rect.sized(44, 44), icon, "blue_600"))
    return Target(rect, face, Local("copies", str(copies)), sunk(face, fill="quiet_pressed"))
