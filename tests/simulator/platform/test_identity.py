"""Proofs that the platform verifies itself, and the levels they add up to (section 4)."""

from __future__ import annotations

import secrets

import httpx
import pytest

from simulator.platform import identifiers, identity, levels
from simulator.platform.contract import Json
from simulator.platform.running import RunningPlatform
from simulator.platform.settings import organisations
from tests.simulator.platform.papers import upload
from tests.simulator.platform.terminal import NOW, PEOPLE, Terminal, code, face, proof

COMPANY = organisations()["organisations"][0]
ITEM = "11990100MB9901A1XH3992039002000"


def otp(terminal: Terminal, person: str, given: str = "246810") -> httpx.Response:
    sent = terminal.post(
        "/identity/otp", {"purpose": "sign_in", "to": "bound_phone", "id_no": PEOPLE[person]["id_no"]}
    )
    assert sent.status_code == 201, sent.text
    return terminal.post("/identity/otp/verify", {"otp_id": sent.json()["otp_id"], "code": given})


def factor(terminal: Terminal, person: str, value: str, kind: str = "social_security_card") -> Json:
    who = PEOPLE[person]
    wanted = {"factor": kind, "value": value, "id_no": who["id_no"], "name": who["name"]}
    told: Json = terminal.post("/identity/factors", wanted).json()
    return told


def scan(terminal: Terminal, payload: str) -> httpx.Response:
    return terminal.post("/identity/qr", {"payload": payload, "scanned_at": NOW.isoformat()})


def sessions(terminal: Terminal, *proofs: Json) -> httpx.Response:
    terminal.token = None
    return terminal.post("/sessions", {"proofs": list(proofs)})


def verified(kind: str, told: Json) -> Json:
    return {"kind": kind, "verification_id": told["verification_id"]}


@pytest.mark.parametrize(
    ("kinds", "stated", "level"),
    [
        ({"typed_number"}, (), "L1"),
        ({"typed_number", "population_match"}, (), "L1"),
        ({"otp"}, (), "L2"),
        ({"social_security_card"}, (), "L2"),
        ({"qr_identity"}, ("L2",), "L2"),
        ({"qr_identity"}, ("L3",), "L3"),
        ({"id_card", "face_match"}, (), "L3"),
        ({"typed_number", "face_match"}, (), "L1"),
        ({"qr_identity", "face_match"}, ("L2",), "L2"),
        ({"otp", "factor"}, (), "L2"),
        ({"id_card", "factor"}, (), "L2"),
        ({"id_card", "otp"}, (), "L2"),
        ({"id_card", "otp", "factor"}, (), "L3"),
        ({"qr_identity", "otp", "factor"}, ("L2",), "L3"),
        ({"id_card", "certificate"}, (), "L2"),
        ({"id_card", "face_match", "certificate"}, (), "L4"),
        ({"e_licence"}, ("L4",), "L4"),
    ],
)
def test_the_table_of_levels(kinds: set[str], stated: tuple[str, ...], level: str) -> None:
    assert levels.level_of(kinds, stated) == level


def test_a_code_by_text_message(platform: RunningPlatform, terminal: Terminal) -> None:
    told = otp(terminal, "no_booking").json()
    session = sessions(terminal, verified("otp", told)).json()
    assert (session["level"], session["person"]["name_masked"]) == ("L2", "李*本")
    # Used once.
    assert code(sessions(terminal, verified("otp", told))) == (410, "verification_expired")
    platform.advance(60)
    told = otp(terminal, "no_booking").json()
    platform.advance(601)
    assert code(sessions(terminal, verified("otp", told))) == (410, "verification_expired")


def test_wrong_codes_are_counted_and_lock(platform: RunningPlatform, terminal: Terminal) -> None:
    wanted = {"purpose": "raise_level", "to": "typed_phone", "phone": PEOPLE["no_booking"]["phone"]}
    sent = terminal.post("/identity/otp", wanted).json()
    assert sent["phone_masked"] == "138****0002"
    soon = terminal.post("/identity/otp", wanted)
    assert code(soon) == (429, "rate_limited")
    assert 0 < int(soon.headers["Retry-After"]) <= 60
    for left in (4, 3, 2, 1):
        wrong = terminal.post("/identity/otp/verify", {"otp_id": sent["otp_id"], "code": "000000"})
        assert (*code(wrong), wrong.json()["attempts_left"]) == (422, "otp_wrong", left)
    last = terminal.post("/identity/otp/verify", {"otp_id": sent["otp_id"], "code": "000000"})
    assert (*code(last), last.json()["until"]) == (423, "otp_locked", "2026-03-12T10:54:00+08:00")
    assert code(terminal.post("/identity/otp", wanted)) == (423, "otp_locked")
    platform.advance(30 * 60)
    assert otp(terminal, "no_booking").status_code == 200


def test_an_old_code_and_one_that_was_replaced(platform: RunningPlatform, terminal: Terminal) -> None:
    wanted = {"purpose": "sign_in", "to": "bound_phone", "id_no": PEOPLE["no_booking"]["id_no"]}
    first = terminal.post("/identity/otp", wanted).json()["otp_id"]
    platform.advance(60)
    second = terminal.post("/identity/otp", wanted).json()["otp_id"]
    for number in (first, second):
        answer = terminal.post("/identity/otp/verify", {"otp_id": number, "code": "246810"})
        assert answer.status_code == (410 if number == first else 200)
    platform.advance(60)
    third = terminal.post("/identity/otp", wanted).json()["otp_id"]
    platform.advance(300)
    late = terminal.post("/identity/otp/verify", {"otp_id": third, "code": "246810"})
    assert code(late) == (410, "otp_expired")


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"to": "bound_phone"}, (422, "validation_failed")),
        ({"to": "typed_phone", "phone": "13900000000"}, (404, "not_found")),
        ({"to": "bound_phone", "id_no": PEOPLE["minor"]["id_no"]}, (404, "not_found")),
        ({"to": "bound_phone", "id_no": PEOPLE["disabled"]["id_no"]}, (403, "account_disabled")),
    ],
)
def test_where_no_code_can_go(terminal: Terminal, wanted: Json, expected: tuple[int, str]) -> None:
    assert code(terminal.post("/identity/otp", {"purpose": "sign_in", **wanted})) == expected


def test_level_three_without_any_face(terminal: Terminal) -> None:
    session = terminal.sign_in("two_bookings")
    assert session["raise_by"] == [
        {"level": "L3", "proofs": ["face_match"]},
        {"level": "L3", "proofs": ["otp", "factor"]},
    ]
    token, terminal.token = terminal.token, None
    text, card = otp(terminal, "two_bookings").json(), factor(terminal, "two_bookings", "SAMPLE000001")
    terminal.token = token
    proofs = {"proofs": [verified("otp", text), verified("factor", card)]}
    raised = terminal.post("/sessions/current/proofs", proofs).json()
    assert (raised["level"], raised["raise_by"]) == ("L3", [{"level": "L4", "proofs": ["certificate"]}])


def test_another_persons_code_does_not_raise(terminal: Terminal) -> None:
    text = otp(terminal, "no_booking").json()
    terminal.sign_in("two_bookings")
    answer = terminal.post("/sessions/current/proofs", {"proofs": [verified("otp", text)]})
    assert code(answer) == (422, "identity_rejected")
    # Refused, so it is not spent.
    assert sessions(terminal, verified("otp", text)).status_code == 201


def test_a_verification_is_for_one_terminal(platform: RunningPlatform, terminal: Terminal) -> None:
    text = otp(terminal, "no_booking").json()
    other = Terminal(platform, "K04", platform.activate("K04"))
    assert code(sessions(other, verified("otp", text))) == (410, "verification_expired")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"score": 0.5}, (422, "identity_rejected")),
        ({"score": 0.55}, None),
        ({"consent_id": "co-9999"}, (403, "consent_missing")),
    ],
)
def test_a_face_needs_consent_and_its_threshold(
    terminal: Terminal, changes: Json, expected: tuple[int, str] | None
) -> None:
    terminal.sign_in("two_bookings")
    given = face(terminal.consent("face")) | changes
    answer = terminal.post("/sessions/current/proofs", {"proofs": [given]})
    assert (None if answer.status_code == 200 else code(answer)) == expected


def test_a_withdrawn_consent_is_none(terminal: Terminal) -> None:
    terminal.sign_in("two_bookings")
    consent = terminal.consent("face")
    assert terminal.send("DELETE", f"/consents/{consent}").status_code == 204
    assert terminal.send("DELETE", f"/consents/{consent}").status_code == 204
    terminal.platform.advance(1)
    answer = terminal.post("/sessions/current/proofs", {"proofs": [face(consent)]})
    assert code(answer) == (403, "consent_missing")
    mine = terminal.consent("face")
    terminal.sign_in("no_booking")
    assert code(terminal.send("DELETE", f"/consents/{mine}")) == (403, "not_owner")
    assert code(terminal.send("DELETE", "/consents/co-9999")) == (404, "not_found")


def test_a_consent_to_another_text(terminal: Terminal) -> None:
    terminal.sign_in("two_bookings")
    given = {"kind": "face", "text_version": "face-1", "given_at": NOW.isoformat(), "method": "touch"}
    assert code(terminal.post("/consents", given)) == (422, "validation_failed")


@pytest.mark.parametrize(
    ("person", "name", "result"),
    [
        ("two_bookings", "张示例", "match"),
        ("two_bookings", "李样本", "mismatch"),
        ("silent", "曹无应", "unavailable"),
    ],
)
def test_the_population_library(terminal: Terminal, person: str, name: str, result: str) -> None:
    wanted = {"id_type": "resident_id_card", "id_no": PEOPLE[person]["id_no"], "name": name}
    told = terminal.post("/identity/verify", wanted).json()
    assert told["result"] == result
    assert (told["verification_id"] is not None) == (result == "match")


def test_factors(terminal: Terminal) -> None:
    assert factor(terminal, "two_bookings", "SAMPLE000009")["result"] == "mismatch"
    assert factor(terminal, "two_bookings", "990100000001", "provident_fund")["result"] == "match"
    assert factor(terminal, "no_booking", "990100000001", "provident_fund")["result"] == "mismatch"
    assert factor(terminal, "silent", "x")["result"] == "unavailable"


@pytest.mark.parametrize(("payload", "level"), [("SAMPLE-EID-0001", "L2"), ("SAMPLE-EID-0001-L3", "L3")])
def test_a_code_on_the_phone(terminal: Terminal, payload: str, level: str) -> None:
    told = scan(terminal, payload).json()
    assert (told["kind"], told["level"], told["name_masked"]) == ("identity", level, "张*例")
    assert sessions(terminal, verified("qr_identity", told)).json()["level"] == level


def test_codes_that_are_old_or_mean_nothing(terminal: Terminal) -> None:
    assert code(scan(terminal, "SAMPLE-EID-OLD")) == (410, "qr_expired")
    for payload in ("nothing", "CSnothing", "BK000000", "QTnothing", "IT1", "CS"):
        assert code(scan(terminal, payload)) == (404, "qr_unknown")


def test_the_platforms_own_papers(terminal: Terminal) -> None:
    assert scan(terminal, "BK880001").json() == {"kind": "booking", "booking_id": "bk-0001"}
    ticket = terminal.post("/queue-tickets", {"source": "walk_in", "area_code": "A"}).json()
    assert scan(terminal, ticket["qr_payload"]).json() == {
        "kind": "queue_ticket",
        "ticket_id": ticket["ticket_id"],
    }
    assert scan(terminal, f"IT{ITEM}").json() == {"kind": "item", "task_code": ITEM}
    terminal.sign_in("all_states")
    case_no = terminal.get("/cases?holder=me").json()["cases"][0]["case_no"]
    full = terminal.get(f"/cases/{case_no}").json()
    assert scan(terminal, full["query"]["qr_payload"]).json() == {"kind": "case", "case_no": case_no}


def certificate(terminal: Terminal, nonce: str, *, bound_to: str | None = None) -> Json:
    """Send the company's certificate signature under ``nonce``."""
    stamp = str(int(terminal.platform.now().timestamp()))
    value = identity.certificate_signature("K03", stamp, bound_to or nonce, COMPANY["certificate"].encode())
    wanted = {"factor": "certificate", "value": value, "id_no": COMPANY["uscc"], "name": COMPANY["name"]}
    told: Json = terminal.post("/identity/factors", wanted, x_nonce=nonce, x_timestamp=stamp).json()
    return told


def test_level_four_by_the_companys_certificate(terminal: Terminal) -> None:
    nonce = secrets.token_hex(12)
    assert certificate(terminal, nonce, bound_to="x" * 24)["result"] == "mismatch"
    told = certificate(terminal, secrets.token_hex(12))
    session = terminal.sign_in_fully("legal_rep")
    raised = terminal.post("/sessions/current/proofs", {"proofs": [verified("certificate", told)]}).json()
    assert (raised["level"], raised["session_id"]) == ("L4", session["session_id"])
    # Someone who has nothing to do with the company cannot use its certificate.
    told = certificate(terminal, secrets.token_hex(12))
    terminal.sign_in_fully("two_bookings")
    answer = terminal.post("/sessions/current/proofs", {"proofs": [verified("certificate", told)]})
    assert code(answer) == (422, "identity_rejected")


def test_an_electronic_licence(terminal: Terminal) -> None:
    told = scan(terminal, "SAMPLE-EBL-0001").json()
    assert (told["kind"], told["level"]) == ("e_licence", "L4")
    session = sessions(terminal, verified("e_licence", told)).json()
    assert (session["level"], session["person"]["subject_type"], session["person"]["age_band"]) == (
        "L4",
        "2",
        None,
    )
    assert session["person"]["id_masked"].startswith("919901")


def test_a_locked_account_and_a_document_whose_chip_was_not_checked(terminal: Terminal) -> None:
    locked = terminal.post("/sessions", {"proofs": [proof("locked")]})
    assert (*code(locked), locked.json()["until"]) == (423, "account_locked", "2026-03-12T11:24:00+08:00")
    travel = proof("two_bookings", "travel_document")
    assert code(terminal.post("/sessions", {"proofs": [travel]})) == (422, "identity_rejected")
    assert sessions(terminal, {**travel, "chip_verified": True}).json()["level"] == "L2"
    assert sessions(terminal, proof("two_bookings", "social_security_card")).json()["level"] == "L2"


def test_asking_to_act_for_someone(platform: RunningPlatform, terminal: Terminal) -> None:
    session = terminal.sign_in_fully("no_booking")
    letter = upload(terminal, session, purpose="delegation_letter")
    who = PEOPLE["two_bookings"]
    principal = {
        "subject_type": "1",
        "id_type": "resident_id_card",
        "id_no": who["id_no"],
        "name": who["name"],
    }
    wanted = {
        "principal": principal, "relation": "delegate", "task_codes": [ITEM], "valid_to": "2026-06-01",
        "letter_upload_ids": [letter],
    }  # fmt: skip
    wrong = terminal.post("/delegations", wanted | {"principal": principal | {"name": "王测试"}})
    assert code(wrong) == (422, "validation_failed")
    past = terminal.post("/delegations", wanted | {"valid_to": "2026-03-11"})
    assert code(past) == (422, "validation_failed")
    asked = terminal.post("/delegations", wanted).json()
    assert (asked["name"], asked["delegation"]["status"]) == ("张*例", "pending_review")
    number, subject_id = asked["delegation"]["delegation_id"], asked["subject_id"]
    path = f"/cases?holder=me&subject_id={subject_id}&task_code={ITEM}"
    assert code(terminal.get(path)) == (403, "delegation_pending")
    platform.control.put(f"delegations/{number}", json={"status": "active"}).raise_for_status()
    assert terminal.get(path).status_code == 200
    # The one acted for may end it too.
    terminal.sign_in_fully("two_bookings")
    assert terminal.send("DELETE", f"/delegations/{number}").status_code == 204
    assert code(terminal.send("DELETE", "/delegations/de-0002")) == (403, "not_owner")
    terminal.token = None
    terminal.sign_in("no_booking")
    assert code(terminal.get(path)) == (403, "delegation_revoked")


def test_only_subjects_for_an_item(terminal: Terminal) -> None:
    terminal.sign_in("delegate")
    listed = terminal.get("/subjects").json()["subjects"]
    assert (listed[0]["relation"], listed[0]["name"]) == ("self", "许代办")
    assert {s["delegation"]["status"] for s in listed[1:]} == {
        "active", "pending_review", "expired", "revoked", "rejected",
    }  # fmt: skip
    legal_aid = "11990100MB9911A15Y4990513001000"
    fewer = terminal.get(f"/subjects?task_code={legal_aid}").json()["subjects"]
    assert len(fewer) == len(listed) - 1


@pytest.mark.parametrize(
    "identifier",
    [
        "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
        "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9",
    ],
)
def test_published_certificate_identifiers_have_the_right_check_character(identifier: str) -> None:
    *parts, check = identifier.removeprefix(f"{identifiers.ROOT}.").split(".")
    assert identifiers.check_character("".join(parts)) == check
