"""How evenly the window draws while a device fails: frame by frame, beside the same seconds without a fault.

A finger touches the screen twice a second, so that it is drawn as often as it can be. What is compared does
the same: a card is waited for and the screen changes once (the fault's own view, or the way back home); or a
slip is printed. Each fault has its own seconds without one, just before.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from statistics import quantiles
from typing import Final

from benchmarks import faulted_devices
from benchmarks.faulted_devices import Case
from benchmarks.faulted_window import moments
from benchmarks.front_end import LOOK_SECONDS, PATIENCE_SECONDS, CannotMeasure, FrontEnd
from benchmarks.glass import Glass, Place
from benchmarks.hall import Hall
from benchmarks.journey import PERSON
from benchmarks.peers import AMBER, MIDDLE, Peer
from benchmarks.report import Measured
from simulator.samv.cards import sample_cards

ROUNDS: Final = 3
SECONDS: Final = 8.0
SETTLE_SECONDS: Final = 1.0
LIMIT: Final = 1.5
MARGIN: Final = Place(8, 1000)
"""Where nothing can be chosen."""
TOUCH_SECONDS: Final = 0.4
DOWN_SECONDS: Final = 0.1


def measure(hall: Hall, glass: Glass, ours: Peer) -> Iterator[Measured]:
    """Every fault beside none. Raises ``CannotMeasure``."""
    flips = hall.folder / "flips"
    with faulted_devices.fitted(hall) as devices:
        command = (sys.executable, "-m", "benchmarks.faulted_window", str(hall.config), str(flips))
        with hall.terminal(env=ours.env, command=command) as front_end, Finger(glass):
            glass.until(lambda: not glass.shows(MIDDLE, AMBER), "home")
            bench = _Bench(hall, front_end, flips)
            evens: list[float] = []
            for case in devices.cases():
                pairs = [bench.pair(case) for _ in range(ROUNDS)]
                evens += [even for even, _ in pairs]
                yield Measured(f"{case.name}, p99 of a frame", [late for _, late in pairs], "ms")
                ratios = [late / even for even, late in pairs]
                yield Measured("  beside none", ratios, "x", LIMIT, "even frames")
    yield Measured("no fault, p99 of a frame", evens, "ms")


class Finger:
    """Touches the screen again and again until the block ends."""

    def __init__(self, glass: Glass) -> None:
        self._name = glass.name
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._touch, name="finger")

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _touch(self) -> None:
        glass = Glass(self._name)  # a connection is for one thread
        glass.move(MARGIN.x, MARGIN.y)
        while not self._end.wait(TOUCH_SECONDS):
            glass.press(down=True)
            time.sleep(DOWN_SECONDS)
            glass.press(down=False)
        glass.close()


class _Bench:
    def __init__(self, hall: Hall, front_end: FrontEnd, flips: Path) -> None:
        self._hall = hall
        self._front_end = front_end
        self._flips = flips

    def pair(self, case: Case) -> tuple[float, float]:
        """The p99 of a frame without the fault and with it, in ms."""
        prepare, act = (
            (self._bookings, self._choose) if case.printing else (self._front_end.begins_check_in, self._home)
        )
        prepare()
        even = self._p99(act)
        self._home()
        prepare()
        before = self._told(case)
        try:
            late = self._p99(lambda: self._fault(case))
            if case.seen and self._told(case) == before:
                raise CannotMeasure(f"{case.name}: the terminal says {before} all along")
        finally:
            case.mend()
        self._home()
        self._ready()
        return even, late

    def _fault(self, case: Case) -> None:
        case.inflict()
        if case.printing:
            self._choose()

    def _p99(self, act: Callable[[], object]) -> float:
        time.sleep(SETTLE_SECONDS)
        start = time.monotonic()
        act()
        time.sleep(max(0.0, start + SECONDS - time.monotonic()))
        end = time.monotonic()
        frames = [
            1000 * (after - before)
            for before, after in pairwise(moments(self._flips))
            if start <= after and before <= end
        ]
        return quantiles(frames, n=100)[98]

    def _told(self, case: Case) -> object:
        status = self._front_end.status()
        return status and status["devices"][case.kind]

    def _bookings(self) -> None:
        self._hall.refill()
        self._front_end.begins_check_in()
        self._hall.reader.lay(sample_cards()[PERSON])
        self._front_end.sees("choose_booking")
        self._hall.reader.lift()

    def _choose(self) -> None:
        bookings = self._front_end.sees("choose_booking")
        self._front_end.answers(bookings, bookings["choices"][0]["id"])

    def _home(self) -> None:
        """Leave whatever is up."""
        until = time.monotonic() + PATIENCE_SECONDS
        while (view := self._front_end.view())["view"] != "home":
            if time.monotonic() > until:
                raise CannotMeasure(f"no way home from {view['view']}")
            self._front_end.answers(view, "end_session")
            time.sleep(LOOK_SECONDS)

    def _ready(self) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while not self._front_end.ready():
            if time.monotonic() > until:
                raise CannotMeasure(f"not ready again: {self._front_end.status()}")
            time.sleep(LOOK_SECONDS)
