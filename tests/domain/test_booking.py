"""Which bookings can be checked in now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from kiosk.domain.booking import Booking, Slot, Source, TicketRequest
from tests.fakes import AREA_B, CHINA, a_booking

FAR_WEST = timezone(timedelta(hours=-12))


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, second, tzinfo=CHINA)


def booked(start: datetime, end: datetime, status: str = "booked") -> Booking:
    return a_booking(status=status, slot=Slot(start, end))


@pytest.mark.req("BK-05", "BK-10")
@pytest.mark.parametrize(
    ("now", "can"),
    [
        pytest.param(at(11, 23, 59, 59), False, id="the evening before"),
        pytest.param(at(12, 0), True, id="midnight: however early"),
        pytest.param(at(12, 10, 30), True, id="as it begins"),
        pytest.param(at(12, 10, 59, 59), True, id="its last second"),
        pytest.param(at(12, 11), False, id="as it ends"),
        pytest.param(at(13, 10, 30), False, id="a day late"),
    ],
)
@pytest.mark.parametrize("zone", [CHINA, UTC, FAR_WEST], ids=str)
def test_today_and_not_past(now: datetime, can: bool, zone: timezone) -> None:
    booking = booked(at(12, 10, 30), at(12, 11))
    assert booking.can_check_in(now.astimezone(zone)) is can


@pytest.mark.req("BK-05")
def test_the_day_is_the_halls_and_not_the_clocks() -> None:
    early = booked(at(12, 7, 30), at(12, 8, 30))
    same_morning_in_utc_is_two_days = at(12, 8, 10).astimezone(UTC)
    assert early.can_check_in(same_morning_in_utc_is_two_days)
    yesterday_late = at(11, 23, 50).astimezone(FAR_WEST)
    assert not early.can_check_in(yesterday_late)


@pytest.mark.req("BK-05")
@pytest.mark.parametrize("status", ["cancelled", "checked_in", "no_show", "done", "", "BOOKED"])
def test_only_what_is_still_booked(status: str) -> None:
    assert not booked(at(12, 10, 30), at(12, 11), status).can_check_in(at(12, 10, 24))


def test_hours_are_said_as_on_a_clock() -> None:
    assert Slot(at(12, 9, 5), at(12, 11)).hours == "09:05–11:00"


def test_what_a_number_is_asked_for() -> None:
    for_booking = TicketRequest.for_booking(a_booking("bk-9"))
    assert (for_booking.source, for_booking.booking_id, for_booking.area_code) == (
        Source.BOOKING,
        "bk-9",
        None,
    )
    walk_in = TicketRequest.walk_in(AREA_B)
    assert (walk_in.source, walk_in.booking_id, walk_in.area_code) == (Source.WALK_IN, None, "B")
