"""Queue numbers: one for a booking, always one for a walk-in, booked people first."""

from __future__ import annotations

import pytest

from simulator.platform.contract import Json
from simulator.platform.running import RunningPlatform
from tests.simulator.platform.terminal import Terminal, code

SOCIAL_CARD = "11990100MB9900A09B3992012005000"


def take(terminal: Terminal, **wanted: str) -> Json:
    answer = terminal.post("/queue-tickets", wanted)
    assert answer.status_code == 201, answer.text
    ticket: Json = answer.json()
    return ticket


def test_a_booking_gives_a_number_with_its_slot(terminal: Terminal) -> None:
    terminal.sign_in("two_bookings")
    ticket = take(terminal, source="booking", booking_id="bk-0001")
    assert ticket["ticket_no"] == "A023"
    assert (ticket["priority"], ticket["source"], ticket["task_code"]) == ("booked", "booking", SOCIAL_CARD)
    assert ticket["slot"] == {"start": "2026-03-12T10:00:00+08:00", "end": "2026-03-12T11:00:00+08:00"}
    assert (ticket["people_ahead"], ticket["estimated_wait_minutes"]) == (2, 6)
    booking = terminal.get("/bookings?status=all").json()["bookings"][0]
    assert (booking["status"], booking["ticket_id"]) == ("checked_in", ticket["ticket_id"])


def test_one_booking_gives_one_number(terminal: Terminal) -> None:
    terminal.sign_in("two_bookings")
    first = take(terminal, source="booking", booking_id="bk-0001")
    again = terminal.post("/queue-tickets", {"source": "booking", "booking_id": "bk-0001"})
    assert code(again) == (409, "ticket_exists")
    assert again.json()["existing"] == {"kind": "queue_ticket", "id": first["ticket_id"]}


@pytest.mark.parametrize(
    ("person", "kind", "booking_id", "expected"),
    [
        ("no_booking", "id_card", "bk-0001", (403, "not_owner")),
        ("two_bookings", "typed_number", "bk-0001", (403, "level_too_low")),
        ("two_bookings", "id_card", "bk-9999", (404, "not_found")),
        ("expired_booking", "id_card", "bk-0003", (410, "booking_expired")),
    ],
)
def test_a_booking_that_gives_no_number(
    terminal: Terminal, person: str, kind: str, booking_id: str, expected: tuple[int, str]
) -> None:
    terminal.sign_in(person, kind)
    answer = terminal.post("/queue-tickets", {"source": "booking", "booking_id": booking_id})
    assert code(answer) == expected
    assert terminal.platform.state()["tickets"] == []


def test_a_booking_without_signing_in(terminal: Terminal) -> None:
    answer = terminal.post("/queue-tickets", {"source": "booking", "booking_id": "bk-0001"})
    assert code(answer) == (401, "session_missing")


def test_a_booking_of_another_day(terminal: Terminal) -> None:
    terminal.sign_in("no_booking")
    slot = {"slot_id": "sl-20260313-1000-A", "task_code": SOCIAL_CARD}
    booking_id = terminal.post("/bookings", slot).json()["booking_id"]
    answer = terminal.post("/queue-tickets", {"source": "booking", "booking_id": booking_id})
    assert code(answer) == (409, "state_conflict")


def test_a_cancelled_booking_gives_no_number(terminal: Terminal) -> None:
    terminal.sign_in("two_bookings")
    assert terminal.send("DELETE", "/bookings/bk-0002").status_code == 200
    answer = terminal.post("/queue-tickets", {"source": "booking", "booking_id": "bk-0002"})
    assert code(answer) == (410, "booking_expired")


def test_a_walk_in_needs_no_session(terminal: Terminal) -> None:
    first = take(terminal, source="walk_in", task_code=SOCIAL_CARD)
    second = take(terminal, source="walk_in", area_code="A")
    assert (first["ticket_no"], second["ticket_no"]) == ("A023", "A024")
    assert (first["priority"], first["slot"], first["item_name"]) == ("normal", None, "社会保障卡补换领申请")
    assert (second["task_code"], second["item_name"]) == (None, None)
    assert (first["people_ahead"], second["people_ahead"]) == (6, 7)
    assert take(terminal, source="walk_in", area_code="C")["ticket_no"] == "C012"


def test_a_suspended_citizen_takes_a_walk_in_number(terminal: Terminal) -> None:
    assert terminal.sign_in("suspended")["booking_suspended_until"]
    assert take(terminal, source="walk_in", area_code="A")["status"] == "waiting"


def test_booked_people_are_called_first_by_slot(platform: RunningPlatform, terminal: Terminal) -> None:
    walk_in = take(terminal, source="walk_in", area_code="A")
    green = take(terminal, source="walk_in", area_code="A", priority_claim="elder")
    terminal.sign_in("middle_dot")
    later = take(terminal, source="booking", booking_id="bk-0005")
    terminal.sign_in("two_bookings")
    now = take(terminal, source="booking", booking_id="bk-0001")

    def ahead(ticket: Json) -> int:
        return int(terminal.get(f"/queue-tickets/{ticket['ticket_id']}").json()["people_ahead"])

    assert green["priority"] == "green_channel"
    assert [ahead(ticket) for ticket in (now, later, green, walk_in)] == [2, 3, 4, 9]
    area = terminal.get("/hall/status").json()["areas"][0]
    assert area["waiting"] == 10
    assert len(platform.state()["tickets"]) == 4


@pytest.mark.parametrize("wanted", [{"area_code": "Z"}, {"task_code": SOCIAL_CARD[:-4] + "9999"}])
def test_an_unknown_item_or_area(terminal: Terminal, wanted: dict[str, str]) -> None:
    assert code(terminal.post("/queue-tickets", {"source": "walk_in", **wanted})) == (404, "not_found")


def test_the_days_numbers_run_out_and_start_anew_tomorrow(
    platform: RunningPlatform, terminal: Terminal
) -> None:
    numbers = [take(terminal, source="walk_in", area_code="B")["ticket_no"] for _ in range(97, 151)]
    assert (numbers[0], numbers[-1]) == ("B097", "B150")
    answer = terminal.post("/queue-tickets", {"source": "walk_in", "area_code": "B"})
    assert code(answer) == (409, "tickets_exhausted")
    platform.advance(24 * 3600)
    assert take(terminal, source="walk_in", area_code="B")["ticket_no"] == "B097"


def test_reprints_are_counted(terminal: Terminal) -> None:
    ticket = take(terminal, source="walk_in", area_code="A")
    path = f"/queue-tickets/{ticket['ticket_id']}"
    for count in (1, 2):
        again = terminal.post(f"{path}/reprints", {"reason": "printer_fault"}).json()
        assert (again["ticket_no"], again["reprints"]) == (ticket["ticket_no"], count)
    assert terminal.get(path).json()["reprints"] == 2


def test_yesterdays_number_is_not_reprinted(platform: RunningPlatform, terminal: Terminal) -> None:
    ticket = take(terminal, source="walk_in", area_code="A")
    platform.advance(24 * 3600)
    answer = terminal.post(f"/queue-tickets/{ticket['ticket_id']}/reprints", {"reason": "lost"})
    assert code(answer) == (409, "state_conflict")


def test_an_unknown_ticket(terminal: Terminal) -> None:
    assert code(terminal.get("/queue-tickets/ti-9999")) == (404, "not_found")
    answer = terminal.post("/queue-tickets/ti-9999/reprints", {"reason": "lost"})
    assert code(answer) == (404, "not_found")
