"""The whole notice of the face check, a page at a time, as large as it is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kiosk.domain.words import Text
from kiosk.journeys.views import FaceNotice
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Choose, Part, Words
from kiosk.screens.screen import Now, PagedScreen
from kiosk.screens.typeset import height, typeset
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.cards import card
from kiosk.screens.widgets.pager import HEIGHT, pager
from kiosk.screens.widgets.told import beside
from kiosk.screens.widgets.zones import Zones, backdrop, headline, zones

BUTTON = 144
GAP = 24


class FaceNoticeScreen(PagedScreen[FaceNotice]):
    """Paragraphs on a card; pages instead of scrolling."""

    def parts(self, view: FaceNotice, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        place = zones(look, look.stage.y + (180 if look.elder or look.banner else 220))
        yield from backdrop(place, look)
        yield from _told(view, place, look)
        content = place.press.inset(40, 28)
        (done,) = view.choices
        sheet, foot = content.above(BUTTON + GAP), content.low(BUTTON)
        pages = _pages(view.lines, sheet.inset(36, 24), look)
        if len(pages) > 1:
            if look.landscape:
                turn, foot = foot.columns(1.4, 1)
            else:
                sheet = sheet.above(HEIGHT + GAP)
                turn = sheet.moved(0, sheet.h + GAP).top(HEIGHT)
            pages = _pages(view.lines, sheet.inset(36, 24), look)
        page = min(self._page, len(pages) - 1)
        if len(pages) > 1:
            yield from pager(turn.sized(turn.w, HEIGHT), page, len(pages), look)
        yield card(sheet, look)
        yield from pages[page]
        yield button(foot, done.label, look, Choose(done.id), size=52)


def _pages(lines: Sequence[Text], room: Rect, look: Look) -> list[list[Words]]:
    """The paragraphs laid out, page by page."""
    pages: list[list[Words]] = [[]]
    y = room.y
    for line in lines:
        words = _paragraph(room, look.main(line), look)
        tall = height(typeset(words), words.leading)
        if pages[-1] and y + tall > room.bottom:
            pages.append([])
            y = room.y
        pages[-1].append(replace(words, rect=Rect(room.x, y, room.w, tall)))
        y += tall + look.em(22)
    return pages


def _paragraph(room: Rect, text: str, look: Look) -> Words:
    size = look.size("body") if look.language == "zh" else look.em(30)
    small = look.size("min") if look.language == "zh" else look.em(26)
    return Words(room, text, size, "ink_900", valign="top", leading=1.35, lines=5, least=small)


def _told(view: FaceNotice, place: Zones, look: Look) -> Iterator[Part]:
    room = place.told.below(28).above(8)
    words = list(headline(room, view.title, look, size=58 if look.landscape else 64))
    yield from beside(place, words, room, look)
    yield from words
