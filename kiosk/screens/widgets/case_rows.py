"""A case as a row to press: what it is, where it stands, and whether there is news."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views import CaseRow
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Drawn, Icon, Target, Words, sunk
from kiosk.screens.widgets.cards import chip, chip_width
from kiosk.screens.widgets.tiles import PLAIN, tile_ground
from kiosk.screens.widgets.told import fitting

NEWS: Final = Text("新进展", "News")
TODO: Final = Text("要您办", "For you")
ARROW = 72


def case_row(rect: Rect, row: CaseRow, look: Look) -> Target:
    """The whole row leads to the case."""
    go = Rect(rect.right - 32 - ARROW, rect.y + (rect.h - ARROW) / 2, ARROW, ARROW)
    room = Rect(rect.x + 36, rect.y + 8, go.x - 24 - rect.x - 36, rect.h - 16)
    mark = _mark(row, look)
    if mark:
        text, tone = mark
        wide, tall = chip_width(text, look), 76 if look.elder else 56
        at = (room.right - wide, room.centre[1] - tall / 2)
        room = room.left(room.w - wide - 20)
        marked = chip(
            *at, text, look, "bad" if tone == "bad" else "wait", icon="warnc" if tone == "bad" else "msg"
        )
    face: tuple[Drawn, ...] = (
        tile_ground(rect, PLAIN, look, shadow=True),
        *fitting(room, *_ways(row, look)),
        *(marked if mark else ()),
        Box(go, "blue_100", ARROW / 2, "blue_600" if look.theme.name == "high" else None, 3),
        Icon(go.sized(44, 44), "right_bold", "blue_600"),
    )
    return Target(rect, face, Choose(row.id), sunk(face, fill="blue_100"))


def _mark(row: CaseRow, look: Look) -> tuple[str, str] | None:
    if row.group == "todo":
        return look.main(TODO), "bad"
    return (look.main(NEWS), "wait") if row.unread else None


def _ways(row: CaseRow, look: Look) -> list[list[Words]]:
    """Name and state, smaller and smaller; never one without the other."""
    nowhere = Rect(0, 0, 0, 0)
    small = look.size("min") if look.language == "zh" else look.em(26)
    hint = Words(nowhere, look.main(row.hint), look.size("body"), "ink_600", leading=1.2, least=small)
    ways = []
    for size, lines in ((look.em(44), 1), (look.em(40), 2), (look.size("min"), 2), (36, 3), (32, 3)):
        name = Words(nowhere, row.item_name, size, "ink_900", bold=True, leading=1.15, lines=lines)
        ways.append([name, replace(hint, size=min(hint.size, size), least=min(small, size))])
    least = 32 if look.language == "zh" else 24
    close = replace(hint, size=least, least=least, leading=1.15, lines=2)
    return [*ways, *([replace(ways[-1][0], lines=lines), close] for lines in (2, 3))]
