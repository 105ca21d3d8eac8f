"""What following a case needs from one visit to the next: who guessed numbers, and which days are worked."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal, Protocol

import structlog

from kiosk.domain.calendar import Calendar
from kiosk.domain.case import CaseDocument, CaseFull
from kiosk.domain.words import Text
from kiosk.errors import PlatformError, TooManyMisses
from kiosk.platform.ports.catalogue import PublicLists

if TYPE_CHECKING:
    from kiosk.journeys.visit import Visit

log = structlog.get_logger()

ALERTS: Final = 1000
"""Notices that are remembered as told of: numbers of papers, of nobody's name."""
MISSES: Final = 5
WINDOW: Final = timedelta(minutes=10)
"""Five numbers that nobody has, within ten minutes on one terminal: somebody guesses (PR-05)."""


@dataclass(slots=True)
class Lookups:
    """Numbers that were not found, by whomever: a guesser only has to begin a new visit."""

    _missed: deque[datetime] = field(default_factory=lambda: deque(maxlen=MISSES))
    _until: datetime | None = None

    def missed(self, now: datetime) -> None:
        """A number was not found."""
        self._missed.append(now)
        if len(self._missed) == MISSES and now - self._missed[0] < WINDOW:
            self._until = self._missed[0] + WINDOW
            log.warning("case.lookup_cooldown", misses=MISSES)

    def cool(self, until: datetime) -> None:
        """The platform says so."""
        self._until = until

    def check(self, now: datetime) -> None:
        """Raises ``TooManyMisses`` while no number may be looked up."""
        if self._until is not None and now < self._until:
            raise TooManyMisses(self._until - now)


class Papers(Protocol):
    """Prints the papers of a case on A4: receipt, notices, decision."""

    def why_not(self, document: CaseDocument) -> Text | None:
        """Why this one cannot be printed now; ``None``: it can."""
        ...

    async def hand_out(
        self, visit: Visit, case: CaseFull, document: CaseDocument
    ) -> Literal[True, "unknown"] | None:
        """Print it for the citizen, who is signed in at L3, show what became of it, and say it.

        ``None``: nothing can be printed here.
        """
        ...


@dataclass(slots=True)
class ProgressDesk:
    """One a terminal."""

    lookups: Lookups = field(default_factory=Lookups)
    papers: Papers | None = None
    """``None`` where papers cannot be printed."""
    _calendar: Calendar | None = None
    _etag: str | None = None
    _asked_on: date | None = None
    _alerted: deque[str] = field(default_factory=lambda: deque(maxlen=ALERTS))

    def new_alert(self, notice: str) -> bool:
        """Whether this notice was not yet told of since the start; it is from now on."""
        known = notice in self._alerted
        self._alerted.append(notice)
        return not known

    async def calendar(self, lists: PublicLists, clock: Callable[[], datetime]) -> Calendar | None:
        """The working days, asked for once a day; ``None`` while the platform did not tell them."""
        today = clock().date()
        if self._asked_on != today:
            try:
                told = await lists.calendar(etag=self._etag)
            except PlatformError as error:
                log.warning("platform.no_calendar", detail=str(error))
                return self._calendar
            self._asked_on = today
            if told is not None:
                self._calendar, self._etag = told.value, told.etag
        return self._calendar
