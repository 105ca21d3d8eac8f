"""submitCase: what is taken, what is refused, and late delivery."""

from __future__ import annotations

import uuid
from typing import Any

import httpx
import pytest

from simulator.platform.contract import Json
from simulator.platform.running import RunningPlatform
from tests.simulator.platform.papers import (
    LEGAL_AID,
    LOW_INCOME,
    PAGE,
    announce,
    append,
    commitment,
    confirmation,
    legal_aid,
    remote_care,
    upload,
)
from tests.simulator.platform.terminal import PEOPLE, Terminal, code


def errors(answer: httpx.Response) -> set[tuple[str, str]]:
    assert code(answer) == (422, "validation_failed"), answer.text
    return {(error["pointer"], error["code"]) for error in answer.json()["errors"]}


def test_a_submission_is_taken_and_receipted(platform: RunningPlatform, terminal: Terminal) -> None:
    session = terminal.sign_in_fully("two_bookings")
    page = upload(terminal, session, task_code=LEGAL_AID, material_id="m4")
    answer = terminal.post("/cases", legal_aid(terminal, session, [page]))
    assert answer.status_code == 201, answer.text
    case = answer.json()
    assert (case["state"], case["state_text"], case["visits_left"]) == ("SUBMITTED", "已提交", 1)
    assert [step["action"] for step in case["next_steps"]] == ["wait"]
    assert [(m["means"], m["trust_level"]) for m in case["application"]["materials"]] == [
        ("card_read", "A"), ("form", "D"), ("form", "D"), ("upload", "C"),
    ]  # fmt: skip
    assert [document["kind"] for document in case["documents"]] == ["receipt"]
    assert case["application"]["acceptance_document_id"] is None
    assert case["fee"] == {"charged": False, "text": "本事项不收费", "amount": None, "basis": None,
                           "status": "none", "order_no": None, "pay_qr": None}  # fmt: skip
    (used,) = platform.state()["uploads"]
    assert (used["status"], used["used_by"]) == ("used", case["case_no"])
    assert code(terminal.send("DELETE", f"/uploads/{page}")) == (409, "state_conflict")


def test_an_instant_item_is_decided_at_once(terminal: Terminal) -> None:
    session = terminal.sign_in_fully("no_booking")
    case = terminal.post("/cases", remote_care(terminal, session)).json()
    assert (case["state"], case["visits_left"], case["handling_mode"]) == ("DONE_GRANTED", 0, "fully_online")
    assert case["result"]["decision"] == "granted"
    assert [document["kind"] for document in case["documents"]] == ["receipt", "grant_decision", "result"]
    assert [step["action"] for step in case["next_steps"]] == ["print", "download"]
    # What was decided is under way no longer: the same may be asked for again.
    assert terminal.post("/cases", remote_care(terminal, session)).status_code == 201


def test_a_citizens_upload_needs_its_original_seen(terminal: Terminal) -> None:
    session = terminal.sign_in_fully("no_booking")
    wanted = remote_care(terminal, session)
    wanted["materials"].append(
        {"material_id": "m3", "means": "upload", "upload_ids": [upload(terminal, session)]}
    )
    case = terminal.post("/cases", wanted).json()
    assert (case["handling_mode"], case["state"]) == ("original_verification", "SUBMITTED")


def test_a_lost_answer_is_fetched_with_the_same_key(platform: RunningPlatform, terminal: Terminal) -> None:
    session = terminal.sign_in_fully("no_booking")
    body, key = remote_care(terminal, session), str(uuid.uuid4())
    platform.fault("submitCase", "swallow")
    with pytest.raises(httpx.RemoteProtocolError):
        terminal.post("/cases", body, key=key)
    terminal.token = None
    again = terminal.post("/cases", body, key=key)
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (201, "true")
    mine = [case for case in platform.state()["cases"] if case["task_code"] == body["task_code"]]
    assert again.json()["case_no"] in {case["case_no"] for case in mine}


def test_the_same_matter_is_under_way(terminal: Terminal) -> None:
    session = terminal.sign_in_fully("no_booking")
    first = terminal.post("/cases", legal_aid(terminal, session, [upload(terminal, session)])).json()
    second = terminal.post("/cases", legal_aid(terminal, session, [upload(terminal, session)]))
    assert code(second) == (409, "open_case_exists")
    assert second.json()["existing"] == {"kind": "case", "id": first["case_no"]}


def test_a_measurement_may_send_the_same_many_times(platform: RunningPlatform, terminal: Terminal) -> None:
    session = terminal.sign_in_fully("no_booking")
    platform.control.put("rules", json={"many_open_cases": True}).raise_for_status()
    numbers = {
        terminal.post("/cases", legal_aid(terminal, session, [upload(terminal, session)])).json()["case_no"]
        for _ in range(3)
    }
    assert len(numbers) == 3


def test_the_guide_in_use_is_the_one_that_counts(platform: RunningPlatform, terminal: Terminal) -> None:
    session = terminal.sign_in_fully("no_booking")
    stale = terminal.post("/cases", remote_care(terminal, session, guide_version="g-0"))
    assert (*code(stale), stale.json()["guide_version"]) == (412, "guide_version_stale", "g-1")
    body = remote_care(terminal, session)
    platform.control.put(f"items/{body['task_code']}", json={"status": "suspended"}).raise_for_status()
    assert code(terminal.post("/cases", body)) == (410, "item_withdrawn")


def test_an_item_that_is_only_printed(terminal: Terminal) -> None:
    session = terminal.sign_in_fully("no_booking")
    body = remote_care(terminal, session, task_code="11990100MB9900A09B3992012001000")
    assert code(terminal.post("/cases", body)) == (403, "item_not_permitted_here")


def test_a_card_alone_is_not_enough(terminal: Terminal) -> None:
    session = terminal.sign_in("no_booking")
    answer = terminal.post("/cases", remote_care(terminal, session))
    assert (*code(answer), answer.json()["required_level"]) == (403, "level_too_low", "L3")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"handling_mode": "original_precheck"}, {("/handling_mode", "mismatch")}),
        ({"delivery": {"method": "online"}}, {("/delivery/method", "choice")}),
        ({"form": None}, {("/materials/1/material_id", "not_allowed")}),
        ({"bundle": ["别的事"]}, {("/bundle", "not_in_guide")}),
        ({"agent": {"delegation_id": "de-0001", "relation": "delegate"}}, {("/agent", "not_allowed")}),
        (
            {"form": {"form_id": "f-9", "form_version": "1", "data": {"kind": "别的", "extra": 1}}},
            {
                ("/form/data/kind", "choice"), ("/form/data/extra", "unknown_member"),
                ("/form/data/place", "required"), ("/form/data/starts_on", "required"),
            },
        ),
        ({"form": {"form_id": "f-9", "form_version": "0", "data": {}}}, {("/form", "mismatch")}),
        ({"materials": [{"material_id": "m1", "means": "card_read"}]}, {("/materials", "required")}),
        (
            {
                "materials": [
                    {"material_id": "m1", "means": "form"}, {"material_id": "m1", "means": "card_read"},
                    {"material_id": "m2", "means": "at_hall"}, {"material_id": "m9", "means": "form"},
                ]
            },
            {
                ("/materials/0/material_id", "not_allowed"), ("/materials/1/material_id", "mismatch"),
                ("/materials/2/material_id", "not_allowed"), ("/materials/3/material_id", "not_in_guide"),
            },
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_guide(
    terminal: Terminal, changes: Json, expected: set[tuple[str, str]]
) -> None:
    session = terminal.sign_in_fully("no_booking")
    assert errors(terminal.post("/cases", remote_care(terminal, session, **changes))) == expected


def test_another_promise_than_the_one_in_force(terminal: Terminal) -> None:
    session = terminal.sign_in_fully("no_booking")
    other = commitment(terminal, text_sha256="0" * 64)
    answer = terminal.post("/cases", remote_care(terminal, session, commitment=other))
    assert errors(answer) == {("/commitment", "mismatch")}


def test_uploads_must_be_whole_unused_and_ones_own(platform: RunningPlatform, terminal: Terminal) -> None:
    session = terminal.sign_in_fully("no_booking")
    half = announce(terminal, session).json()["upload_id"]
    append(terminal, half, 0, PAGE[:5])
    answer = terminal.post("/cases", legal_aid(terminal, session, [half]))
    assert (*code(answer), answer.json()["offset"]) == (409, "upload_incomplete", 5)
    for_another = upload(terminal, session, material_id="m1")
    assert code(terminal.post("/cases", legal_aid(terminal, session, [for_another]))) == (
        409,
        "state_conflict",
    )
    signature = upload(terminal, session, purpose="signature")
    assert code(terminal.post("/cases", legal_aid(terminal, session, [signature]))) == (409, "state_conflict")
    right = upload(terminal, session)
    other = terminal.sign_in_fully("two_bookings")
    assert code(terminal.post("/cases", legal_aid(terminal, other, [right]))) == (403, "not_owner")
    # All these were refused, so nothing was used up.
    assert {row["status"] for row in platform.state()["uploads"]} == {"receiving", "complete"}


def test_a_signature_goes_with_the_promise(terminal: Terminal) -> None:
    session = terminal.sign_in_fully("no_booking")
    signature = upload(terminal, session, purpose="signature", media_type="image/png", trust_level="D")
    signed = commitment(terminal, signature_upload_id=signature)
    case = terminal.post("/cases", remote_care(terminal, session, commitment=signed)).json()
    assert case["application"]["signature_reliable"] is True


def test_late_delivery(platform: RunningPlatform, terminal: Terminal) -> None:
    session = terminal.sign_in("no_booking")
    too_early = confirmation(terminal, session)
    platform.advance(2)
    session = terminal.sign_in_fully("no_booking") | {"person": session["person"]}
    platform.advance(1)
    body = remote_care(terminal, session)
    platform.advance(1)
    terminal.send("DELETE", "/sessions/current")
    terminal.token = None
    platform.advance(48 * 3600)
    unconfirmed = {"session_id": session["session_id"], "confirmed_at": platform.now().isoformat()}
    assert code(terminal.post("/cases", body | {"confirmation": unconfirmed})) == (401, "session_invalid")
    assert code(terminal.post("/cases", body | {"confirmation": too_early})) == (403, "level_too_low")
    assert terminal.post("/cases", body).status_code == 201
    platform.advance(48 * 3600)
    assert code(terminal.post("/cases", body)) == (410, "confirmation_expired")


def test_late_delivery_is_for_the_same_terminal(platform: RunningPlatform, terminal: Terminal) -> None:
    body = remote_care(terminal, terminal.sign_in_fully("no_booking"))
    other = Terminal(platform, "K04", platform.activate("K04"))
    assert code(other.post("/cases", body)) == (401, "session_invalid")


def agent(terminal: Terminal, relation: str, principal: str) -> tuple[Json, Json]:
    """Return the applicant and agent members by which the signed-in person acts for ``principal``."""
    name = PEOPLE[principal]["name"]
    (subject,) = [
        s
        for s in terminal.get("/subjects").json()["subjects"]
        if s["relation"] == relation and s["name"][0] == name[0]
    ]
    delegation = subject["delegation"]["delegation_id"]
    return {"subject_id": subject["subject_id"]}, {"delegation_id": delegation, "relation": relation}


def test_a_child_needs_its_guardian(terminal: Terminal) -> None:
    session = terminal.sign_in_fully("minor")
    assert code(terminal.post("/cases", remote_care(terminal, session))) == (403, "minor_needs_guardian")
    session = terminal.sign_in_fully("guardian")
    applicant, acting = agent(terminal, "guardian", "minor")
    body = remote_care(terminal, session, applicant=applicant)
    assert errors(terminal.post("/cases", body)) == {("/agent", "required")}
    case = terminal.post("/cases", body | {"agent": acting}).json()
    assert (case["application"]["applicant_masked"], case["application"]["agent_masked"]) == (
        "孙*本",
        "孙*长",
    )


@pytest.mark.parametrize(
    ("principal", "expected"),
    [
        ("no_booking", None),
        ("expired_booking", (403, "delegation_pending")),
        ("suspended", (403, "delegation_expired")),
        ("rare_name", (403, "delegation_revoked")),
        ("middle_dot", (403, "delegation_revoked")),
    ],
)
def test_a_delegate_acts_within_the_delegation(
    terminal: Terminal, principal: str, expected: tuple[int, str] | None
) -> None:
    session = terminal.sign_in_fully("delegate")
    applicant, acting = agent(terminal, "delegate", principal)
    body = remote_care(terminal, session, applicant=applicant, agent=acting)
    answer = terminal.post("/cases", body)
    assert (None if answer.status_code == 201 else code(answer)) == expected


def test_out_of_scope_too_deep_and_strangers(terminal: Terminal) -> None:
    session = terminal.sign_in_fully("delegate")
    applicant, acting = agent(terminal, "delegate", "no_booking")
    other_item = legal_aid(terminal, session, ["up-1"], applicant=applicant, agent=acting)
    assert code(terminal.post("/cases", other_item)) == (403, "delegation_out_of_scope")
    listed = terminal.get("/subjects").json()["subjects"]
    shop = next(s for s in listed if s["name"] == "云溪区示例小吃店")
    deep = remote_care(terminal, session, applicant={"subject_id": shop["subject_id"]})
    assert code(terminal.post("/cases", deep)) == (403, "delegation_too_deep")
    stranger = remote_care(terminal, session, applicant={"subject_id": "su-0001"})
    assert code(terminal.post("/cases", stranger)) == (403, "not_owner")


def test_an_item_that_is_the_citizens_own_business(terminal: Terminal) -> None:
    session = terminal.sign_in_fully("delegate")
    company = next(
        s for s in terminal.get("/subjects").json()["subjects"] if s["name"] == "云溪示例科技有限公司"
    )
    unemployment = "11990100MB9900A09B3990512001000"
    body = remote_care(
        terminal, session, task_code=unemployment, applicant={"subject_id": company["subject_id"]}
    )
    assert code(terminal.post("/cases", body)) == (403, "agent_not_allowed")


def test_certificates_as_materials(terminal: Terminal) -> None:
    session = terminal.sign_in_fully("two_bookings")
    held = terminal.get("/certificates").json()["certificates"]
    register = next(c["certificate_id"] for c in held if c["type_name"] == "居民户口簿")
    insurance = "11990100MB9903A31B4992009002000"  # 居住证签注: 居住登记信息 as a certificate

    def body(certificate_id: str, consent_id: str) -> dict[str, Any]:
        given = {"certificate_id": certificate_id, "consent_id": consent_id}
        materials = [
            {"material_id": "m1", "means": "card_read"},
            {"material_id": "m2", "means": "certificate", **given},
        ]
        return remote_care(terminal, session, task_code=insurance, form=None, materials=materials)

    assert code(terminal.post("/cases", body(register, "co-9999"))) == (403, "consent_missing")
    face = terminal.consent("face")
    assert code(terminal.post("/cases", body(register, face))) == (403, "consent_missing")
    consent = terminal.consent("certificate_use")
    assert code(terminal.post("/cases", body("ce-9999", consent))) == (404, "not_found")
    assert terminal.post("/cases", body(register, consent)).status_code == 201


def test_a_precheck_needs_two_visits(terminal: Terminal) -> None:
    session = terminal.sign_in_fully("no_booking")
    case = terminal.post(
        "/cases",
        legal_aid(terminal, session, []) | {
            "task_code": LOW_INCOME,
            "handling_mode": "original_precheck",
            "form": {"form_id": "f-23", "form_version": "1", "data": {"address": "桃源路2号"}},
            "materials": [
                {"material_id": "m1", "means": "card_read"},
                {"material_id": "m2", "means": "form"},
                {"material_id": "m3", "means": "at_hall"},
            ],
        },
    ).json()  # fmt: skip
    assert (case["handling_mode"], case["visits_left"]) == ("original_precheck", 2)
