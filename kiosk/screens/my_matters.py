"""Hello (mock-up 08): today's bookings, cases that go on, and what else can be done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice
from kiosk.journeys.views import CaseRow, CertificateRow, MatterRow, MyMatters
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Drawn, Icon, Part, Target, Words, sunk
from kiosk.screens.screen import Now, PagedScreen
from kiosk.screens.widgets.case_rows import case_row
from kiosk.screens.widgets.lattice import MODULE, lattice
from kiosk.screens.widgets.pager import HEIGHT, page_of, pager
from kiosk.screens.widgets.rows import arrow_row
from kiosk.screens.widgets.tiles import HELP, PRIMARY, Sizes, hero, tile, tile_ground
from kiosk.screens.widgets.tiles import PLAIN as PLAIN_INKS
from kiosk.screens.widgets.told import fitting, inked, told
from kiosk.screens.widgets.words import inline
from kiosk.screens.widgets.zones import Zones, backdrop, zones

ICONS: Final = {
    "walk_in": "ticket",
    "certificates": "printer",
    "cases": "progress",
    "act_for": "people",
    "confirm_identity": "shield",
    "staff": "bell",
}
TODAY: Final = Text("今天的预约", "Today's bookings")
CHECK_IN: Final = Text("签到取号", "Check in")
PRESS_TOP = 584
"""So that the first booking, which leads, is within reach (design language, section 5)."""
HEADING = 56
REACH = 32
"""More, where the way without a booking leads."""
HERO = 168
GAP = 16
BOOKING: Final = 176.0
CASE: Final = 136.0
NARROW: Final = 172.0
NARROW_LONG: Final = 208.0
"""A case beside the tiles, in landscape."""
TILES: Final = 4
TILE: Final = {True: 148.0, False: 168.0}
LOW: Final = {True: 120.0, False: 128.0}
"""A tile's height, by whether its words are Chinese; low where more than ``TILES`` leave little room."""
LOW_SIZES: Final = {True: Sizes(22, 18, 88, 24, 60, 40, 32, 24), False: Sizes(22, 18, 88, 24, 60, 32, 28, 24)}
PRINTS: Final = "certificates"
TALLER: Final = 1.35
"""A tile that says why nothing can be printed, beside the others in landscape."""
PAIR: Final = 2
"""So many certificates stand side by side, in portrait, where their names are short enough."""
PAIRED: Final = 14
LONG = 20
"""A name of more characters needs a row of its whole height."""
ELDER_ROW: Final = 150.0
ELDER_CHOICES = 4


class MyMattersScreen(PagedScreen[MyMatters]):
    """Bookings as cards to press, then the rest as tiles; for elders one column, four a page."""

    def parts(self, view: MyMatters, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        place = zones(look, PRESS_TOP + (32 if look.elder else 0))
        yield from backdrop(place, look)
        yield from _told(view, place, look)
        content = place.press.inset(40, 24)
        if look.elder:
            yield from self._column(view, content, look)
        else:
            yield from self._cards(view, content, look)

    def _cards(self, view: MyMatters, content: Rect, look: Look) -> Iterator[Part]:
        others = [choice for choice in view.choices if not _row(view, choice)]
        lead = None if view.bookings else others.pop(0)
        if len(others) % 2 or look.landscape:
            others = [choice for choice in others if choice.id != "staff"]  # 求助 is below in any case
        low = len(others) > TILES
        if look.landscape:
            room, side = content.columns(1.25, 1)
            cells = side.rows(*(1 if c.enabled or c.id != PRINTS else TALLER for c in others), gap=GAP)
        else:
            rows = len(others) // 2
            heights = LOW if low and view.prints_not is None else TILE
            tall = heights[look.language == "zh"]
            foot = rows * (tall + GAP) - GAP
            room, cells = content.above(foot + 24), content.low(foot).grid(2, rows, GAP)
        for choice, cell in zip(others, cells, strict=True):
            yield _tile(cell, choice, look, low=low)
        if lead is not None:
            room = room if look.landscape else room.below(REACH)
            yield hero(room.top(min(room.h, HERO)), lead, look, "ticket")
            room = room.below(HERO + GAP)
        else:
            yield from inline(room.x, room.y + 48, (look.main(TODAY), 40.0, "ink_900", True), gap=16)
            room = room.below(HEADING)
        yield from self._listed(view, room, look)

    def _listed(self, view: MyMatters, room: Rect, look: Look) -> Iterator[Part]:
        """Bookings, then cases, then what can be printed."""
        rows = _rows(view, look)
        if not rows:
            return
        least = _least(view, look)
        size = max(1, int((room.h + GAP) // (least + GAP)))
        if len(rows) > size:
            turn, room = room.low(HEIGHT), room.above(HEIGHT + GAP)
            size = max(1, int((room.h + GAP) // (least + GAP)))
            _, page, pages = page_of(rows, self._page, size)
            yield from pager(turn, page, pages, look)
        shown, _, _ = page_of(rows, self._page, size)
        tall = min(max(BOOKING, least), (room.h + GAP) / size - GAP)
        for number, choices in enumerate(shown):
            row = Rect(room.x, room.y + number * (tall + GAP), room.w, tall)
            for choice, cell in zip(choices, row.columns(*[1] * len(choices), gap=GAP), strict=True):
                yield _drawn(cell, choice, view, look)

    def _column(self, view: MyMatters, content: Rect, look: Look) -> Iterator[Part]:
        room = content.above(HEIGHT + GAP)
        size = min(ELDER_CHOICES, int((room.h + GAP) // (ELDER_ROW + GAP)))
        shown, page, pages = page_of(view.choices, self._page, size)
        yield from pager(content.low(HEIGHT), page, pages, look)
        for choice, cell in zip(shown, room.rows(*[1] * size, gap=GAP), strict=False):
            yield _drawn(cell, choice, view, look)


def _least(view: MyMatters, look: Look) -> float:
    """How high a row must be for the longest name on it."""
    booked = BOOKING if any(len(row.item_name) > LONG for row in view.bookings) else CASE
    if not look.landscape:
        return booked
    names = [*(len(row.item_name) for row in view.cases), *(len(row.name) for row in view.certificates)]
    return max(booked, NARROW_LONG if max(names, default=0) > LONG else NARROW if names else 0)


def _row(view: MyMatters, choice: Choice) -> MatterRow | CaseRow | CertificateRow | None:
    rows: tuple[MatterRow | CaseRow | CertificateRow, ...] = (
        *view.bookings,
        *view.cases,
        *view.certificates,
    )
    return next((row for row in rows if row.id == choice.id), None)


def _rows(view: MyMatters, look: Look) -> list[tuple[Choice, ...]]:
    """Each has a row of its own; only two certificates with short names share one."""
    listed = [choice for choice in view.choices if _row(view, choice)]
    papers = [choice for choice in listed if isinstance(_row(view, choice), CertificateRow)]
    alone = [(choice,) for choice in listed if choice not in papers]
    together = PAIR if _short(view) and not look.landscape else 1
    return [*alone, *(tuple(papers[at : at + together]) for at in range(0, len(papers), together))]


def _short(view: MyMatters) -> bool:
    return all(len(row.name) <= PAIRED for row in view.certificates)


def _drawn(rect: Rect, choice: Choice, view: MyMatters, look: Look) -> Target:
    match _row(view, choice):
        case MatterRow() as booked:
            return _booking(rect, choice, booked, look)
        case CaseRow() as case:
            return case_row(rect, case, look)
        case CertificateRow():
            return tile(rect, choice, look, "cert") if _short(view) else arrow_row(rect, choice, look)
        case _:
            return _tile(rect, choice, look)


def _tile(rect: Rect, choice: Choice, look: Look, *, low: bool = False) -> Target:
    inks = HELP if choice.id == "staff" else PRIMARY if choice.primary else None
    sizes = LOW_SIZES[look.language == "zh"] if low else None
    return tile(rect, choice, look, ICONS[choice.id], inks=inks, sizes=sizes)


def _booking(rect: Rect, choice: Choice, row: MatterRow, look: Look) -> Target:
    """When, what, where, and what a touch does; the first one is filled, for it leads."""
    inks = PRIMARY if choice.primary else PLAIN_INKS
    high, pad = look.theme.name == "high", 28
    size = look.em(48)
    start = f"{row.start:%H:%M}"
    time = rect.inset(pad, 8).left(fonts.width(start, size, bold=True) + 4)
    until = look.main(Text(f"到 {row.end:%H:%M}", f"to {row.end:%H:%M}"))
    go = _go(rect, inks.title, look)
    room = Rect(time.right + 36, rect.y + 8, go[-1].rect.x - 24 - time.right - 36, rect.h - 16)
    small = look.size("min") if look.language == "zh" else look.em(26)
    ways = [
        [
            Words(
                room, look.main(choice.label), top, inks.title, bold=True, leading=1.15, lines=lines, least=32
            ),
            Words(room, row.area, low, inks.quiet, leading=1.2, least=32),
        ]
        for top, low, lines in (
            (look.em(44), look.size("body"), 2),
            (look.em(36), look.size("min"), 2),
            (32, 32, 3),
        )
    ]
    face: tuple[Drawn, ...] = (
        tile_ground(rect, inks, look, shadow=True),
        *fitting(
            time,
            [
                Words(time, start, size, inks.title, bold=True, leading=1.15),
                Words(time, until, small, inks.quiet, leading=1.2, least=24),
            ],
        ),
        Box(Rect(time.right + 16, rect.y + 28, 3, rect.h - 56), "line" if high else inks.quiet),
        *fitting(room, *ways),
        *go,
    )
    return Target(rect, face, Choose(choice.id), sunk(face, fill=inks.pressed))


def _go(rect: Rect, ink: str, look: Look) -> tuple[Icon, *tuple[Words, ...]]:
    """An arrow at the right edge, and before it what a touch does, where there is room for it."""
    size = look.size("min") if look.language == "zh" else look.em(28)
    side = look.em(44)
    picture = Rect(rect.right - 28 - side, rect.centre[1] - side / 2, side, side)
    arrow = Icon(picture, "right_bold", ink)
    if look.elder or look.landscape:
        return (arrow,)
    wide = fonts.width(look.main(CHECK_IN), size, bold=True) + 4
    words = Rect(picture.x - 12 - wide, rect.y, wide, rect.h)
    return (arrow, Words(words, look.main(CHECK_IN), size, ink, bold=True))


def _told(view: MyMatters, place: Zones, look: Look) -> Iterator[Part]:
    """The light is on: one pane is lit."""
    room = place.told.below(40 if place.look.h > 300 else 24).above(16)
    words, left = told(room, view, look, size=58 if look.landscape else 72, gap=12)
    zone = place.look
    x = zone.right + 40 - 2 * MODULE - 3
    if look.landscape:
        clip = zone.low(max(0, min(2 * MODULE, left.h - 24)))
        if clip.h > MODULE:
            yield from lattice(clip, (zone.x - 30, zone.bottom - 2 * MODULE), 5, 2, look, lit=(8,))
    elif all(inked(w).right < x - 16 for w in words):
        yield from lattice(zone, (x, zone.y - 20), 2, 4, look, lit=(2,))
    yield from words
