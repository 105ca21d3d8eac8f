"""An item as a row to press: its name, who does it and how often one comes; what was searched is marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views.guide_search import GuideRow
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Drawn, Icon, Target, Words, sunk
from kiosk.screens.typeset import typeset
from kiosk.screens.widgets.cards import Tone, chip, chip_width
from kiosk.screens.widgets.tiles import PLAIN, tile_ground
from kiosk.screens.widgets.told import fitting

ARROW = 72
NOWHERE: Final = Rect(0, 0, 0, 0)
MARKS: Final[dict[str, tuple[Text, Tone, str]]] = {
    "here": (Text("本机能打", "Print here"), "ok", "printer"),
    "window": (Text("去窗口办", "At a window"), "wait", "pin"),
}


def guide_row(rect: Rect, row: GuideRow, query: str, look: Look) -> Target:
    """The whole row leads to the guide, or to what stands under the item."""
    go = Rect(rect.right - 32 - ARROW, rect.y + (rect.h - ARROW) / 2, ARROW, ARROW)
    room = Rect(rect.x + 36, rect.y + 8, go.x - 20 - rect.x - 36, rect.h - 16)
    marked: tuple[Drawn, ...] = ()
    if not row.below and not look.elder:
        text, tone, icon = MARKS[row.place]
        wide = chip_width(look.main(text), look)
        marked = chip(room.right - wide, room.centre[1] - 28, look.main(text), look, tone, icon=icon)
        room = room.left(room.w - wide - 20)
    words = fitting(room, *_ways(row, look))
    face: tuple[Drawn, ...] = (
        tile_ground(rect, PLAIN, look, shadow=True),
        *(_marked(words[0], query) if look.theme.name != "high" else ()),
        *words,
        *marked,
        Box(go, "blue_100", ARROW / 2, "blue_600" if look.theme.name == "high" else None, 3),
        Icon(go.sized(44, 44), "right_bold", "blue_600"),
    )
    return Target(rect, face, Choose(row.id), sunk(face, fill="blue_100"))


def _ways(row: GuideRow, look: Look) -> list[list[Words]]:
    """Name and hint, smaller and smaller; the name whole in any case."""
    least = 32 if look.language == "zh" else 24
    hint = Words(
        NOWHERE, look.main(row.hint), look.size("min"), "ink_600", leading=1.25, lines=2, least=least
    )
    if look.language == "en":
        hint = replace(hint, size=look.em(28))
    name = look.main(Text(row.name, row.name_en))
    small = 24 if name.isascii() else 32
    ways = []
    for size, lines in ((look.size("h2"), 1), (look.size("h3"), 2), (look.size("min"), 2), (32, 2), (32, 3)):
        title = Words(
            NOWHERE, name, size, "ink_900", bold=True, leading=1.15, lines=lines, least=min(size, small)
        )
        ways += [[title, hint], [title, replace(hint, size=least, leading=1.15)]]
    return [*ways, [ways[-1][0]]]


def _marked(name: Words, query: str) -> Iterator[Drawn]:
    """Behind each place where the name says what was typed."""
    if not query or query not in name.text:
        return
    setting = typeset(name)
    tall = setting.size * name.leading
    for number, line in enumerate(setting.lines):
        if query not in line:
            continue
        before = fonts.width(line[: line.index(query)], setting.size, bold=name.bold)
        wide = fonts.width(query, setting.size, bold=name.bold)
        y = name.rect.y + number * tall
        yield Box(Rect(name.rect.x + before, y + tall * 0.06, wide, tall * 0.88), "hl", 8)
