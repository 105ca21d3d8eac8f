"""Settings from a stick: each value before and after, a page at a time; nothing counts until it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views.staff import BeforeAfter, StaffImport
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Icon, Part, Words
from kiosk.screens.screen import Now, PagedScreen
from kiosk.screens.widgets.cards import card, note
from kiosk.screens.widgets.ends import ends
from kiosk.screens.widgets.pager import HEIGHT, page_of, pager
from kiosk.screens.widgets.words import stack
from kiosk.screens.widgets.zones import backdrop, headline, zones

LOOK_BOTTOM = 336
FOOT = 136
GAP = 16
NOTE = 96
NAME = 64
ROW: Final = 138.0
WIDE_ROW: Final = 122.0
ARROW: Final = 40
LEAST: Final = 24
BEFORE: Final = Text("现在", "Now")
AFTER: Final = Text("改成", "New")


class StaffImportScreen(PagedScreen[StaffImport]):
    """What would change."""

    def parts(self, view: StaffImport, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        place = zones(look, LOOK_BOTTOM)
        yield from backdrop(place, look)
        source, told = view.lines
        yield from headline(place.told.below(36).above(8), view.title, look)
        content = place.press.inset(40 if not look.landscape else 24, 24)
        yield from ends(view.choices, content.low(FOOT), look, 1, 1.3)
        if look.landscape:
            whence, words = place.told.above(300).low(220), place.told.low(280)
            yield Words(whence, look.main(source), 32, "on_dai", leading=1.3, lines=5, least=28)
            yield Icon(words.left(48).sized(44, 44), "info", "amber")
            yield Words(words.after(60), look.main(told), 32, "on_dai", leading=1.3, lines=6, least=26)
            yield from self._rows(view, content.above(FOOT + GAP), look)
            return
        yield Words(content.top(NAME), look.main(source), 32, "ink_900", least=26)
        words = content.above(FOOT + GAP).low(NOTE)
        yield from note(words, look.main(told), look, icon="info", tint="blue_600")
        yield from self._rows(view, content.below(NAME).above(FOOT + GAP + NOTE + GAP), look)

    def _rows(self, view: StaffImport, room: Rect, look: Look) -> Iterator[Part]:
        if not view.rows:
            return
        tall = WIDE_ROW if look.landscape else ROW
        size = max(1, int(room.h // tall))
        if len(view.rows) > size:
            turn, room = room.low(HEIGHT), room.above(HEIGHT + GAP)
            size = max(1, int(room.h // tall))
            _, page, pages = page_of(view.rows, self._page, size)
            yield from pager(turn, page, pages, look)
        shown, _, _ = page_of(view.rows, self._page, size)
        yield card(room.top(len(shown) * tall), look)
        for number, row in enumerate(shown):
            rect = Rect(room.x, room.y + number * tall, room.w, tall).inset(28, 0)
            if number:
                yield Box(rect.top(2), "line")
            yield from _row(rect, row, look)


def _row(rect: Rect, row: BeforeAfter, look: Look) -> Iterator[Part]:
    half = (rect.w * 0.62 - ARROW - 2 * GAP) / 2
    name = Rect(rect.x, rect.y + 8, rect.w * 0.38 - GAP, rect.h - 16)
    yield Words(name, look.main(row.name), 32, "ink_900", bold=True, leading=1.15, lines=3, least=24)
    before = Rect(rect.x + rect.w * 0.38, name.y, half, name.h)
    arrow = Rect(before.right + GAP, rect.centre[1] - ARROW / 2, ARROW, ARROW)
    after = Rect(arrow.right + GAP, name.y, half, name.h)
    yield from _value(before, BEFORE, row.before, look, "ink_600")
    yield Icon(arrow, "right", "blue_600")
    yield from _value(after, AFTER, row.after, look, "ink_900")


def _value(rect: Rect, head: Text, value: Text, look: Look, ink: str) -> Iterator[Part]:
    bold = ink == "ink_900"
    words = _broken(look.main(value), rect.w, bold=bold)
    said = Words(rect, words, 30, ink, bold=bold, leading=1.15, lines=3, least=LEAST)
    yield from stack(rect, [Words(rect, look.main(head), 28, "ink_600", leading=1.2), said])


def _broken(text: str, room: float, *, bold: bool) -> str:
    """An address or a path has no blank to break at: it is broken where the line ends."""
    if " " in text or not text.isascii() or fonts.width(text, LEAST, bold=bold) <= room:
        return text
    lines = [""]
    for letter in text:
        if fonts.width(lines[-1] + letter, LEAST, bold=bold) > room:
            lines.append("")
        lines[-1] += letter
    return "\n".join(lines[:2])
