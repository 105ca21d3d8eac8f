"""Before the camera opens (mock-up 06): six plain answers, and two choices that weigh the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice
from kiosk.journeys.views import FaceConsent
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Icon, Part, Words
from kiosk.screens.screen import Now, PagedScreen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.cards import card
from kiosk.screens.widgets.pager import HEIGHT, page_of, pager
from kiosk.screens.widgets.told import beside, told
from kiosk.screens.widgets.zones import Zones, backdrop, zones

ICONS: Final = ("shield", "eye", "camera", "trash", "okc", "refresh")
ANSWERS: Final = {"agree": "face", "another_way": "msg"}
GAP = 16
ANSWER_SHARE: Final = 0.68
"""Of a row's width; longer answers get a higher row."""
ROW: Final = {False: 64.0, True: 72.0}
"""The least height of a fact, by elder mode."""


class FaceConsentScreen(PagedScreen[FaceConsent]):
    """Nothing is ticked and nothing is filled blue: it is the citizen's own choice."""

    def parts(self, view: FaceConsent, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        place = zones(look, look.stage.y + (236 if look.elder else 300 if not look.banner else 220))
        yield from backdrop(place, look)
        yield from _told(view, place, look)
        content = place.press.inset(40, 20 if look.landscape else 28)
        tall = 136 if look.landscape else 160
        for choice, rect in zip(_of(view, ANSWERS), content.low(tall).columns(1, 1), strict=True):
            yield button(
                rect,
                choice.label,
                look,
                Choose(choice.id),
                kind="secondary",
                size=38 if look.elder else 44,  # both alike: on one line, English under it
                icon=ANSWERS[choice.id],
            )
        content = content.above(tall + GAP)
        quiet = 112 if look.elder else 96
        yield from _aside(content.low(quiet), view, look)
        yield from self._facts(view, content.above(quiet + GAP), look)

    def _facts(self, view: FaceConsent, room: Rect, look: Look) -> Iterator[Part]:
        facts = list(zip(ICONS, view.facts, strict=True))
        size = int(room.h // ROW[look.elder])
        if size < len(facts):
            turn, room = room.low(HEIGHT), room.above(HEIGHT + GAP)
            size = max(1, int(room.h // ROW[look.elder]))
            _, page, pages = page_of(facts, self._page, size)
            yield from pager(turn, page, pages, look)
        shown, _, _ = page_of(facts, self._page, size)
        yield card(room, look)
        inner = room.inset(32, 4)
        wide, small = inner.w * ANSWER_SHARE, 32 if look.language == "zh" else 26
        heights = [1.6 if fonts.width(look.main(answer), small) > wide else 1.0 for _, (_, answer) in shown]
        rows = inner.rows(*heights, gap=0)
        for number, (row, (icon, (question, answer))) in enumerate(zip(rows, shown, strict=True)):
            if number:
                yield Box(row.top(2), "line")
            yield from _fact(row, icon, question, answer, look)


def _of(view: FaceConsent, names: dict[str, str]) -> list[Choice]:
    return [choice for choice in view.choices if choice.id in names]


def _fact(row: Rect, icon: str, question: Text, answer: Text, look: Look) -> Iterator[Part]:
    side = min(look.em(52), row.h - 12)
    yield Icon(row.left(side).sized(side, side), icon, "blue_600")
    chinese = look.language == "zh"
    size = look.size("body") if chinese else look.em(28)
    first = row.after(side + 24).left(size * (5.2 if chinese else 6.6))
    small = min(size, 32) if chinese else 26
    yield Words(first, look.main(question), size, "ink_900", bold=True, leading=1.2, lines=2, least=small)
    room = row.after(first.right + 20 - row.x)
    yield Words(room, look.main(answer), size, "ink_900", leading=1.2, lines=2, least=small)


def _aside(rect: Rect, view: FaceConsent, look: Look) -> Iterator[Part]:
    """Who may not be asked at all, the whole notice, and a person."""
    others = [choice for choice in view.choices if choice.id not in ANSWERS]
    note, *places = rect.columns(1.1, 1, 1, gap=GAP)
    if look.elder:
        places = list(rect.columns(1, 1, gap=GAP))
    else:
        side = 56
        yield Icon(note.left(side).sized(side, side), "family", "blue_600")
        size = 32.0 if look.language == "zh" else 26.0
        yield Words(
            note.after(side + 12), look.main(view.note), size, "ink_900", leading=1.2, lines=2, least=size
        )
    for choice, place in zip(others, places, strict=True):
        yield button(place, choice.label, look, Choose(choice.id), kind="quiet", size=36)


def _told(view: FaceConsent, place: Zones, look: Look) -> Iterator[Part]:
    words, left = told(
        place.told.below(48 if place.look.h > 290 else 20).above(12),
        view,
        look,
        size=58 if look.landscape else 64,
    )
    yield from beside(place, words, left, look)
    yield from words
