"""How long a case may still take: the promised day, in the days in which it was promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from kiosk.domain.calendar import Calendar
from kiosk.domain.case import Promise
from kiosk.domain.case_state import CaseState

ENDED: Final = frozenset(
    {
        CaseState.PRECHECK_REJECTED,
        CaseState.NOT_ACCEPTED,
        CaseState.DONE_GRANTED,
        CaseState.DONE_REFUSED,
        CaseState.FORWARDED,
        CaseState.RETURNED,
        CaseState.VOID,
        CaseState.DELIVERED,
    }
)
"""States after which this department decides nothing more."""


class Clock(StrEnum):
    """Whether the promised time runs."""

    RUNNING = "running"
    LAST_DAY = "last_day"
    OVERDUE = "overdue"
    PAUSED = "paused"
    OVER = "over"
    """Decided, or ended otherwise."""
    NONE = "none"
    """No day is promised yet."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """``days`` left, or past the day when overdue; ``None``: the calendar does not reach so far."""

    clock: Clock
    due_on: date | None = None
    days: int | None = None
    working: bool = True


def deadline(promised: Promise, state: CaseState, *, today: date, calendar: Calendar | None) -> Deadline:
    """What is left of a promise. The platform says whether it is overdue or paused; here days are counted."""
    due = promised.due_on
    if state in ENDED:
        return Deadline(Clock.OVER, due)
    if promised.clock_paused:
        return Deadline(Clock.PAUSED, due)
    if due is None:
        return Deadline(Clock.NONE)
    working = promised.limit is None or promised.limit.unit != "calendar_day"
    late = promised.overdue or due < today
    first, last = (due, today) if late else (today, due)
    days: int | None = (last - first).days
    if working:
        days = calendar.workdays_after(first, last) if calendar else None
    clock = Clock.OVERDUE if late else Clock.LAST_DAY if due == today else Clock.RUNNING
    return Deadline(clock, due, days, working)
