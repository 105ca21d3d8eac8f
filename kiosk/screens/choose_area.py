"""Where to queue without a booking: a row an area with its queue; a touch answers at once."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.journeys.views import ChooseArea
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Part
from kiosk.screens.screen import Now, PagedScreen
from kiosk.screens.widgets.pager import HEIGHT, page_of, pager
from kiosk.screens.widgets.rows import arrow_row
from kiosk.screens.widgets.steps import dots
from kiosk.screens.widgets.told import beside, told
from kiosk.screens.widgets.zones import Zones, backdrop, zones

GAP = 24
LEAST, MOST = 136, 212
ELDER_LEAST, ELDER_MOST = 150, 230
ELDER_ROWS = 4


class ChooseAreaScreen(PagedScreen[ChooseArea]):
    """The areas, a page at a time."""

    def parts(self, view: ChooseArea, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        place = zones(look, 560 if look.elder else 608)
        yield from backdrop(place, look)
        yield from _told(view, place, look)
        least, most = (ELDER_LEAST, ELDER_MOST) if look.elder else (LEAST, MOST)
        content = place.content
        if len(view.choices) > _fitting(content, least, look):
            foot, content = content.low(HEIGHT), content.above(HEIGHT + GAP)
            _, page, pages = page_of(view.choices, self._page, _fitting(content, least, look))
            yield from pager(foot, page, pages, look)
        size = _fitting(content, least, look)
        shown, _, _ = page_of(view.choices, self._page, size)
        tall = min(most, (content.h + GAP) / size - GAP)
        for number, choice in enumerate(shown):
            yield arrow_row(content.below(number * (tall + GAP)).top(tall), choice, look)


def _fitting(room: Rect, least: float, look: Look) -> int:
    fit = max(1, int((room.h + GAP) // (least + GAP)))
    return min(fit, ELDER_ROWS) if look.elder else fit


def _told(view: ChooseArea, place: Zones, look: Look) -> Iterator[Part]:
    room = place.told.below(48 if place.look.h > 400 else 24).above(16)
    yield from dots(room.top(look.em(44)), 1, 2, look)
    size = 58 if look.landscape else 80
    words, left = told(room.below(look.em(44) + 12), view, look, size=size, gap=14)
    yield from beside(place, words, left, look)
    yield from words
