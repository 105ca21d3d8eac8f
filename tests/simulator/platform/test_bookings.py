"""Bookings: what is valid, what can be booked, credit, and where the seed puts them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from simulator.platform.running import RunningPlatform
from simulator.platform.seed_people import slot_around
from tests.simulator.platform.terminal import NOW, Terminal, code

SOCIAL_CARD = "11990100MB9900A09B3992012005000"
PRINT_ONLY = "11990100MB9900A09B3992012001000"


@pytest.mark.parametrize(
    ("person", "valid", "everything"),
    [
        ("two_bookings", ["bk-0001", "bk-0002"], 2),
        ("no_booking", [], 0),
        ("expired_booking", [], 1),
        ("rare_name", ["bk-0004"], 1),
    ],
)
def test_valid_means_booked_and_not_past(
    terminal: Terminal, person: str, valid: list[str], everything: int
) -> None:
    terminal.sign_in(person)
    assert [b["booking_id"] for b in terminal.get("/bookings").json()["bookings"]] == valid
    assert len(terminal.get("/bookings?status=all").json()["bookings"]) == everything


def test_a_booking_stops_being_valid_when_its_slot_ends(
    platform: RunningPlatform, terminal: Terminal
) -> None:
    platform.advance(35 * 60)
    terminal.sign_in("two_bookings")
    assert len(terminal.get("/bookings").json()["bookings"]) == 2
    platform.advance(60)
    assert [b["booking_id"] for b in terminal.get("/bookings").json()["bookings"]] == ["bk-0002"]
    assert terminal.get("/bookings?status=all").json()["bookings"][0]["status"] == "expired"


def test_one_days_bookings(terminal: Terminal) -> None:
    terminal.sign_in("two_bookings")
    assert len(terminal.get("/bookings?date=2026-03-12").json()["bookings"]) == 2
    assert terminal.get("/bookings?date=2026-03-13").json()["bookings"] == []


def test_the_seeded_bookings_are_valid_at_any_time_of_day() -> None:
    midnight = NOW.replace(hour=0, minute=0)
    for now in (midnight + timedelta(minutes=minute) for minute in range(24 * 60)):
        for when in ("now", "later"):
            start, end = slot_around(now, when)
            assert start < end
            assert end > now
            assert start.date() == end.date() == now.date()
        assert slot_around(now, "now")[0] <= now
        assert slot_around(now, "missed")[1] <= now


def test_slots_are_next_day_to_one_week_on_working_days(terminal: Terminal) -> None:
    answer = terminal.get(f"/bookings/slots?task_code={SOCIAL_CARD}").json()
    assert (answer["first_date"], answer["last_date"]) == ("2026-03-13", "2026-03-19")
    assert [day["date"] for day in answer["days"]] == [
        "2026-03-13", "2026-03-16", "2026-03-17", "2026-03-18", "2026-03-19",
    ]  # fmt: skip
    assert [slot["status"] for slot in answer["days"][0]["slots"]] == ["full", *["open"] * 5]


@pytest.mark.parametrize(
    ("now", "days"),
    [
        # Spring Festival 15–23 February; Saturdays 14 and 28 are working days.
        ("2026-02-13T09:00:00+08:00", ["2026-02-14"]),
        ("2026-02-27T09:00:00+08:00", ["2026-02-28", *(f"2026-03-0{n}" for n in range(2, 7))]),
        # Nothing is computed beyond the known calendar.
        ("2026-12-30T09:00:00+08:00", ["2026-12-31"]),
    ],
)
def test_slots_follow_the_calendar(now: str, days: list[str]) -> None:
    with RunningPlatform(now=datetime.fromisoformat(now)) as platform:
        answer = Terminal(platform).get(f"/bookings/slots?task_code={SOCIAL_CARD}").json()
    assert [day["date"] for day in answer["days"]] == days


def test_booking_and_cancelling_takes_and_frees_a_place(terminal: Terminal) -> None:
    def remaining() -> int:
        answer = terminal.get(f"/bookings/slots?task_code={SOCIAL_CARD}").json()
        return int(answer["days"][0]["slots"][1]["remaining"])

    terminal.sign_in("no_booking")
    before = remaining()
    booked = terminal.post("/bookings", {"slot_id": "sl-20260313-1000-A", "task_code": SOCIAL_CARD})
    assert (booked.status_code, remaining()) == (201, before - 1)
    cancelled = terminal.send("DELETE", f"/bookings/{booked.json()['booking_id']}")
    assert (cancelled.json()["status"], remaining()) == ("cancelled", before)
    again = terminal.send("DELETE", f"/bookings/{booked.json()['booking_id']}")
    assert code(again) == (409, "booking_not_changeable")


@pytest.mark.parametrize(
    ("slot_id", "task_code", "expected"),
    [
        ("sl-20260313-0900-A", SOCIAL_CARD, (409, "slot_full")),
        ("sl-20260312-1500-A", SOCIAL_CARD, (422, "date_outside_window")),
        ("sl-20260320-1000-A", SOCIAL_CARD, (422, "date_outside_window")),
        ("sl-20260314-1000-A", SOCIAL_CARD, (422, "date_outside_window")),
        ("sl-20260313-1000-B", SOCIAL_CARD, (422, "date_outside_window")),
        ("sl-20260313-1000-A", PRINT_ONLY, (422, "validation_failed")),
    ],
)
def test_what_cannot_be_booked(
    terminal: Terminal, slot_id: str, task_code: str, expected: tuple[int, str]
) -> None:
    terminal.sign_in("no_booking")
    assert code(terminal.post("/bookings", {"slot_id": slot_id, "task_code": task_code})) == expected


def test_the_last_place_goes_to_one_person(terminal: Terminal) -> None:
    wanted = {"slot_id": "sl-20260316-0900-B", "task_code": "11990100MB9903A31B4992009004000"}
    answers = []
    for person in ("two_bookings", "no_booking", "expired_booking", "rare_name", "middle_dot"):
        terminal.sign_in(person)
        answers.append(terminal.post("/bookings", wanted).status_code)
    assert answers == [201, 201, 201, 201, 409]


def test_one_booking_an_item_a_person(terminal: Terminal) -> None:
    terminal.sign_in("two_bookings")
    answer = terminal.post("/bookings", {"slot_id": "sl-20260313-1000-A", "task_code": SOCIAL_CARD})
    assert code(answer) == (409, "booking_exists")
    assert answer.json()["existing"] == {"kind": "booking", "id": "bk-0001"}


def test_four_no_shows_suspend_booking_with_an_until(platform: RunningPlatform, terminal: Terminal) -> None:
    terminal.sign_in("suspended")
    credit = terminal.get("/bookings").json()["credit"]
    assert (credit["no_shows"], credit["limit"]) == (4, 3)
    wanted = {"slot_id": "sl-20260313-1000-A", "task_code": SOCIAL_CARD}
    answer = terminal.post("/bookings", wanted)
    assert code(answer) == (423, "booking_suspended")
    assert answer.json()["until"] == credit["suspended_until"] == "2026-04-01T10:24:00+08:00"
    platform.advance(21 * 24 * 3600)
    terminal.token = None
    assert terminal.sign_in("suspended")["booking_suspended_until"] is None
    open_again = {"slot_id": "sl-20260403-1000-A", "task_code": SOCIAL_CARD}
    assert terminal.post("/bookings", open_again).status_code == 201


def test_someone_elses_booking_and_one_too_late_to_cancel(terminal: Terminal) -> None:
    terminal.sign_in("no_booking")
    assert code(terminal.send("DELETE", "/bookings/bk-0001")) == (403, "not_owner")
    terminal.sign_in("two_bookings")
    assert code(terminal.send("DELETE", "/bookings/bk-0001")) == (409, "booking_not_changeable")
