"""The run: people come one after another, one in twenty meets trouble, the judge looks at every visit."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any, Final

from benchmarks.endurance import vitals
from benchmarks.endurance.citizen import LEAVING, Citizen, Seen
from benchmarks.endurance.hall import Hall, opened
from benchmarks.endurance.judge import Judge
from benchmarks.endurance.troubles import TROUBLES, Trouble
from benchmarks.endurance.vitals import Vitals
from benchmarks.front_end import CannotMeasure

TROUBLED: Final = 1 / 20
WALKS_AWAY: Final = 1 / 30
"""Of those who meet trouble; it takes the idle clock a quarter of a minute to see that they are gone."""
SAID: Final = 500
DAY: Final = 50
"""People a day: the hall's areas give out no more numbers."""
WAITS_UNTIL_FIT: Final = 0.5
"""After trouble, so often nobody comes until all is well; else the next person comes at once."""


@dataclass(slots=True)
class Outcome:
    """What came of it. ``wrong`` is everything that must not be."""

    visits: int = 0
    seconds: float = 0.0
    troubles: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    judge: Judge = field(default_factory=Judge)
    vitals: list[Vitals] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The report."""
        first, last = vitals.warm(self.vitals)[0], self.vitals[-1]
        yield f"{self.visits} check-ins in {self.seconds:.0f} s, {self.troubles.total()} troubles"
        yield f"  troubles: {_counted(self.troubles)}"
        yield f"  told as faults: {_counted(self.faults)}"
        yield f"  tickets on paper: {self.judge.whole} whole, {self.judge.scraps} scraps"
        yield f"  claimed: {_counted(self.judge.claimed)}"
        yield (
            f"  memory {first.megabytes:.1f} MB after {first.after} check-ins, {last.megabytes:.1f} MB"
            f" after {last.after} ({last.megabytes / first.megabytes - 1:+.1%})"
        )
        yield f"  open files {first.files} -> {last.files}, threads {first.threads} -> {last.threads}"
        yield from (f"WRONG: {one}" for one in self.wrong)
        yield "endurance: FAIL" if self.wrong else "endurance: PASS"


@dataclass(frozen=True, slots=True)
class Plan:
    """So many people, of whom this share meets trouble. The same seed draws the same troubles."""

    count: int
    seed: int
    troubled: float = TROUBLED

    def dice(self) -> random.Random:
        """For all that people choose."""
        return random.Random(self.seed + 1)  # noqa: S311 not a secret

    def fates(self) -> Iterator[tuple[Trouble | None, str | None]]:
        """For one after the other: what strikes them, and where they walk away."""
        dice = random.Random(self.seed)  # noqa: S311 not a secret
        for _ in range(self.count):
            if dice.random() >= self.troubled:
                yield None, None
            elif dice.random() < WALKS_AWAY:
                yield None, dice.choice(LEAVING)
            else:
                yield dice.choices(TROUBLES, [trouble.weight for trouble in TROUBLES])[0], None


def run(
    folder: Path, plan: Plan, say: Callable[[str], None], enough: Callable[[], bool] = lambda: False
) -> Outcome:
    """Let people check in as planned, or as many as come until ``enough``.

    Raises ``CannotMeasure`` when the terminal does not start.
    """
    outcome, began = Outcome(), time.monotonic()
    with opened(folder) as hall:
        try:
            for number in _serve(hall, outcome, plan):
                if number % SAID == 0:
                    say(f"{number} check-ins, {outcome.troubles.total()} troubles, {outcome.vitals[-1]}")
                if enough():
                    break
        except (CannotMeasure, OSError, HTTPException) as why:
            outcome.wrong.append(f"stuck after {outcome.visits}: {why!r}; {hall.last_words()}")
        status = hall.stop()
        outcome.wrong += outcome.judge.wrong
        outcome.wrong += vitals.wrong(outcome.vitals) if len(outcome.vitals) > 1 else ["no vitals"]
        outcome.wrong += [f"a mistake in the log: {line}" for line in hall.broken()]
        if status:
            outcome.wrong.append(f"the terminal ended with {status}")
    outcome.seconds = time.monotonic() - began
    return outcome


def _serve(hall: Hall, outcome: Outcome, plan: Plan) -> Iterator[int]:
    """One visit after another; at the end of each day, how many there were."""
    secrets, dice = hall.secrets(), plan.dice()
    hall.next_day()
    outcome.vitals.append(vitals.look(hall.pid, 0))
    for number, (trouble, leaves) in enumerate(plan.fates(), start=1):
        citizen = Citizen(hall, dice, trouble=trouble, leaves=leaves)
        home = citizen.check_in()
        outcome.visits = number
        outcome.troubles.update([trouble.name] if trouble else [f"left at {leaves}"] if leaves else [])
        outcome.faults.update(citizen.seen.faults)
        outcome.wrong += _left_behind(home, citizen.seen, secrets)
        outcome.judge.visit(citizen.seen, hall.printer.take_slips())
        hall.book_again()
        if trouble is not None and dice.random() < WAITS_UNTIL_FIT:
            hall.until_fit()
        if number % DAY == 0 or number == plan.count:
            hall.until_fit()
            outcome.judge.visit(Seen(), hall.printer.take_slips())
            outcome.judge.end_of_day(hall.records(outcome.judge.prints_today))
            hall.next_day()
            outcome.vitals.append(vitals.look(hall.pid, number))
            yield number


def _left_behind(home: dict[str, Any], seen: Seen, secrets: tuple[str, ...]) -> Iterator[str]:
    """What home still says of anybody."""
    told = json.dumps(home, ensure_ascii=False)
    for word in {*seen.words, *secrets}:
        if word in told:
            yield f"home still shows {word}"
    if home["session"]["signed_in"] or home["session"]["who"] is not None:
        yield "home, and somebody is still signed in"


def _counted(what: Counter[Any]) -> str:
    return ", ".join(f"{name} {count}" for name, count in what.most_common()) or "none"
