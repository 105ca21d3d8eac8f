"""Rows that are pressed as a whole: a booking with its tick and chip, an area with its queue and arrow."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.journeys.view import Choice
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Drawn, Icon, Local, Target, Words, sunk
from kiosk.screens.typeset import height, typeset
from kiosk.screens.widgets.cards import Tone, chip, chip_width
from kiosk.screens.widgets.tiles import DISABLED, PLAIN, RADIUS, tick_mark, tile_ground
from kiosk.screens.widgets.told import fitting

TICK = 64
ARROW = 72
NOWHERE: Final = Rect(0, 0, 0, 0)
"""Until the words are placed."""


def ticked_row(
    rect: Rect, choice: Choice, look: Look, *, selected: bool, mark: tuple[str, Tone] | None = None
) -> Target:
    """A row to tick: sends ``Local("pick", id)``. ``mark``: the words and tone of its chip."""
    width = 6 if selected else max(3, look.theme.outline)
    fill, line = ("blue_50", "blue_600") if selected else ("surface", "line_touch")
    tick = Rect(rect.x + 32, rect.y + (rect.h - TICK) / 2, TICK, TICK)
    room = Rect(tick.right + 28, rect.y + 4, rect.right - 32 - tick.right - 28, rect.h - 8)
    face: tuple[Drawn, ...] = (
        Box(rect, fill, RADIUS, line, width, shadow="sh1"),
        *tick_mark(tick, selected=selected, enabled=True),
        *_told(room, choice, look, mark),
    )
    return Target(rect, face, Local("pick", choice.id), sunk(face, fill="blue_100"))


def ticked_height(width: float, choice: Choice, look: Look) -> float:
    """How high a row must be for a long label with its chip under it, at the least sizes."""
    room = Rect(0, 0, width - 32 - TICK - 28 - 32, 999)
    words = [replace(w, rect=room) for w in _ways(choice, look)[-1]]
    return sum(height(typeset(w), w.leading) for w in words) + _chip_height(look) + 4 + 2 * 4


def arrow_row(rect: Rect, choice: Choice, look: Look) -> Target:
    """A row that leads on at once; one that cannot be taken says why and leads nowhere."""
    if not choice.enabled:
        return _dead_row(rect, choice, look)
    go = Rect(rect.right - 32 - ARROW, rect.y + (rect.h - ARROW) / 2, ARROW, ARROW)
    room = Rect(rect.x + 40, rect.y + 8, go.x - 24 - rect.x - 40, rect.h - 16)
    face: tuple[Drawn, ...] = (
        tile_ground(rect, PLAIN, look, shadow=True),
        *fitting(room, *_ways(choice, look), gap=6),
        Box(go, "blue_100", ARROW / 2, "blue_600" if look.theme.name == "high" else None, 3),
        Icon(go.sized(44, 44), "right_bold", "blue_600"),
    )
    return Target(rect, face, Choose(choice.id), sunk(face, fill="blue_100"))


def _dead_row(rect: Rect, choice: Choice, look: Look) -> Target:
    told = replace(choice, hint=choice.why_not or choice.hint)
    words = [[replace(w, colour="dis_ink") for w in way] for way in _ways(told, look)]
    room = rect.inset(40, 8)
    ground = tile_ground(rect, DISABLED, look, shadow=False)
    return Target(rect, (ground, *fitting(room, *words, gap=6)))


def _ways(choice: Choice, look: Look) -> list[list[Words]]:
    """A choice in words: as large as designed with both languages, with one, and smaller and smaller."""
    small = look.size("min")
    hint = look.main(choice.hint) if choice.hint else ""
    least = small if look.language == "zh" or not hint.isascii() else look.em(26)
    name, size = look.main(choice.label), look.size("h2")
    label = Words(NOWHERE, name, size, "ink_900", bold=True, leading=1.2, lines=3, least=small)
    told = Words(NOWHERE, hint, look.size("body"), "ink_600", lines=2, least=least)
    second = look.second(choice.label) if look.language == "zh" else ""
    foreign = Words(NOWHERE, second, look.size("en"), "ink_600", least=24)
    little = replace(label, size=small)
    close = [little, replace(told, size=least, leading=1.2)]
    return [[label, told, foreign], [label, told], [little, told], close]


def _told(room: Rect, choice: Choice, look: Look, mark: tuple[str, Tone] | None) -> tuple[Drawn, ...]:
    """The words, with the chip beside them if the label then stays on one line, else under the label."""
    ways = _ways(choice, look)
    if mark is None:
        return tuple(fitting(room, *ways))
    text, tone = mark
    wide, tall = chip_width(text, look), _chip_height(look)
    left = room.left(room.w - wide - 24)
    label, hint = ways[1]
    if fonts.width(label.text, label.size, bold=True) <= left.w:
        at = (room.right - wide, room.centre[1] - tall / 2)
        return (*fitting(left, *ways), *chip(*at, text, look, tone))
    foot, head = room.low(tall), room.above(tall)
    beside = replace(hint, rect=foot.left(foot.w - wide - 24), lines=1)
    if typeset(beside).fits:
        name = fitting(head, [label], [replace(label, size=look.size("min"))], valign="bottom")
        return (*name, beside, *chip(foot.right - wide, foot.y, text, look, tone))
    return (*fitting(head, *ways[1:]), *chip(foot.x, foot.y, text, look, tone))


def _chip_height(look: Look) -> float:
    return 76 if look.elder else 56
