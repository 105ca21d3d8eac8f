"""How long until the visit ends by itself, and of how much."""

from __future__ import annotations

from math import ceil

from kiosk.journeys.stage import Snapshot
from kiosk.journeys.views import StillThere


class Countdown:
    """Follows the deadline. The question 还在吗 is the tail of the old time, not a new one."""

    def __init__(self) -> None:
        self._deadline: float | None = None
        self.whole: int | None = None

    def follow(self, snapshot: Snapshot, now: float) -> None:
        """Take note of a snapshot's deadline; ``now`` in the same seconds."""
        before, self._deadline = self._deadline, snapshot.session.deadline
        if self._deadline is None:
            self.whole = None
        elif isinstance(snapshot.view, StillThere):
            self.whole = self.whole or ceil(self._deadline - now)
        elif before is None or self._deadline > before:
            self.whole = max(1, ceil(self._deadline - now))

    def left(self, now: float) -> int | None:
        """Whole seconds left, rounded up; never negative."""
        return None if self._deadline is None else max(0, ceil(self._deadline - now))
