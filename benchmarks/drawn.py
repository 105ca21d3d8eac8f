"""From the card on the reader to the bookings on the glass."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.front_end import FrontEnd
from benchmarks.glass import Glass, Place
from benchmarks.hall import Hall
from benchmarks.journey import LOOKING_UP, PERSON, SLOWEST_CARD, Step, step
from benchmarks.peers import Peer
from benchmarks.report import Measured
from simulator.samv.cards import sample_cards

RUNS: Final = 10
FADED_SECONDS: Final = 0.5
"""More than a screen takes to fade in."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What some pixels look like."""

    place: Place
    pixels: bytes


def measure(hall: Hall, glass: Glass, ours: Peer) -> Iterator[Measured]:
    """Lay a card again and again, until the bookings are wholly drawn. Raises ``CannotMeasure``."""
    pause = random.Random(1)  # noqa: S311
    hall.refill()
    with hall.terminal("run", env=ours.env) as front_end:
        wanted = _learn(hall, glass, front_end)
        steps = [
            _look_up(hall, glass, front_end, wanted, pause.uniform(0, SLOWEST_CARD)) for _ in range(RUNS)
        ]
    yield Measured("card laid -> bookings drawn, faded in", [s.whole for s in steps], "ms")
    yield Measured("  the terminal's own time, fading included", [s.own for s in steps], "ms")


def _learn(hall: Hall, glass: Glass, front_end: FrontEnd) -> Looks:
    """Where the first booking is drawn, and what it looks like there."""
    front_end.begins_check_in()
    hall.reader.lay(sample_cards()[PERSON])
    bookings = front_end.sees("choose_booking")
    time.sleep(FADED_SECONDS)
    targets = json.loads((hall.folder / "touch-map.json").read_text("utf-8"))["targets"]
    x, y = targets[bookings["choices"][0]["id"]]
    place = Place(x - 200, y - 40, 400, 80)
    looks = Looks(place, glass.patch(place))
    _leave(hall, front_end, bookings)
    return looks


def _look_up(hall: Hall, glass: Glass, front_end: FrontEnd, wanted: Looks, pause: float) -> Step:
    front_end.begins_check_in()
    time.sleep(FADED_SECONDS + pause)
    start = time.monotonic()
    hall.reader.lay(sample_cards()[PERSON])
    end = glass.until(lambda: glass.patch(wanted.place) == wanted.pixels, "the bookings on the screen")
    took = step((start, end), hall.reader.spans.kept, hall.relay.spans(*LOOKING_UP))
    _leave(hall, front_end, front_end.sees("choose_booking"))
    return took


def _leave(hall: Hall, front_end: FrontEnd, view: dict[str, Any]) -> None:
    hall.reader.lift()
    front_end.answers(view, "end_session")
