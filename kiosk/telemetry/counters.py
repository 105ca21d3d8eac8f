"""What was done here today, counted from what the screen showed: numbers of things, never of persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime

from kiosk.journeys.stage import Snapshot, Stage
from kiosk.journeys.view import View
from kiosk.journeys.views import Fault, TicketIssued


class Counters:
    """Counts from midnight to midnight of the hall's clock. Starts anew with the program."""

    def __init__(self, stage: Stage, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._day: date = clock().date()
        self._counts: Counter[str] = Counter()
        self._view: View | None = None
        self._signed_in = False
        stage.listen(self._look)

    def today(self) -> Mapping[str, int]:
        """The day's counts so far; what did not happen is not there."""
        self._turn_the_day()
        return dict(self._counts)

    def _look(self, now: Snapshot) -> None:
        self._turn_the_day()
        if now.session.signed_in and not self._signed_in:
            self._counts["sessions"] += 1
        self._signed_in = now.session.signed_in
        # The stage speaks of every change, of the countdown too: only another view is another event.
        if now.view is self._view:
            return
        self._view = now.view
        if isinstance(now.view, TicketIssued) and now.view.printed is True:
            self._counts["tickets_printed"] += 1
        elif isinstance(now.view, Fault):
            self._counts["faults"] += 1

    def _turn_the_day(self) -> None:
        today = self._clock().date()
        if today != self._day:
            self._day = today
            self._counts.clear()
