"""What was measured, as lines to read."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """One quantity over several runs. ``limit`` holds for the median; ``why`` says where it comes from.

    Without a limit it is told, and judges nothing.
    """

    what: str
    runs: Sequence[float]
    unit: str
    limit: float | None = None
    why: str = ""

    @property
    def median(self) -> float:
        """The middle run."""
        return statistics.median(self.runs)

    @property
    def p90(self) -> float:
        """Nine of ten runs are no worse; the worst one where there are too few to say."""
        if len(self.runs) < 10:
            return max(self.runs)
        return statistics.quantiles(self.runs, n=10)[8]

    @property
    def passed(self) -> bool:
        """Whether the limit holds."""
        return self.limit is None or self.median <= self.limit

    def __str__(self) -> str:
        """Describe it in one line, and every run in a second."""
        digits = 0 if self.unit == "ms" else 2
        tail = ""
        if self.limit is not None:
            limit = f"{self.limit:.{digits}f} {self.unit}{self.why and f' = {self.why}'}"
            tail = f"limit {limit:<32} {'PASS' if self.passed else 'FAIL'}"
        spread = f"{'p90' if len(self.runs) >= 10 else 'max'} {self.p90:.{digits}f}"
        head = f"{self.what:<50} {self.median:8.{digits}f} {self.unit:<6} {spread:<10} {tail}"
        return f"{head.rstrip()}\n    runs: {' '.join(f'{run:.{digits}f}' for run in self.runs)}"


def say(line: object) -> None:
    """Print at once, also into a pipe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
