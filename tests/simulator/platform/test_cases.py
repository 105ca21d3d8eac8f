"""Looking at cases, and what a holder does with one: every state, correction, withdrawal, result."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest

from simulator.platform import case_states, contract
from simulator.platform.contract import Json
from simulator.platform.running import RunningPlatform
from tests.simulator.platform.papers import RESIDENCE, case_of, confirmation, legal_aid, upload
from tests.simulator.platform.terminal import Terminal, code

STATES = contract.load().document["components"]["schemas"]["CaseState"]["enum"]


def move(platform: RunningPlatform, case_no: str, **to: Any) -> int:
    return platform.control.put(f"cases/{case_no}", json=to).status_code


def test_there_is_a_case_in_every_state(terminal: Terminal) -> None:
    terminal.sign_in("all_states")
    cases = terminal.get("/cases?holder=me&limit=200").json()["cases"]
    assert sorted(case["state"] for case in cases) == sorted(STATES)
    assert [case["submitted_at"] for case in cases] == sorted(
        (c["submitted_at"] for c in cases), reverse=True
    )


@pytest.mark.parametrize("state", STATES)
def test_every_state_tells_its_next_steps_within_the_vocabulary(terminal: Terminal, state: str) -> None:
    terminal.sign_in("all_states")
    case = terminal.get(f"/cases/{case_of(terminal, state)}").json()
    allowed = {*case_states.next_actions(state, case["handling_mode"]), "pay"}
    actions = [step["action"] for step in case["next_steps"]]
    assert actions
    assert set(actions) <= allowed
    assert len(case["state_text"]) >= 2
    current = [step for step in case["process"] if step["status"] == "current"]
    assert bool(current) == (state in case_states.OPEN - {"FORWARDED"} | case_states.DECIDED)
    times = [step["started_at"] for step in case["process"] if step["started_at"]]
    assert all(times)


def test_pages_and_filters(terminal: Terminal) -> None:
    terminal.sign_in("all_states")
    seen, cursor = [], ""
    while True:
        page = terminal.get(f"/cases?holder=me&limit=5{cursor}").json()
        seen += [case["case_no"] for case in page["cases"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert len(seen) == len(set(seen)) == 16
    one = terminal.get("/cases?holder=me&state=SPECIAL").json()["cases"]
    assert [case["item_name"] for case in one] == ["法律援助申请"]
    assert code(terminal.get("/cases?holder=everyone")) == (400, "malformed_request")


def test_by_number_alone_only_the_minimal_view(terminal: Terminal) -> None:
    terminal.sign_in("all_states")
    case_no = case_of(terminal, "REVIEW")
    full = terminal.get(f"/cases/{case_no}").json()
    terminal.token = None
    minimal = terminal.get(f"/cases/{case_no}").json()
    assert minimal["view"] == "minimal"
    assert case_no not in str(minimal)
    assert "吴" not in str(minimal)
    assert full["process"][1]["officer_name"] not in str(minimal)
    # The short application number names the same case.
    alias = full["aliases"]["application_no"]
    assert terminal.get(f"/cases/{alias}").json() == minimal
    assert code(terminal.get(f"/cases/{case_no}?view=full")) == (401, "session_missing")
    terminal.sign_in("no_booking")
    assert terminal.get(f"/cases/{case_no}").json() == minimal
    assert code(terminal.get(f"/cases/{case_no}?view=full")) == (403, "not_owner")
    assert code(terminal.get(f"/cases/{case_no}/documents/do-0001")) == (403, "level_too_low")


def test_a_typed_number_opens_no_full_view(terminal: Terminal) -> None:
    terminal.sign_in("all_states")
    case_no = case_of(terminal, "REVIEW")
    terminal.sign_in("all_states", "typed_number")
    assert terminal.get(f"/cases/{case_no}").json()["view"] == "minimal"
    assert code(terminal.get(f"/cases/{case_no}?view=full")) == (403, "level_too_low")


def test_the_fifth_unknown_number_cools_the_terminal_down(
    platform: RunningPlatform, terminal: Terminal
) -> None:
    terminal.sign_in("all_states")
    known = case_of(terminal, "REVIEW")
    token, terminal.token = terminal.token, None
    for n in range(5):
        assert code(terminal.get(f"/cases/no-such-{n}")) == (404, "case_not_found")
    for number in ("no-such-6", known):
        cooled = terminal.get(f"/cases/{number}")
        assert code(cooled) == (429, "lookup_cooldown")
        assert 0 < int(cooled.headers["Retry-After"]) <= 600
    other = Terminal(platform, "K04", platform.activate("K04"))
    assert other.get(f"/cases/{known}").status_code == 200
    # One's own case is not guessed.
    terminal.token = token
    assert terminal.get(f"/cases/{known}").status_code == 200
    terminal.token = None
    platform.advance(600)
    assert terminal.get(f"/cases/{known}").status_code == 200


def test_documents_are_small_pdfs_with_their_digests(terminal: Terminal) -> None:
    terminal.sign_in_fully("all_states")
    case = terminal.get(f"/cases/{case_of(terminal, 'DONE_REFUSED')}").json()
    assert [d["kind"] for d in case["documents"]] == ["receipt", "acceptance_notice", "refusal_decision"]
    for told in case["documents"]:
        answer = terminal.get(f"/cases/{case['case_no']}/documents/{told['document_id']}")
        assert answer.headers["Content-Type"] == "application/pdf"
        assert (len(answer.content), answer.content[:8]) == (told["size"], b"%PDF-1.4")
        digest = hashlib.sha256(answer.content)
        assert digest.hexdigest() == told["sha256"]
        assert hashlib.new("sm3", answer.content).hexdigest() == told["sm3"]
        expected = f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
        assert answer.headers["Content-Digest"] == expected
    assert code(terminal.get(f"/cases/{case['case_no']}/documents/do-9999")) == (404, "not_found")


def test_unread_until_seen(terminal: Terminal) -> None:
    terminal.sign_in("all_states")
    number = case_of(terminal, "REVIEW")

    def unread() -> bool:
        cases = terminal.get("/cases?holder=me&limit=200").json()["cases"]
        return bool(next(case["unread"] for case in cases if case["case_no"] == number))

    assert unread()
    terminal.get(f"/cases/{number}?view=minimal")
    assert unread()
    terminal.get(f"/cases/{number}")
    assert not unread()


def test_promises_pause_and_run_over(terminal: Terminal) -> None:
    terminal.sign_in("all_states")
    late = terminal.get(f"/cases/{case_of(terminal, 'REVIEW')}").json()
    assert (late["promised"]["overdue"], late["promised"]["clock_paused"]) == (True, False)
    assert late["next_steps"][0]["action"] == "pay"
    assert late["fee"]["status"] == "unpaid"
    special = terminal.get(f"/cases/{case_of(terminal, 'SPECIAL')}").json()
    assert (special["promised"]["overdue"], special["promised"]["clock_paused"]) == (False, True)


def test_the_whole_way_of_a_case(platform: RunningPlatform, terminal: Terminal) -> None:
    session = terminal.sign_in_fully("no_booking")
    case = terminal.post("/cases", legal_aid(terminal, session, [upload(terminal, session)])).json()
    number = case["case_no"]
    assert move(platform, number, state="REVIEW") == 409
    assert move(platform, number, state="PRECHECK_OK") == 409  # not in this mode
    for state in ("RECEIVED", "ACCEPTED", "REVIEW", "SPECIAL", "REVIEW", "DONE_GRANTED"):
        platform.advance(5)
        assert move(platform, number, state=state) == 200
    case = terminal.get(f"/cases/{number}").json()
    # Four working days from Thursday 12 March.
    assert case["promised"]["due_on"] == "2026-03-18"
    assert [s["type"] for s in case["process"]] == [
        "apply", "acceptance", "review", "special", "completion", "sign_for",
    ]  # fmt: skip
    assert [s["status"] for s in case["process"]] == [*["done"] * 5, "current"]
    assert [s["action"] for s in case["next_steps"]] == ["bring_originals", "collect"]
    assert case["can"] == {
        "correct": False,
        "withdraw": False,
        "remind": False,
        "evaluate": True,
        "sign": True,
    }
    receipt = {
        "method": "handed_over",
        "received_by": "holder",
        "received_at": platform.now().isoformat(),
        "confirmation": confirmation(terminal, session),
    }
    wrong = terminal.post(f"/cases/{number}/deliveries", receipt | {"received_by": "agent"})
    assert code(wrong) == (422, "validation_failed")
    signed = terminal.post(f"/cases/{number}/deliveries", receipt).json()
    assert (signed["state"], [s["action"] for s in signed["next_steps"]]) == ("DELIVERED", ["rate"])
    assert code(terminal.post(f"/cases/{number}/deliveries", receipt)) == (409, "state_conflict")


def test_a_fee_that_is_paid(platform: RunningPlatform, terminal: Terminal) -> None:
    terminal.sign_in("all_states")
    number = case_of(terminal, "REVIEW")
    move(platform, number, fee="paid")
    case = terminal.get(f"/cases/{number}").json()
    assert (case["fee"]["status"], [s["action"] for s in case["next_steps"]]) == ("paid", ["wait"])


def correction(terminal: Terminal, session: Json, case: Json, **changes: Any) -> Json:
    return {
        "notice_id": case["correction"]["notice_id"],
        "route": "online",
        "form_changes": [],
        "materials": [],
        "confirmation": confirmation(terminal, session),
    } | changes


def page(terminal: Terminal, session: Json, material_id: str, content: bytes) -> Json:
    number = upload(terminal, session, content, purpose="correction", material_id=material_id)
    return {"material_id": material_id, "means": "upload", "upload_ids": [number]}


def test_every_point_is_answered_at_once(terminal: Terminal) -> None:
    session = terminal.sign_in_fully("all_states")
    number = case_of(terminal, "CORRECTION")
    case = terminal.get(f"/cases/{number}").json()
    assert [p["target"]["material_id"] for p in case["correction"]["points"]] == ["m4", "m5"]
    assert [s["action"] for s in case["next_steps"]] == [
        "correct_online",
        "correct_at_hall",
        "correct_by_post",
    ]
    path = f"/cases/{number}/corrections"
    first = page(terminal, session, "m4", b"new contract")
    partly = terminal.post(path, correction(terminal, session, case, materials=[first]))
    assert [e["pointer"] for e in partly.json()["errors"]] == ["/points/p2"]
    unasked = {"pointer": "/address", "value": "别处"}
    more = terminal.post(path, correction(terminal, session, case, materials=[first], form_changes=[unasked]))
    assert {e["code"] for e in more.json()["errors"]} == {"not_allowed", "required"}
    both = [first, page(terminal, session, "m5", b"new photo")]
    done = terminal.post(path, correction(terminal, session, case, materials=both)).json()
    assert (done["state"], done["correction"]) == ("SUBMITTED", None)
    assert "correction" in [step["type"] for step in done["process"]]
    again = terminal.post(path, correction(terminal, session, case, materials=both))
    assert code(again) == (409, "state_conflict")


def test_a_field_is_corrected_and_checked(terminal: Terminal) -> None:
    session = terminal.sign_in_fully("two_bookings")
    number = case_of(terminal, "CORRECTION")
    case = terminal.get(f"/cases/{number}").json()
    held = terminal.get("/certificates").json()["certificates"]
    register = next(c["certificate_id"] for c in held if c["type_name"] == "居民户口簿")
    given = {
        "material_id": "m3",
        "means": "certificate",
        "certificate_id": register,
        "consent_id": terminal.consent("certificate_use"),
    }
    wrong = correction(
        terminal, session, case, materials=[given], form_changes=[{"pointer": "/address", "value": ""}]
    )
    path = f"/cases/{number}/corrections"
    assert [e["pointer"] for e in terminal.post(path, wrong).json()["errors"]] == ["/form/data/address"]
    right = wrong | {"form_changes": [{"pointer": "/address", "value": "桃源路1号"}]}
    done = terminal.post(path, right).json()
    assert done["application"]["form"]["data"]["address"] == "桃源路1号"
    assert done["application"]["form"]["data"]["kind"] == case["application"]["form"]["data"]["kind"]


def test_whoever_goes_to_the_hall_keeps_the_notice(terminal: Terminal) -> None:
    session = terminal.sign_in_fully("all_states")
    case = terminal.get(f"/cases/{case_of(terminal, 'CORRECTION')}").json()
    wanted = correction(terminal, session, case, route="hall")
    told = terminal.post(f"/cases/{case['case_no']}/corrections", wanted).json()
    assert (told["state"], [s["action"] for s in told["next_steps"]]) == ("CORRECTION", ["correct_at_hall"])
    assert told["can"]["correct"] is False


def test_a_correction_that_comes_too_late(platform: RunningPlatform, terminal: Terminal) -> None:
    terminal.sign_in("all_states")
    number = case_of(terminal, "CORRECTION")
    platform.advance(11 * 24 * 3600)
    terminal.token = None
    assert terminal.get(f"/cases/{number}").json()["state"] == "RETURNED"


def test_withdrawing_before_a_decision_only(terminal: Terminal) -> None:
    terminal.sign_in_fully("all_states")
    number = case_of(terminal, "ACCEPTED")
    void = terminal.post(f"/cases/{number}/withdrawal", {"reason": "不办了"}).json()
    assert (void["state"], [s["action"] for s in void["next_steps"]]) == ("VOID", ["apply_again"])
    for state in ("DRAFT", "DONE_GRANTED", "DELIVERED", "FORWARDED", "NOT_ACCEPTED"):
        answer = terminal.post(f"/cases/{case_of(terminal, state)}/withdrawal", {"reason": "不办了"})
        assert code(answer) == (409, "state_conflict")


def test_a_department_is_reminded_once_a_day(platform: RunningPlatform, terminal: Terminal) -> None:
    terminal.sign_in("all_states")
    number = case_of(terminal, "REVIEW")
    path = f"/cases/{number}/reminders"
    assert terminal.send("POST", path).json()["kind"] == "reminder"
    assert terminal.get(f"/cases/{number}").json()["can"]["remind"] is False
    assert code(terminal.send("POST", path)) == (429, "rate_limited")
    done = case_of(terminal, "DONE_GRANTED")
    assert code(terminal.send("POST", f"/cases/{done}/reminders")) == (409, "state_conflict")
    platform.advance(24 * 3600)
    terminal.token = None
    terminal.sign_in("all_states")
    assert terminal.send("POST", path).status_code == 201


def test_someone_elses_case(terminal: Terminal) -> None:
    terminal.sign_in("all_states")
    number = case_of(terminal, "REVIEW")
    terminal.sign_in_fully("no_booking")
    for path in ("reminders", "withdrawal"):
        body = {"reason": "x"} if path == "withdrawal" else None
        answer = (
            terminal.post(f"/cases/{number}/{path}", body)
            if body
            else terminal.send("POST", f"/cases/{number}/{path}")
        )
        assert code(answer) == (403, "not_owner")
    assert code(terminal.get("/cases?holder=me&subject_id=su-0010")) == (403, "not_owner")


def test_a_representative_sees_the_companys_cases(terminal: Terminal) -> None:
    terminal.sign_in("legal_rep")
    company = terminal.get("/subjects").json()["subjects"][1]
    assert (company["relation"], company["name"]) == ("legal_representative", "云溪示例科技有限公司")
    cases = terminal.get(f"/cases?holder=me&subject_id={company['subject_id']}").json()["cases"]
    assert [case["item_name"] for case in cases] == ["公共场所卫生许可证延续"]
    assert terminal.get(f"/cases/{cases[0]['case_no']}").json()["view"] == "full"


def test_the_prefill_says_what_need_not_be_handed_in(terminal: Terminal) -> None:
    terminal.sign_in_fully("two_bookings")
    consent = terminal.consent("data_sharing")
    told = terminal.get(f"/items/{RESIDENCE}/prefill?consent_id={consent}").json()
    assert told["fields"][0]["value"] == "示例省示例市云溪区桃源路1号"
    assert [m["status"] for m in told["materials"]] == [
        "exempt",
        "missing",
        "satisfied",
        "missing",
        "missing",
    ]
    assert told["open_case_no"] is None
    insured = "11990100MB9901A1XH3992039003000"
    open_case = terminal.get(f"/items/{insured}/prefill?consent_id={consent}").json()["open_case_no"]
    assert open_case == case_of(terminal, "CORRECTION")
    face = terminal.consent("face")
    wrong = terminal.get(f"/items/{RESIDENCE}/prefill?consent_id={face}")
    assert code(wrong) == (403, "consent_missing")


def test_a_library_that_does_not_answer_is_not_a_missing_paper(terminal: Terminal) -> None:
    terminal.sign_in_fully("silent")
    consent = terminal.consent("data_sharing", task_code=RESIDENCE)
    told = terminal.get(f"/items/{RESIDENCE}/prefill?consent_id={consent}").json()
    assert [m["status"] for m in told["materials"]].count("unavailable") == 2
