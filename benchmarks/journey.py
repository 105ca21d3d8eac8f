"""From the card on the reader to the slip in the hand, and whose time it was."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.front_end import CannotMeasure, FrontEnd
from benchmarks.hall import Hall
from benchmarks.report import Measured
from benchmarks.spans import Span, overlap
from simulator.samv.cards import sample_cards

RUNS: Final = 30
OWN_LIMIT_MS: Final = 150
WHOLE_LIMIT_MS: Final = 3000
PERSON: Final = "two_bookings"
SLOWEST_CARD: Final = 0.5
LOOKING_UP: Final = ("POST /kiosk/v1/sessions ", "GET /kiosk/v1/bookings?")
NUMBERING: Final = ("POST /kiosk/v1/queue-tickets ",)


@dataclass(frozen=True, slots=True)
class Step:
    """One step in milliseconds. Device and platform take turns, so the rest is ours."""

    whole: float
    device: float
    platform: float

    @property
    def own(self) -> float:
        """Time in which neither the device with its wire nor the platform was at work."""
        return self.whole - self.device - self.platform


@dataclass(frozen=True, slots=True)
class Journey:
    """One check-in."""

    to_bookings: Step
    to_ticket: Step


def measure(hall: Hall, runs: int = RUNS) -> Iterator[Measured]:
    """Check in again and again on a terminal without a screen. Raises ``CannotMeasure``."""
    pause = random.Random(1)  # noqa: S311 cards come at any moment of the reader's polling
    with hall.terminal("headless") as front_end:
        first, *rest = [check_in(hall, front_end, pause.uniform(0, SLOWEST_CARD)) for _ in range(runs + 1)]
    yield from _lines("card laid -> bookings shown", "reader and its wire", [r.to_bookings for r in rest])
    yield from _lines("choice -> slip cut, ticket shown", "printer and its wire", [r.to_ticket for r in rest])
    whole = [r.to_bookings.whole + r.to_ticket.whole for r in rest]
    yield Measured("card -> slip, both steps", whole, "ms", WHOLE_LIMIT_MS)
    yield Measured(
        "  the first check-in after the start", [first.to_bookings.whole + first.to_ticket.whole], "ms"
    )


def check_in(hall: Hall, front_end: FrontEnd, pause: float) -> Journey:
    """One check-in from home to home; the card comes ``pause`` seconds after the prompt."""
    hall.refill()
    front_end.begins_check_in()
    time.sleep(pause)
    start = time.monotonic()
    hall.reader.lay(sample_cards()[PERSON])
    bookings = front_end.sees("choose_booking")
    to_bookings = step((start, time.monotonic()), hall.reader.spans.kept, hall.relay.spans(*LOOKING_UP))
    hall.reader.lift()
    slips = len(hall.printer.slips)
    start = time.monotonic()
    front_end.answers(bookings, bookings["choices"][0]["id"])
    issued = front_end.sees("ticket_issued")
    to_ticket = step((start, time.monotonic()), hall.printer.spans.kept, hall.relay.spans(*NUMBERING))
    _see_that_it_is_there(hall, issued, slips)
    front_end.answers(issued, "done")
    return Journey(to_bookings, to_ticket)


def step(window: Span, device: Sequence[Span], platform: Sequence[Span]) -> Step:
    """Split a window of time."""
    start, end = window
    busy = overlap(window, device)
    either = overlap(window, [*device, *platform])
    return Step((end - start) * 1000, busy * 1000, (either - busy) * 1000)


def _see_that_it_is_there(hall: Hall, issued: dict[str, Any], slips_before: int) -> None:
    data, slips = issued["data"], hall.printer.slips
    if data["printed"] is not True or len(slips) != slips_before + 1:
        raise CannotMeasure(f"not printed: {data}")
    if not slips[-1].cut or data["number"] not in slips[-1].lines:
        raise CannotMeasure(f"{data['number']} is not on a slip that was cut: {slips[-1].lines}")


def _lines(what: str, device: str, steps: Sequence[Step]) -> Iterator[Measured]:
    yield Measured(what, [s.whole for s in steps], "ms")
    yield Measured(f"  {device}", [s.device for s in steps], "ms")
    yield Measured("  platform", [s.platform for s in steps], "ms")
    yield Measured("  the terminal's own time", [s.own for s in steps], "ms", OWN_LIMIT_MS)
