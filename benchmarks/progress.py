"""Somebody with two hundred cases: from the card to the list of them, and from a touch to one of them."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.front_end import CannotMeasure, FrontEnd
from benchmarks.hall import Hall
from benchmarks.journey import OWN_LIMIT_MS, SLOWEST_CARD, Step, step
from benchmarks.report import Measured
from simulator.samv.cards import sample_cards

RUNS: Final = 20
CASES: Final = 200
PERSON: Final = "all_states"
LISTING: Final = ("POST /kiosk/v1/sessions ", "GET /kiosk/v1/cases?")
SHOWING: Final = ("GET /kiosk/v1/cases/", "GET /kiosk/v1/calendar")


@dataclass(frozen=True, slots=True)
class Look:
    """One person's look at one of their cases."""

    to_list: Step
    to_case: Step


def measure(hall: Hall, runs: int = RUNS) -> Iterator[Measured]:
    """Look again and again on a terminal without a screen. Raises ``CannotMeasure``."""
    hall.give_cases(PERSON, CASES)
    pause = random.Random(2)  # noqa: S311 cards come at any moment of the reader's polling
    with hall.terminal("headless") as front_end:
        _, *rest = [look(hall, front_end, pause.uniform(0, SLOWEST_CARD)) for _ in range(runs + 1)]
    yield from _lines(f"card laid -> {CASES} cases shown", [r.to_list for r in rest])
    yield from _lines("touch -> one of them in full", [r.to_case for r in rest])


def look(hall: Hall, front_end: FrontEnd, pause: float) -> Look:
    """Home, card, list, the case in the middle of it, and away."""
    front_end.answers(front_end.begins("track", "track_by"), "id_card")
    front_end.sees("present_credential")
    time.sleep(pause)
    start = time.monotonic()
    hall.reader.lay(sample_cards()[PERSON])
    listed = front_end.sees("case_list")
    to_list = step((start, time.monotonic()), hall.reader.spans.kept, hall.relay.spans(*LISTING))
    hall.reader.lift()
    if len(listed["choices"]) != CASES:
        raise CannotMeasure(f"{len(listed['choices'])} cases instead of {CASES}")
    start = time.monotonic()
    front_end.answers(listed, listed["choices"][CASES // 2]["id"])
    case = front_end.sees("case_detail")
    to_case = step((start, time.monotonic()), [], hall.relay.spans(*SHOWING))
    if case["data"]["full"] is None:
        raise CannotMeasure("the case is not shown in full")
    front_end.answers(case, "end_session")
    return Look(to_list, to_case)


def _lines(what: str, steps: Sequence[Step]) -> Iterator[Measured]:
    yield Measured(what, [s.whole for s in steps], "ms")
    yield Measured("  reader and its wire", [s.device for s in steps], "ms")
    yield Measured("  platform", [s.platform for s in steps], "ms")
    yield Measured("  the terminal's own time", [s.own for s in steps], "ms", OWN_LIMIT_MS)
