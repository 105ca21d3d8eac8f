"""Section 3: a key is bound by the first request that succeeds."""

from __future__ import annotations

import threading
import uuid

import httpx
import pytest

from simulator.platform.running import RunningPlatform
from tests.simulator.platform.terminal import Terminal, code, proof

WALK_IN = {"source": "walk_in", "area_code": "A"}


def new_key() -> str:
    return str(uuid.uuid4())


def test_the_same_request_gets_the_same_answer_and_nothing_is_done_twice(
    terminal: Terminal, platform: RunningPlatform
) -> None:
    key = new_key()
    first = terminal.post("/queue-tickets", WALK_IN, key=key)
    again = terminal.post("/queue-tickets", WALK_IN, key=key)
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert len(platform.state()["tickets"]) == 1


def test_another_body_under_the_same_key(terminal: Terminal) -> None:
    key = new_key()
    terminal.post("/queue-tickets", WALK_IN, key=key)
    other = terminal.post("/queue-tickets", {"source": "walk_in", "area_code": "B"}, key=key)
    assert code(other) == (409, "idempotency_key_reused")


def test_another_path_under_the_same_key(terminal: Terminal) -> None:
    key = new_key()
    ticket = terminal.post("/queue-tickets", WALK_IN, key=key).json()["ticket_id"]
    reprint = terminal.post(f"/queue-tickets/{ticket}/reprints", {"reason": "lost"}, key=key)
    assert code(reprint) == (409, "idempotency_key_reused")


def test_a_refusal_binds_nothing(terminal: Terminal) -> None:
    key, body = new_key(), {"proofs": [proof("two_bookings", name="李样本")]}
    assert code(terminal.post("/sessions", body, key=key)) == (422, "identity_rejected")
    right = terminal.post("/sessions", {"proofs": [proof("two_bookings")]}, key=key)
    assert right.status_code == 201


def test_a_lost_answer_can_be_fetched_after_the_citizen_has_left(
    terminal: Terminal, platform: RunningPlatform
) -> None:
    terminal.sign_in("two_bookings")
    key, body = new_key(), {"source": "booking", "booking_id": "bk-0001"}
    platform.fault("issueQueueTicket", "swallow")
    with pytest.raises(httpx.RemoteProtocolError):
        terminal.post("/queue-tickets", body, key=key)
    terminal.send("DELETE", "/sessions/current")
    terminal.token = None
    answer = terminal.post("/queue-tickets", body, key=key)
    assert (answer.status_code, answer.json()["ticket_no"]) == (201, "A023")
    assert answer.headers["Idempotency-Replayed"] == "true"


def test_an_answer_is_kept_seven_days(terminal: Terminal, platform: RunningPlatform) -> None:
    key = new_key()
    terminal.post("/queue-tickets", WALK_IN, key=key)
    platform.advance(7 * 24 * 3600 - 60)
    assert terminal.post("/queue-tickets", WALK_IN, key=key).headers["Idempotency-Replayed"] == "true"
    platform.advance(120)
    assert "Idempotency-Replayed" not in terminal.post("/queue-tickets", WALK_IN, key=key).headers


@pytest.mark.parametrize("key", ["(none)", "not-a-uuid"])
def test_a_missing_or_ill_formed_key(terminal: Terminal, key: str) -> None:
    assert code(terminal.post("/queue-tickets", WALK_IN, key=key)) == (400, "idempotency_key_missing")


def test_a_request_that_still_runs(terminal: Terminal, platform: RunningPlatform) -> None:
    key, answers = new_key(), list[httpx.Response]()
    platform.fault("issueQueueTicket", "delay", seconds=1.0)
    slow = Terminal(platform)
    first = threading.Thread(target=lambda: answers.append(slow.post("/queue-tickets", WALK_IN, key=key)))
    first.start()
    # Before the first has arrived the second would simply be the first: ask until the platform has seen one.
    while not platform.state()["running"]:
        pass
    second = terminal.post("/queue-tickets", WALK_IN, key=key)
    first.join(30)
    assert code(second) == (409, "request_in_progress")
    assert second.headers["Retry-After"] == "1"
    assert answers[0].status_code == 201
    assert terminal.post("/queue-tickets", WALK_IN, key=key).headers["Idempotency-Replayed"] == "true"
    assert len(platform.state()["tickets"]) == 1
