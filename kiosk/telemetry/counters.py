"""What was done here today: matters by service and item, how they ended, how long people waited.

Numbers of things, never of persons. The days' numbers are kept on disk (``kiosk.store.counts``), so that a
restart loses at most the last seconds' ones.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime
from typing import Final, Protocol

import structlog

from kiosk.errors import StoreError
from kiosk.journeys.stage import Snapshot, Stage
from kiosk.journeys.tally import How
from kiosk.journeys.view import View
from kiosk.journeys.views import Fault, PleaseWait, TicketIssued, TicketPrinting

log = structlog.get_logger()

KEEP_SECONDS: Final = 5.0
TOLD: Final = re.compile(r"[a-z][a-z0-9_]{0,63}")
"""What the contract takes for a counter's name: items and reasons stay in the day's report."""
TOLD_MOST: Final = 64


class Kept(Protocol):
    """Where the numbers outlive a restart."""

    async def load(self, day: date) -> Mapping[str, int]:
        """The day's numbers. Raises ``StoreError``."""
        ...

    async def add(self, day: date, counts: Mapping[str, int]) -> None:
        """Add to the day's numbers. Raises ``StoreError``; then nothing was added."""


class Counters:
    """Counts from midnight to midnight of the hall's clock. Implements ``kiosk.journeys.tally.Tally``."""

    def __init__(self, stage: Stage, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._day: date = clock().date()
        self._counts: Counter[str] = Counter()
        self._new: dict[date, Counter[str]] = {}
        self._changed = asyncio.Event()
        self._view: View | None = None
        self._waiting_since: datetime | None = None
        self._signed_in = False
        stage.listen(self._look)

    def today(self) -> Mapping[str, int]:
        """The day's counts so far, as the platform takes them; what did not happen is not there."""
        self._turn_the_day()
        told = [name for name in sorted(self._counts, key=_rank) if TOLD.fullmatch(name)]
        return {name: self._counts[name] for name in told[:TOLD_MOST]}

    def whole_day(self) -> Mapping[str, int]:
        """All of today's counts, ``item.CODE.finished`` and ``service.NAME.abandoned.WHY`` too."""
        self._turn_the_day()
        return dict(self._counts)

    def began(self, service: str) -> None:
        """See ``Tally``."""
        self._count(f"{service}_started")

    def ended(self, service: str, item: str | None, how: How, seconds: float) -> None:
        """See ``Tally``."""
        end = "finished" if how == "finished" else "abandoned"
        self._count(f"{service}_{end}")
        self._count(f"{service}_seconds", round(seconds))
        if how != "finished":
            self._count(f"service.{service}.abandoned.{how}")
        if item is not None:
            self._count(f"item.{item}.started")
            self._count(f"item.{item}.{end}" + ("" if how == "finished" else f".{how}"))

    def failed(self, service: str, code: str) -> None:
        """See ``Tally``."""
        self._count(f"service.{service}.failure.{code}")

    def locked_out(self) -> None:
        """A search for staff PINs was stopped."""
        self._count("staff_lock_outs")

    async def keep(self, kept: Kept) -> None:
        """Take over what was counted before a restart, then write on until cancelled, and once more."""
        try:
            day = self._clock().date()
            before = await kept.load(day)
            if day == self._day:
                self._counts.update(before)
        except StoreError as error:
            log.warning("counters.not_kept", detail=str(error))
        try:
            while True:
                await self._changed.wait()
                await asyncio.sleep(KEEP_SECONDS)
                self._changed.clear()
                await self._write(kept.add)
        finally:
            await self._write(kept.add)

    async def _write(self, add: Callable[[date, Mapping[str, int]], Awaitable[None]]) -> None:
        new, self._new = self._new, {}
        for day, counts in new.items():
            try:
                await add(day, counts)
            except StoreError as error:
                self._new.setdefault(day, Counter()).update(counts)
                log.warning("counters.not_kept", detail=str(error))

    def _look(self, now: Snapshot) -> None:
        if now.session.signed_in and not self._signed_in:
            self._count("sessions")
        self._signed_in = now.session.signed_in
        # The stage speaks of every change, of the countdown too: only another view is another event.
        if now.view is self._view:
            return
        self._view = now.view
        self._wait(now.view)
        if isinstance(now.view, TicketIssued) and now.view.printed is True:
            self._count("tickets_printed")
        elif isinstance(now.view, Fault):
            self._count("faults")

    def _wait(self, view: View) -> None:
        """Count how often and how long somebody looked at a view that only asks for patience."""
        waits = isinstance(view, PleaseWait | TicketPrinting)
        if self._waiting_since is not None:
            self._count("waits")
            waited = (self._clock() - self._waiting_since).total_seconds()
            self._count("wait_seconds", max(0, round(waited)))
        self._waiting_since = self._clock() if waits else None

    def _count(self, name: str, number: int = 1) -> None:
        self._turn_the_day()
        if not number:
            return
        self._counts[name] += number
        self._new.setdefault(self._day, Counter())[name] += number
        self._changed.set()

    def _turn_the_day(self) -> None:
        today = self._clock().date()
        if today != self._day:
            self._day = today
            self._counts.clear()


def _rank(name: str) -> tuple[bool, str]:
    """What the platform had from the beginning goes first, should there ever be too many."""
    return name not in {"sessions", "tickets_printed", "faults", "staff_lock_outs"}, name
