"""The cards beside a ticket: its slip being printed, what became of it, and where to go."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Final

from kiosk.journeys.views import Ticket, TicketIssued, TicketPrinting
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Icon, Part, Words
from kiosk.screens.widgets.board import Board
from kiosk.screens.widgets.cards import card
from kiosk.screens.widgets.ticket import WHERE, windows
from kiosk.screens.widgets.told import fitting

DOTS = 3
_SIGNS: Final = {  # ground, ink, sign
    "printed": ("green_100", "green_700", "okc"),
    "unknown": ("amber_100", "amber_800", "warnc"),
    "not_printed": ("red_100", "red_700", "noc"),
    "valid": ("blue_100", "blue_600", "info"),
}


def printing_card(rect: Rect, view: TicketPrinting, look: Look, *, beat: int) -> Iterator[Part]:
    """The printer at work. A bar only where the printer tells how far it is, else three dots."""
    yield card(rect, look)
    side = min(150, rect.h - 24)
    yield from _printer(Rect(rect.x + 32, rect.y + (rect.h - side) / 2, side, side))
    room = rect.inset(32, 12).after(side + 32)
    progress = view.progress
    known = 0 < progress.done < progress.total
    small = look.size("min") if look.language == "zh" else look.em(28)
    title = look.main(progress.text)
    said = [
        Words(room, title, look.size("h3"), "ink_900", bold=True, leading=1.2, least=small),
        *(Words(room, look.main(line), small, "ink_900", lines=2, least=small - 4) for line in view.lines),
    ]
    lower = [replace(w, size=small, least=w.least, leading=1.15) for w in said]
    words = fitting(room.above(40), said, lower, [replace(w, bold=True) for w in lower[1:]], gap=4)
    yield from words
    foot = Rect(room.x, max(w.rect.bottom for w in words) + 14, room.w, 24)
    if known:
        yield Box(foot, "bar_track", 12, "line" if look.theme.name == "high" else None)
        yield Box(foot.left(max(24, foot.w * progress.done / progress.total)), "blue_600", 12)
        return
    for number in range(DOTS):
        lit = number < beat % (DOTS + 1) or beat == 0
        yield Box(
            Rect(foot.x + 44 * number, foot.y, 24, 24), "blue_600" if lit else "bar_track", 12, "blue_600", 2
        )


def outcome_card(rect: Rect, view: TicketIssued, look: Look) -> Iterator[Part]:
    """Printed, not printed, or not known: never by colour alone."""
    ground, ink, sign = _SIGNS[_outcome(view)]
    yield Box(rect, ground, 28, ink, max(3, look.theme.outline))
    room = yield from _sign(rect, sign, ink, look)
    small = look.size("min") if look.language == "zh" else look.em(26)
    first, *others = view.lines
    said = [
        Words(room, look.main(first), look.size("h3"), ink, bold=True, leading=1.25, lines=3, least=small),
        *(Words(room, look.main(line), look.size("body"), "ink_900", least=small) for line in others),
    ]
    smaller = [
        replace(said[0], size=small, leading=1.2),
        *(replace(w, size=small, leading=1.2) for w in said[1:]),
    ]
    foreign = look.second(first) if look.language == "zh" else ""
    second = Words(room, foreign, look.size("en"), "ink_900", lines=2, least=24)
    yield from fitting(room, [*said, second], said, smaller, gap=6)


def where_card(rect: Rect, view: Ticket, look: Look) -> Iterator[Part]:
    """Floor, area and windows, to be remembered on the way."""
    yield card(rect, look)
    room = yield from _sign(rect, "pin", "blue_600", look)
    at = windows(view.windows)
    small = look.size("min") if look.language == "zh" else look.em(28)
    least = look.size("min")
    name = Words(room, look.main(WHERE), small, "ink_600")
    large = Words(room, view.area, look.em(64), "ink_900", bold=True, leading=1.2, lines=2, least=least)
    there = replace(large, text=look.main(at) if at else "", colour="blue_600")
    one_line = [replace(w, lines=1) for w in (large, there)]
    close = [replace(w, size=look.size("h2")) for w in (large, there)]
    closest = [replace(w, size=least, lines=1, leading=1.1) for w in (large, there)]
    yield from fitting(room, [name, *one_line], [name, large, there], one_line, close, closest)


def _sign(rect: Rect, icon: str, ink: str, look: Look) -> Generator[Part, None, Rect]:
    """The icon at a card's left; returns the room beside it."""
    side = min(look.em(96), rect.h - 32)
    yield Icon(Rect(rect.x + 36, rect.y + (rect.h - side) / 2, side, side), icon, ink)
    return rect.inset(32, 12).after(side + 32)


def _outcome(view: TicketIssued) -> str:
    if view.printed is True:
        return "printed"
    if view.printed == "unknown":
        return "valid" if view.already_issued else "unknown"
    return "not_printed"


def _printer(rect: Rect) -> Iterator[Part]:
    board = Board(rect, 140, 140)
    yield board.box((10, 4, 120, 52), "blue_600", 12)
    yield board.box((26, 40, 88, 10), "blue_700", 5)
    teeth = [(36 + 8.5 * step, 130 - 8 * (step % 2)) for step in range(9)]
    yield board.box((36, 46, 68, 76), "surface")
    yield board.stroke([(36, 46), *teeth, (104, 46)], 4, "line_touch")
    yield board.stroke([(50, 70), (90, 70)], 7, "ink_900")
    yield board.stroke([(50, 88), (76, 88)], 7, "ink_900")
