"""Public holidays and make-up workdays. Nothing may be computed beyond ``known_to``."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

SATURDAY: Final = 5
DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NamedDate:
    """A day and why it is special."""

    date: dt.date
    name: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """Holidays (weekends are not listed) and the weekends that are worked."""

    known_from: dt.date
    known_to: dt.date
    holidays: tuple[NamedDate, ...]
    make_up_workdays: tuple[NamedDate, ...]

    def workdays_after(self, day: dt.date, until: dt.date) -> int | None:
        """Working days after ``day`` up to and with ``until``; ``None`` where the calendar does not reach."""
        if until <= day:
            return 0
        if day < self.known_from or until > self.known_to:
            return None
        off = {special.date for special in self.holidays}
        on = {special.date for special in self.make_up_workdays}
        days = (day + n * DAY for n in range(1, (until - day).days + 1))
        return sum(one in on or (one.weekday() < SATURDAY and one not in off) for one in days)
