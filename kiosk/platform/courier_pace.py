"""How long to wait before trying again: for one letter, and for the line as a whole. Pure."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

DOWN = 3
"""After so many failures in a row, whichever letters they met, it is the line and not the letters."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """Doubling from ``base`` to ``cap`` seconds; ``dice`` gives 0 to 1."""

    base: float = 1.0
    cap: float = 300.0
    dice: Callable[[], float] = random.random

    def seconds(self, tries: int) -> float:
        """The wait after try number ``tries`` (from 1): between half of the step and the whole of it.

        The dice keep a city's terminals from coming back all at once after an outage.
        """
        step = min(self.cap, self.base * 2.0 ** min(tries - 1, 40))
        return step * (0.5 + 0.5 * self.dice())


class Pace:
    """Whether the line carries. ``now`` and ``resume_at`` are monotonic seconds."""

    def __init__(self, backoff: Backoff) -> None:
        self.resume_at = 0.0
        self.accepted = 0
        """Letters delivered since the start."""
        self._failures = 0
        self._backoff = backoff

    @property
    def down(self) -> bool:
        """Whether the line itself is the trouble."""
        return self._failures >= DOWN

    @property
    def doubtful(self) -> bool:
        """Whether the last try failed: then one letter at a time is enough to find out."""
        return self._failures > 0

    def carried(self) -> bool:
        """A letter was answered for good; True when the line had been down."""
        was_down = self.down
        self._failures = 0
        self.resume_at = 0.0
        return was_down

    def failed(self, now: float, *, wait: float = 0, all_letters: bool = False) -> None:
        """A try came to nothing. ``all_letters``: any other would have met the same."""
        self._failures = max(self._failures + 1, DOWN if all_letters else 0)
        if self.down:
            self.resume_at = now + max(self._backoff.seconds(self._failures - DOWN + 1), wait)

    def insist(self) -> None:
        """There is reason to believe that the line is back: try at once."""
        self.resume_at = 0.0
