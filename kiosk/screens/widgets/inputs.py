"""A box that is typed into: its label, what stands in it, where the next character comes, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.domain.words import Text
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Drawn, Icon, Local, Part, Target, Words, sunk
from kiosk.screens.typeset import typeset

RADIUS = 20
RING = 6
PADDING = 28
CARET = 5
UNDERLINE = 4


@dataclass(frozen=True, slots=True)
class Input:
    """What a box shows. ``label``: inside, over what was typed; ``to_come``: empty places after it.

    ``composing``: letters after it that are to become words. ``tail``: words of any length; of those too
    long the end is shown.
    """

    text: str
    to_come: str = ""
    label: Text | None = None
    focused: bool = False
    wrong: bool = False
    composing: str = ""
    tail: bool = False


def input_height(look: Look, *, labelled: bool) -> float:
    """How high a box is."""
    if labelled:
        return 148 if look.elder else 124
    return 132 if look.elder else 116


def input_box(rect: Rect, shown: Input, look: Look, action: Local | None) -> Iterator[Part]:
    """The box; with ``action`` it can be touched to type into it, unless it is typed into already."""
    if shown.focused:
        yield Box(rect.inset(-RING), "amber", RADIUS + RING)
    heavy = shown.wrong or shown.focused
    line = "red_700" if shown.wrong else "blue_600" if shown.focused else "line_touch"
    ground = Box(rect, "surface", RADIUS, line, RING if heavy else look.theme.outline)
    face: tuple[Drawn, ...] = (ground, *_content(rect, shown, look))
    if action is None or shown.focused:
        yield from face
    else:
        yield Target(rect, face, action, sunk(face, fill="blue_50"))


def under_box(rect: Rect, text: Text, look: Look, *, wrong: bool) -> Iterator[Part]:
    """Words under a box: what is wrong, or what to type now."""
    side = look.em(36)
    ink = "red_700" if wrong else "blue_600"
    yield Icon(rect.left(side).sized(side, side), "warnc" if wrong else "info", ink)
    size = look.size("min") if look.language == "zh" else look.em(28)
    yield Words(
        rect.after(side + 12),
        look.main(text),
        size,
        "red_700" if wrong else "ink_900",
        bold=wrong,
        leading=1.15,
        lines=2,
        least=min(size, 32) if look.language == "zh" else 24,
    )


def _content(rect: Rect, shown: Input, look: Look) -> Iterator[Drawn]:
    room = rect.inset(PADDING, 8)
    if shown.label is not None:
        size = look.size("min") if look.language == "zh" else look.em(26)
        tall = size * 1.2
        label = Words(room.top(tall), look.main(shown.label), size, "ink_600", leading=1.2, least=size - 4)
        yield label
        room = room.below(tall)
    wanted = min(look.em(44 if shown.tail else 52), room.h / 1.2)
    least = min(wanted, look.size("body")) if shown.tail else 30
    line = room.above(0).left(room.w - CARET - 8)
    whole = Words(line, shown.text + shown.composing + shown.to_come or " ", wanted, "ink_900", least=least)
    setting = typeset(whole)
    size = setting.size
    text, composing = shown.text, shown.composing
    if shown.tail and not setting.fits:
        composing = _end_of(composing, line.w - size, size)
        text = _end_of(text, line.w - fonts.width(composing, size), size)
    x = room.x
    if text:
        yield Words(room, text, size, "ink_900", leading=1.2)
        x += fonts.width(text, size)
    if composing:
        wide = fonts.width(composing, size)
        yield Words(room.after(x - room.x), composing, size, "blue_600", leading=1.2)
        yield Box(Rect(x, min(room.centre[1] + size * 0.62, rect.bottom - 14), wide, UNDERLINE), "blue_600")
        x += wide
    if shown.focused:
        yield Box(Rect(x + 2, room.centre[1] - size * 0.55, CARET, size * 1.1), "blue_600")
        x += CARET + 6
    if shown.to_come:
        yield Words(room.after(x - room.x), shown.to_come, size, "ink_600", leading=1.2)


def _end_of(text: str, room: float, size: float) -> str:
    """As much of the end as finds room: where one is typing is what must be seen."""
    if fonts.width(text, size) <= room:
        return text
    for start in range(1, len(text)):
        if fonts.width(end := "…" + text[start:], size) <= room:
            return end
    return "…"
