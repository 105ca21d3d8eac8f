"""Published results: cards to read, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views import PublishedResults, PublishedRow
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Choose, Part, Words
from kiosk.screens.screen import Now, PagedScreen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.cards import card
from kiosk.screens.widgets.pager import HEIGHT, page_of, pager
from kiosk.screens.widgets.told import beside, fitting, told
from kiosk.screens.widgets.zones import backdrop, zones

LEAST: Final = {False: 178.0, True: 216.0}
MOST: Final = {False: 200.0, True: 240.0}
GAP = 16


class PublishedScreen(PagedScreen[PublishedResults]):
    """Nothing to press but the pages, and for more of them."""

    def parts(self, view: PublishedResults, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        place = zones(look, 520 if look.elder else 460)
        yield from backdrop(place, look)
        room = place.told.below(40 if place.look.h > 300 else 24).above(16)
        words, left = told(room, view, look, size=58 if look.landscape else 72, gap=10)
        yield from beside(place, words, left, look)
        yield from words
        content = place.press.inset(40, 24)
        more, room = content.low(HEIGHT), content.above(HEIGHT + GAP)
        if look.landscape:
            turn, more = more.columns(1.5, 1)
        else:
            turn, room = room.low(HEIGHT), room.above(HEIGHT + GAP)
        yield from _more(view, more, look)
        if not view.results:
            return
        size = max(1, int((room.h + GAP) // (LEAST[look.elder] + GAP)))
        shown, page, pages = page_of(view.results, self._page, size)
        yield from pager(turn, page, pages, look)
        tall = min(MOST[look.elder], (room.h + GAP) / size - GAP)
        for number, row in enumerate(shown):
            yield from _card(room.below(number * (tall + GAP)).top(tall), row, look)


def _more(view: PublishedResults, rect: Rect, look: Look) -> Iterator[Part]:
    choice = view.choices[0]
    yield button(
        rect,
        choice.label,
        look,
        Choose(choice.id),
        kind="quiet",
        size=40,
        enabled=choice.enabled,
        why_not=choice.why_not,
    )


def _card(rect: Rect, row: PublishedRow, look: Look) -> Iterator[Part]:
    yield card(rect, look)
    room = rect.inset(32, 8)
    on = look.main(Text(f"{row.decided_on.month}月{row.decided_on.day}日", f"{row.decided_on:%Y-%m-%d}"))
    who = f"{row.applicant} · {row.decision} · {on}"
    number = look.main(Text(f"编号 {row.case_no}", f"No. {row.case_no}"))
    ways = []
    for size, lines in ((look.size("h3"), 1), (look.size("min"), 2), (36, 2), (32, 3)):
        small = min(size, look.size("min"))
        ways.append(
            [
                Words(room, row.item_name, size, "ink_900", bold=True, leading=1.15, lines=lines),
                Words(room, who, small, "ink_900", leading=1.2, lines=2, least=32),
                Words(room, number, min(small, look.em(28)), "ink_600", leading=1.2, least=24)
                if look.language == "en"
                else Words(room, number, small, "ink_600", leading=1.2, least=32),
            ]
        )
    yield from fitting(room, *ways)
