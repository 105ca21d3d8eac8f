"""How long a case may still take."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.domain.calendar import Calendar, NamedDate
from kiosk.domain.case import Promise
from kiosk.domain.case_state import CaseState
from kiosk.domain.deadline import Clock, Deadline, deadline
from kiosk.domain.item import TimeLimit

THURSDAY = date(2026, 9, 24)
CALENDAR = Calendar(
    date(2026, 1, 1),
    date(2026, 12, 31),
    (NamedDate(date(2026, 9, 25), "中秋节"), NamedDate(date(2026, 10, 1), "国庆节")),
    (NamedDate(date(2026, 9, 26), "调休"),),
)


def promised(
    due: date | None, *, paused: bool = False, overdue: bool = False, unit: str = "working_day"
) -> Promise:
    return Promise(
        due_on=due, clock_paused=paused, overdue=overdue, limit=TimeLimit(unit=unit, text="承诺", value=5)
    )


def left(promise: Promise, state: CaseState = CaseState.REVIEW, today: date = THURSDAY) -> Deadline:
    return deadline(promise, state, today=today, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("due", "days"),
    [
        (date(2026, 9, 25), 0),  # a holiday
        (date(2026, 9, 26), 1),  # a Saturday that is worked
        (date(2026, 9, 27), 1),
        (date(2026, 9, 28), 2),
        (date(2026, 10, 2), 5),
    ],
)
def test_working_days_leave_out_holidays_and_count_made_up_weekends(due: date, days: int) -> None:
    assert left(promised(due)) == Deadline(Clock.RUNNING, due, days)


def test_calendar_days_are_counted_as_they_are() -> None:
    assert left(promised(date(2026, 9, 28), unit="calendar_day")).days == 4


def test_nothing_is_counted_beyond_the_known_calendar() -> None:
    assert left(promised(date(2027, 1, 4))) == Deadline(Clock.RUNNING, date(2027, 1, 4), None)
    assert deadline(promised(date(2026, 9, 28)), CaseState.REVIEW, today=THURSDAY, calendar=None).days is None


def test_the_last_day_is_told_apart() -> None:
    assert left(promised(THURSDAY)).clock is Clock.LAST_DAY


@pytest.mark.parametrize("told", [True, False])
def test_overdue_whoever_says_so(told: bool) -> None:
    late = left(promised(date(2026, 9, 22), overdue=told))
    assert late == Deadline(Clock.OVERDUE, date(2026, 9, 22), 2)


@pytest.mark.req("AC-08")
def test_a_paused_clock_is_no_overdue_one() -> None:
    late = left(promised(date(2026, 9, 1), paused=True, overdue=True), CaseState.SPECIAL)
    assert late.clock is Clock.PAUSED


def test_what_is_decided_is_over_and_what_is_not_promised_has_no_day() -> None:
    assert left(promised(date(2026, 9, 1)), CaseState.DONE_GRANTED).clock is Clock.OVER
    assert left(promised(None), CaseState.SUBMITTED).clock is Clock.NONE
