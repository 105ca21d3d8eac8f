"""The judge: what the printer really cut, against what the terminal told people and the platform."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from benchmarks.endurance.citizen import Seen
from benchmarks.endurance.hall import Record
from simulator.escpos.paper import Piece

NUMBER: Final = re.compile(r"[A-Z]\d{3}")
STAMP: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d  K03")
"""A ticket's last line."""
OUTCOMES: Final[Mapping[object, str]] = {True: "printed", False: "failed", "unknown": "unknown"}


@dataclass(slots=True)
class Day:
    """One day's numbers: whole slips by number, and what was claimed."""

    paper: Counter[str] = field(default_factory=Counter)
    claims: dict[str, list[object]] = field(default_factory=dict)


class Judge:
    """Hears of every visit, and gives its verdict at the end of each day. ``wrong`` is what it found."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.claimed: Counter[object] = Counter()
        self.whole = self.scraps = 0
        self._day = Day()

    def visit(self, seen: Seen, slips: Iterable[Piece]) -> None:
        """One visit is over, and the tray was emptied."""
        numbers = {number for number, _ in seen.claims}
        for slip in slips:
            number = whole(slip)
            if number is None:
                self.scraps += 1
                continue
            self.whole += 1
            self._day.paper[number] += 1
            if number in self._day.claims and number not in numbers:
                self.wrong.append(f"{number} came out in somebody else's visit")
        for number, printed in seen.claims:
            self.claimed[printed] += 1
            self._day.claims.setdefault(number, []).append(printed)

    @property
    def prints_today(self) -> int:
        """How often somebody was told how a print went."""
        return sum(map(len, self._day.claims.values()))

    def end_of_day(self, records: Iterable[Record]) -> None:
        """Hold paper, claims and the platform's records together, number by number."""
        told: dict[str, list[str]] = {}
        for record in records:
            told.setdefault(record.number, []).append(record.outcome)
        for number, claims in self._day.claims.items():
            self._hold(number, claims, self._day.paper[number])
            wanted = [OUTCOMES[claim] for claim in claims]
            if sorted(told.get(number, [])) != sorted(wanted):
                self.wrong.append(f"{number}: the citizen heard {wanted}, the platform {told.get(number)}")
        for number in (told.keys() | self._day.paper.keys()) - self._day.claims.keys():
            # They left before they heard of it.
            if "failed" in told.get(number, []) and self._day.paper[number]:
                self.wrong.append(f"{number}: failed for the platform, and on paper")
            if "printed" in told.get(number, []) and not self._day.paper[number]:
                self.wrong.append(f"{number}: printed for the platform, and not on paper")
        self._day = Day()

    def _hold(self, number: str, claims: list[object], paper: int) -> None:
        sure, open_ = claims.count(True), claims.count("unknown")
        if not sure <= paper <= sure + open_:
            self.wrong.append(f"{number}: claimed {claims}, {paper} on paper")


def whole(slip: Piece) -> str | None:
    """The number of a slip that is whole: headed, with its code, dated and cut; ``None`` for any other."""
    number = next((line for line in slip.lines if NUMBER.fullmatch(line.strip())), None)
    complete = "您的号" in slip.lines and "[qr]" in slip.lines and STAMP.fullmatch(slip.lines[-1].strip())
    return number.strip() if number is not None and complete and slip.cut else None
