"""The number (mock-up 09b): large on the screen with or without paper, and the truth about its slip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice
from kiosk.journeys.views import Ticket, TicketIssued, TicketPrinting
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Choose, Part, Target, Words
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.lattice import MODULE, lattice
from kiosk.screens.widgets.slip_cards import outcome_card, printing_card, where_card
from kiosk.screens.widgets.steps import dots
from kiosk.screens.widgets.ticket import ticket
from kiosk.screens.widgets.told import fitting
from kiosk.screens.widgets.zones import Zones, backdrop, zones

PRESS_TOP = 872
BUTTON = 136
GAP = 24
WAIT: Final = Text("打完再点这里", "Wait for the ticket")


class TicketPrintingScreen(Screen[TicketPrinting]):
    """The number stands already while its slip is printed."""

    beat_seconds = 0.6

    def parts(self, view: TicketPrinting, look: Look, now: Now) -> Iterator[Part]:
        """Draw it."""
        place = zones(look, PRESS_TOP)
        yield from _number(view, place, look, lit=False)
        slip, where, buttons = _places(place)
        still = look.elder or look.voice or look.theme.name == "high"
        yield from printing_card(slip, view, look, beat=3 if still else now.beat)
        yield from where_card(where, view, look)
        yield button(buttons, WAIT, look, Choose("done"), enabled=False)


class TicketIssuedScreen(Screen[TicketIssued]):
    """What surely happened to the slip, in words, colour and sign."""

    def parts(self, view: TicketIssued, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        place = zones(look, PRESS_TOP)
        yield from _number(view, place, look, lit=True)
        slip, where, buttons = _places(place)
        yield from outcome_card(slip, view, look)
        yield from where_card(where, view, look)
        for choice, cell in zip(view.choices, buttons.columns(1, 1.5), strict=True):
            yield _answer(cell, choice, look)


def _places(place: Zones) -> tuple[Rect, Rect, Rect]:
    content = place.press.inset(40, 28)
    upper, lower = content.above(BUTTON + GAP).rows(1.1, 1)
    return upper, lower, content.low(BUTTON)


def _number(view: Ticket, place: Zones, look: Look, *, lit: bool) -> Iterator[Part]:
    yield from backdrop(place, look)
    room = place.told.below(28).above(36 if look.landscape else 44)
    if not look.elder and not look.landscape:
        yield from dots(room.top(44), 2, 2, look)
        room = room.below(44)
    x = place.look.right + 40 - 2 * MODULE - 3
    free = not look.landscape and not look.elder
    head = room.top(room.h * 0.4)
    words = _title(head.left(x - 16 - head.x) if free else head, view, look)
    if free:
        yield from lattice(place.look, (x, place.look.y - 20), 2, 3, look, lit=(2,) if lit else ())
    yield from words
    left = room.below(max(w.rect.bottom for w in words) - room.y + 16)
    yield from ticket(left.low(min(440 if look.landscape else 420, left.h)), view, look)


def _title(rect: Rect, view: Ticket, look: Look) -> list[Words]:
    """The title never takes the room of the number: its other language goes first, then its size."""
    large = min(look.size("h1"), 72 if look.landscape else 90) if look.elder else 52 if look.landscape else 60
    least = look.size("min") if look.language == "zh" else look.em(28)
    lines = 3 if look.landscape else 2
    title = Words(
        rect, look.main(view.title), large, "on_dai", bold=True, leading=1.2, lines=lines, least=least
    )
    foreign, least = look.second_size(look.em(28)), look.second_size(24)
    second = Words(rect, look.second(view.title), foreign, "on_dai_2", lines=2, least=least)
    smaller = replace(title, size=look.em(44))
    smallest = replace(title, size=title.least or large)
    return fitting(rect, [title, second], [title], [smaller], [smallest], valign="top")


def _answer(rect: Rect, choice: Choice, look: Look) -> Target:
    return button(
        rect,
        choice.label,
        look,
        Choose(choice.id),
        kind="primary" if choice.primary else "secondary",
        enabled=choice.enabled,
        why_not=choice.why_not,
    )
