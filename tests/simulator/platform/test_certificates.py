"""Certificates and print grants: quota, race, digests, expiry, outcome."""

from __future__ import annotations

import hashlib
import hmac
import threading
import uuid
from typing import Any

import httpx
import pytest

from simulator.platform.contract import Json
from simulator.platform.running import RunningPlatform
from tests.simulator.platform.papers import confirmation, upload
from tests.simulator.platform.terminal import Terminal, code

INSURED = "11990100MB9900A09B3992012001000"
DEED = "不动产权证书"


def held(terminal: Terminal, name: str) -> Json:
    listed = terminal.get("/certificates?limit=200").json()["certificates"]
    found: Json = next(c for c in listed if c["type_name"] == name)
    return found


def grant(terminal: Terminal, certificate: Json, copies: int = 1, **changes: Any) -> httpx.Response:
    wanted = {"copies": copies, "purpose": "办理贷款", "consent_id": terminal.consent("certificate_use")}
    return terminal.post(f"/certificates/{certificate['certificate_id']}/print-grants", wanted | changes)


def report(terminal: Terminal, number: str, outcome: str, copies: int) -> httpx.Response:
    told = {
        "outcome": outcome,
        "copies_printed": copies,
        "finished_at": terminal.platform.now().isoformat(),
        "record_id": str(uuid.uuid4()),
    }
    path = f"/print-grants/{number}"
    return terminal.send("PATCH", path, httpx.Request("PATCH", "http://x", json=told).content)


def left(terminal: Terminal, name: str) -> int:
    return int(held(terminal, name)["print"]["copies_left"])


def test_certificates_in_every_status(terminal: Terminal) -> None:
    terminal.sign_in_fully("all_states")
    listed = terminal.get("/certificates?limit=200").json()["certificates"]
    cards = {c["type_name"]: c for c in listed if c["kind"] == "e_certificate"}
    assert {name: c["status"] for name, c in cards.items()} == {
        DEED: "valid",
        "机动车驾驶证": "expired",
        "结婚证": "revoked",
        "教师资格证": "suspended",
        "残疾人证": "valid",
    }
    assert {name for name, c in cards.items() if c["usable_as_material"]} == {DEED}
    assert cards["残疾人证"]["why_not"] == "电子印章没有通过核对。"
    assert [c["printable"] for c in listed if c["kind"] == "proof"] == [True] * 7
    assert "吴办件" not in str(listed)
    only = terminal.get(f"/certificates?task_code={INSURED}").json()["certificates"]
    assert [c["type_name"] for c in only] == ["社会保险参保证明"]


def test_a_card_alone_shows_no_certificates(terminal: Terminal) -> None:
    terminal.sign_in("all_states")
    assert code(terminal.get("/certificates")) == (403, "level_too_low")


def test_a_grant_its_file_and_its_signature(platform: RunningPlatform, terminal: Terminal) -> None:
    terminal.sign_in_fully("two_bookings")
    proof = held(terminal, "社会保险参保证明")
    told = grant(terminal, proof, 2).json()
    assert (told["status"], told["copies"], told["copies_left"]) == ("open", 2, 3)
    assert told["expires_at"] == "2026-03-12T10:34:00+08:00"
    terminal.token = None
    file = terminal.get(told["file"]["download_path"])
    assert len(file.content) == told["file"]["size"]
    assert hashlib.sha256(file.content).hexdigest() == told["file"]["sha256"]
    assert hashlib.new("sm3", file.content).hexdigest() == told["file"]["sm3"]
    # As the contract's `signature` says: these parts joined by LF, keyed with the device secret.
    parts = [told[name] for name in ("grant_id", "certificate_id", "device_id", "copies", "expires_at")]
    parts += [told["file"]["sha256"], told["file"]["sm3"], told["print_no"]]
    text = "\n".join(str(part) for part in parts).encode()
    expected = hmac.new(bytes.fromhex(platform.secret), text, "sm3").hexdigest()
    assert told["signature"] == {"alg": "HMAC-SM3", "key_id": "device", "value": expected}
    assert report(terminal, told["grant_id"], "printed", 2).json()["status"] == "printed"
    assert code(terminal.get(told["file"]["download_path"])) == (409, "grant_closed")
    assert code(report(terminal, told["grant_id"], "failed", 0)) == (409, "grant_closed")


def test_another_terminal_prints_nothing(platform: RunningPlatform, terminal: Terminal) -> None:
    terminal.sign_in_fully("two_bookings")
    told = grant(terminal, held(terminal, "社会保险参保证明")).json()
    other = Terminal(platform, "K04", platform.activate("K04"))
    assert code(other.get(told["file"]["download_path"])) == (403, "not_owner")
    assert code(report(other, told["grant_id"], "printed", 1)) == (403, "not_owner")


@pytest.mark.parametrize(
    ("outcome", "printed", "back"),
    [("printed", 2, 0), ("printed", 1, 1), ("failed", 0, 2), ("unknown", 0, 0)],
)
def test_copies_that_did_not_come_out_go_back(
    terminal: Terminal, outcome: str, printed: int, back: int
) -> None:
    terminal.sign_in_fully("all_states")
    told = grant(terminal, held(terminal, DEED), 2).json()
    assert left(terminal, DEED) == 0
    terminal.get(told["file"]["download_path"])
    assert report(terminal, told["grant_id"], outcome, printed).json()["copies_left"] == back
    assert left(terminal, DEED) == back


def test_unknown_may_be_settled_later(platform: RunningPlatform, terminal: Terminal) -> None:
    terminal.sign_in_fully("all_states")
    told = grant(terminal, held(terminal, DEED), 2).json()
    terminal.get(told["file"]["download_path"])
    platform.advance(700)
    assert report(terminal, told["grant_id"], "unknown", 0).json()["status"] == "unknown"
    assert report(terminal, told["grant_id"], "failed", 1).json()["status"] == "failed"
    assert left(terminal, DEED) == 1


def test_an_unfetched_grant_gives_its_copies_back(platform: RunningPlatform, terminal: Terminal) -> None:
    terminal.sign_in_fully("all_states")
    unfetched = grant(terminal, held(terminal, DEED)).json()
    fetched = grant(terminal, held(terminal, DEED)).json()
    terminal.get(fetched["file"]["download_path"])
    assert left(terminal, DEED) == 0
    platform.advance(600)
    assert left(terminal, DEED) == 1
    assert code(terminal.get(unfetched["file"]["download_path"])) == (410, "grant_expired")
    assert code(report(terminal, unfetched["grant_id"], "printed", 1)) == (409, "grant_closed")
    assert report(terminal, fetched["grant_id"], "printed", 1).status_code == 200


def test_the_quota_of_a_day(platform: RunningPlatform, terminal: Terminal) -> None:
    terminal.sign_in_fully("two_bookings")
    proof = held(terminal, "社会保险参保证明")
    assert code(grant(terminal, proof, 4)) == (422, "validation_failed")
    assert grant(terminal, proof, 3).status_code == 201
    over = grant(terminal, proof, 3)
    assert (*code(over), over.json()["until"]) == (409, "print_quota_exhausted", "2026-03-13T00:00:00+08:00")
    assert grant(terminal, proof, 2).status_code == 201
    spent = held(terminal, "社会保险参保证明")
    assert (spent["printable"], spent["print"]["copies_left"]) == (False, 0)
    platform.advance(14 * 3600)
    terminal.sign_in_fully("two_bookings")
    assert left(terminal, "社会保险参保证明") == 5


def test_two_terminals_race_for_the_last_copy(platform: RunningPlatform, terminal: Terminal) -> None:
    terminal.sign_in_fully("all_states")
    assert grant(terminal, held(terminal, DEED)).status_code == 201
    other = Terminal(platform, "K04", platform.activate("K04"))
    other.sign_in_fully("all_states")
    deed, answers, start = held(terminal, DEED), list[int](), threading.Barrier(2)

    def ask(kiosk: Terminal, consent_id: str) -> None:
        start.wait()
        answers.append(grant_with(kiosk, deed, consent_id).status_code)

    threads = [
        threading.Thread(target=ask, args=(k, k.consent("certificate_use"))) for k in (terminal, other)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [201, 409]


def grant_with(terminal: Terminal, certificate: Json, consent_id: str) -> httpx.Response:
    wanted = {"copies": 1, "purpose": "办理贷款", "consent_id": consent_id}
    return terminal.post(f"/certificates/{certificate['certificate_id']}/print-grants", wanted)


def test_what_is_not_granted(platform: RunningPlatform, terminal: Terminal) -> None:
    terminal.sign_in_fully("all_states")
    deed = held(terminal, DEED)
    for name in ("机动车驾驶证", "结婚证", "教师资格证", "残疾人证"):
        assert code(grant(terminal, held(terminal, name))) == (409, "certificate_not_usable")
    assert code(grant(terminal, deed, consent_id=terminal.consent("face"))) == (403, "consent_missing")
    assert code(grant(terminal, {"certificate_id": "ce-9999"})) == (404, "not_found")
    told = grant(terminal, deed).json()
    number = deed["certificate_id"]
    platform.control.put(f"certificates/{number}", json={"status": "revoked"}).raise_for_status()
    assert code(terminal.get(told["file"]["download_path"])) == (409, "certificate_not_usable")
    terminal.sign_in_fully("two_bookings")
    assert code(grant(terminal, deed)) == (403, "not_owner")


def test_a_companys_licence_needs_level_four(terminal: Terminal) -> None:
    terminal.sign_in_fully("legal_rep")
    company = terminal.get("/subjects").json()["subjects"][1]["subject_id"]
    (licence,) = terminal.get(f"/certificates?subject_id={company}").json()["certificates"]
    assert (licence["type_name"], licence["print"]["numbered_paper"]) == ("营业执照", True)
    answer = grant(terminal, licence, subject_id=company)
    assert (*code(answer), answer.json()["required_level"]) == (403, "level_too_low", "L4")


def test_the_holder_says_that_data_are_wrong(terminal: Terminal) -> None:
    session = terminal.sign_in_fully("all_states")
    deed = held(terminal, DEED)
    evidence = upload(terminal, session, purpose="objection")
    told = {
        "label": "坐落",
        "content": "门牌号写错了。",
        "evidence_upload_ids": [evidence],
        "confirmation": confirmation(terminal, session),
    }
    answer = terminal.post(f"/certificates/{deed['certificate_id']}/objections", told).json()
    assert (answer["kind"], answer["title"]) == ("objection", "不动产权证书信息有误")
    other = terminal.sign_in_fully("two_bookings")
    told = told | {"evidence_upload_ids": [], "confirmation": confirmation(terminal, other)}
    answer = terminal.post(f"/certificates/{deed['certificate_id']}/objections", told)
    assert code(answer) == (403, "not_owner")
