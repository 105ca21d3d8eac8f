"""Draws any view: title, sentences, fields, choices. A view that nobody drew yet is never a blank screen."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.journeys.view import Choice, Field, View
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Part, Words
from kiosk.screens.screen import Now, PagedScreen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.cards import card
from kiosk.screens.widgets.pager import HEIGHT, page_of, pager
from kiosk.screens.widgets.tiles import option_row
from kiosk.screens.widgets.words import stack
from kiosk.screens.widgets.zones import backdrop, headline, pattern, zones

TOLD = 532
TALL_TOLD = 780
"""Where the press zone begins; lower where large type has much to say."""
ROW = 168
ELDER_ROW = 220
GAP = 24


class GenericScreen(PagedScreen[View]):
    """Choices as rows, a page at a time; the primary one as a button at the foot."""

    def parts(self, view: View, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002 nothing here runs out
        """Draw it."""
        much = look.elder and len(view.lines) > 1
        place = zones(look, TALL_TOLD if much else TOLD)
        yield from backdrop(place, look)
        if not much:  # words need its room
            yield from pattern(place, look)
        yield from headline(place.told.below(48).above(16), view.title, look, *view.lines, gap=14)
        content = place.content
        if view.progress is not None:
            yield from _progress(view, content.top(136), look)
            content = content.below(136 + GAP)
        primary = next((c for c in view.choices if c.primary and c.enabled), None)
        if primary:
            yield button(content.low(152), primary.label, look, Choose(primary.id), size=52)
            content = content.above(152 + GAP)
        others = (choice for choice in view.choices if primary is None or choice.id != primary.id)
        rest: list[Choice | Field] = [*view.fields, *others]
        yield from self._rows(rest, content, look)

    def _rows(self, rows: list[Choice | Field], content: Rect, look: Look) -> Iterator[Part]:
        tall = min(ELDER_ROW if look.elder else ROW, content.h - HEIGHT - GAP)
        most = 4 if look.elder else 99
        size = max(1, min(most, int((content.h + GAP) // (tall + GAP))))
        if len(rows) > size:
            size = max(1, min(most, int((content.h - HEIGHT) // (tall + GAP))))
        shown, page, pages = page_of(rows, self._page, size)
        for number, row in enumerate(shown):
            rect = Rect(content.x, content.y + number * (tall + GAP), content.w, tall)
            if isinstance(row, Field):
                yield from _field(row, rect, look)
            else:
                yield option_row(rect, row, look)
        if pages > 1:
            yield from pager(content.low(HEIGHT), page, pages, look)


def _field(field: Field, rect: Rect, look: Look) -> Iterator[Part]:
    yield card(rect, look)
    room = rect.inset(32, 16)
    yield from stack(
        room,
        [
            Words(room, look.main(field.label), look.size("min"), "ink_600"),
            Words(room, field.value or "—", look.size("btn"), "ink_900", lines=2, least=look.size("min")),
            *(
                [Words(room, look.main(field.error), look.size("min"), "red_700", bold=True)]
                if field.error
                else []
            ),
        ],
    )


def _progress(view: View, rect: Rect, look: Look) -> Iterator[Part]:
    if view.progress is None:
        return
    yield card(rect, look)
    room = rect.inset(32, 16)
    yield Words(
        room.above(36),
        look.main(view.progress.text),
        look.size("h3"),
        "ink_900",
        bold=True,
        least=look.size("min"),
    )
    track = room.low(20)
    yield Box(track, "bar_track", 10, "line" if look.theme.name == "high" else None)
    if view.progress.done:
        share = min(1.0, view.progress.done / max(view.progress.total, 1))
        yield Box(track.left(max(20, track.w * share)), "blue_600", 10)
