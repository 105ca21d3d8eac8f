"""Section 4: proofs, level, token, and late delivery."""

from __future__ import annotations

import json

import pytest

from simulator.platform.contract import Json
from simulator.platform.running import RunningPlatform
from simulator.platform.settings import citizens
from tests.simulator.platform.terminal import NOW, PEOPLE, Terminal, code, proof

REPORT: Json = {"reason": "device_fault", "occurred_at": NOW.isoformat()}
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


RESIDENTS = [person for person in citizens() if len(person["id_no"]) == 18]


@pytest.mark.parametrize("person", RESIDENTS, ids=lambda person: person["key"])
def test_the_invented_people_have_right_numbers_in_a_region_that_is_not(person: Json) -> None:
    number = person["id_no"]
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    assert number[17] == "10X98765432"[total % 11]
    assert number.startswith("990101")
    assert (int(number[16]) % 2 == 1) == (person["sex"] == "男")


def test_a_card_gives_level_two_and_a_masked_person(terminal: Terminal) -> None:
    session = terminal.sign_in("two_bookings")
    assert session["level"] == "L2"
    assert session["expires_at"] == "2026-03-12T10:54:00+08:00"
    assert session["person"]["name_masked"] == "张*例"
    assert session["person"]["id_masked"] == "990101********0010"
    assert "19850312" not in json.dumps(session)


@pytest.mark.parametrize(
    ("person", "masked", "band"),
    [
        ("middle_dot", "阿***例", "adult"),
        ("rare_name", "刘*䶮", "adult"),
        ("suspended", "陈*例", "from_60"),
        ("minor", "孙*本", "under_14"),
    ],
)
def test_names_and_ages(terminal: Terminal, person: str, masked: str, band: str) -> None:
    who = terminal.sign_in(person)["person"]
    assert (who["name_masked"], who["age_band"]) == (masked, band)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": "李样本"}, (422, "identity_rejected")),
        ({"id_no": "990101199001010001"}, (422, "identity_rejected")),
        ({"valid_to": "2026-03-11"}, (422, "identity_rejected")),
        ({"valid_to": "2026-03-12"}, None),
        ({"valid_to": "long_term"}, None),
    ],
)
def test_proofs_that_do_not_add_up(
    terminal: Terminal, changes: dict[str, str], expected: tuple[int, str] | None
) -> None:
    answer = terminal.post("/sessions", {"proofs": [proof("two_bookings", **changes)]})
    assert (None if answer.status_code == 201 else code(answer)) == expected


def test_an_expired_card_is_refused_by_the_platform_too(terminal: Terminal) -> None:
    answer = terminal.post("/sessions", {"proofs": [proof("expired_card")]})
    assert code(answer) == (422, "identity_rejected")
    assert "过期" in answer.json()["detail"]


def test_two_cards_of_two_people(terminal: Terminal) -> None:
    both = [proof("two_bookings"), proof("no_booking")]
    assert code(terminal.post("/sessions", {"proofs": both})) == (422, "identity_rejected")


def test_a_disabled_account(terminal: Terminal) -> None:
    answer = terminal.post("/sessions", {"proofs": [proof("disabled")]})
    assert code(answer) == (403, "account_disabled")
    assert "12345" in answer.json()["detail"]


def test_a_typed_number_is_level_one_until_a_card_raises_it(terminal: Terminal) -> None:
    session = terminal.sign_in("two_bookings", "typed_number")
    assert session["level"] == "L1"
    refused = terminal.get("/bookings")
    assert (*code(refused), refused.json()["required_level"]) == (403, "level_too_low", "L2")
    raised = terminal.post("/sessions/current/proofs", {"proofs": [proof("two_bookings")]}).json()
    assert (raised["level"], raised["session_id"]) == ("L2", session["session_id"])
    assert raised["expires_at"] == session["expires_at"]
    assert code(terminal.get("/bookings")) == (401, "session_invalid")
    terminal.token = raised["access_token"]
    assert terminal.get("/bookings").status_code == 200


def test_the_level_never_falls(terminal: Terminal) -> None:
    terminal.sign_in("two_bookings")
    typed = {"proofs": [proof("two_bookings", "typed_number")]}
    assert terminal.post("/sessions/current/proofs", typed).json()["level"] == "L2"


def test_another_persons_card_does_not_raise_the_session(terminal: Terminal) -> None:
    terminal.sign_in("two_bookings", "typed_number")
    answer = terminal.post("/sessions/current/proofs", {"proofs": [proof("no_booking")]})
    assert code(answer) == (422, "identity_rejected")


def test_a_token_works_with_its_device_only(platform: RunningPlatform, terminal: Terminal) -> None:
    terminal.sign_in("two_bookings")
    other = Terminal(platform, "K04", platform.activate("K04"))
    other.token = terminal.token
    assert code(other.get("/bookings")) == (401, "session_invalid")


def test_no_token_and_an_unknown_one(terminal: Terminal) -> None:
    assert code(terminal.get("/bookings")) == (401, "session_missing")
    terminal.token = "unknown"
    assert code(terminal.get("/bookings")) == (401, "session_invalid")


def test_a_token_ends_after_half_an_hour(platform: RunningPlatform, terminal: Terminal) -> None:
    terminal.sign_in("two_bookings")
    platform.advance(29 * 60)
    assert terminal.get("/bookings").status_code == 200
    platform.advance(60)
    assert code(terminal.get("/bookings")) == (401, "session_expired")


def test_ending_is_right_twice_and_after_expiry(platform: RunningPlatform, terminal: Terminal) -> None:
    terminal.sign_in("two_bookings")
    assert terminal.send("DELETE", "/sessions/current").status_code == 204
    assert code(terminal.get("/bookings")) == (401, "session_invalid")
    assert terminal.send("DELETE", "/sessions/current").status_code == 204
    terminal.token = None
    assert code(terminal.send("DELETE", "/sessions/current")) == (401, "session_missing")
    terminal.sign_in("two_bookings")
    platform.advance(3600)
    assert terminal.send("DELETE", "/sessions/current").status_code == 204
    assert platform.state()["sessions"] == {"all": 2, "open": 0}


def test_no_face_without_consent_and_no_unknown_verification(terminal: Terminal) -> None:
    face = {
        "kind": "face_match",
        "consent_id": "co-0001",
        "score": 0.3,
        "threshold": 0.55,
        "algorithm": "dlib-19",
        "liveness": "passed",
        "decided_at": NOW.isoformat(),
    }
    answer = terminal.post("/sessions", {"proofs": [proof("two_bookings"), face]})
    assert code(answer) == (403, "consent_missing")
    otp = {"kind": "otp", "verification_id": "ve-0001"}
    assert code(terminal.post("/sessions", {"proofs": [otp]})) == (410, "verification_expired")


def test_a_report_needs_nobody(terminal: Terminal) -> None:
    answer = terminal.post("/cannot-be-done-reports", REPORT).json()
    assert answer["kind"] == "cannot_be_done"
    # Five working days after Thursday 12 March.
    assert answer["promised_reply_by"] == "2026-03-19"


def test_a_confirmed_report_may_come_after_the_session_ended(
    platform: RunningPlatform, terminal: Terminal
) -> None:
    session = terminal.sign_in("two_bookings")
    confirmed = {"session_id": session["session_id"], "confirmed_at": platform.now().isoformat()}
    platform.advance(5)
    terminal.send("DELETE", "/sessions/current")
    terminal.token = None
    report = {**REPORT, "confirmation": confirmed}
    assert terminal.post("/cannot-be-done-reports", report).status_code == 201
    before = {**confirmed, "confirmed_at": "2026-03-12T10:00:00+08:00"}
    answer = terminal.post("/cannot-be-done-reports", {**REPORT, "confirmation": before})
    assert code(answer) == (401, "session_invalid")
    platform.advance(73 * 3600)
    assert code(terminal.post("/cannot-be-done-reports", report)) == (410, "confirmation_expired")


def test_with_a_token_the_confirmation_names_the_same_session(terminal: Terminal) -> None:
    terminal.sign_in("two_bookings")
    other = {"session_id": "se-9999", "confirmed_at": NOW.isoformat()}
    answer = terminal.post("/cannot-be-done-reports", {**REPORT, "confirmation": other})
    assert code(answer) == (401, "session_invalid")


def test_the_people_of_the_file_are_all_there() -> None:
    assert set(PEOPLE) >= {
        "two_bookings",
        "no_booking",
        "expired_booking",
        "suspended",
        "rare_name",
        "disabled",
    }
