"""Who stands here, over the terminal's API and the platform's wire: typed, stepped up, for others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from simulator.platform.otp import CODE
from tests.e2e.box import Box

BANK_CARD = "9900000000000000001"


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    with Box(tmp_path_factory.mktemp("hall")) as box:
        yield box


@pytest.fixture(autouse=True)
def leaving(box: Box) -> Iterator[None]:
    """Whatever a test did, the next one finds the terminal at home."""
    yield
    box.reader.lift()
    view = box.now()
    if view["view"] != "home":
        box.chooses(view, "end_session")
        box.sees("home")


def begins(box: Box) -> dict[str, Any]:
    box.chooses(box.sees("home"), "my_matters")
    return box.sees("present_credential")


def known(box: Box, card: str) -> dict[str, Any]:
    begins(box)
    box.lay(card)
    return box.sees("my_matters")


def with_code_and_number(box: Box, value: str = BANK_CARD) -> None:
    box.answers(box.sees("enter_code"), "next", code=CODE)
    box.chooses(box.sees("choose_factor"), "bank_card")
    box.answers(box.sees("enter_factor"), "next", value=value)


@pytest.mark.req("ID-06", "ID-07")
def test_a_typed_number_and_a_code_sign_in(box: Box) -> None:
    box.chooses(begins(box), "type_number")
    typing = box.sees("type_number")
    box.answers(typing, "next", id_number="990101199206080020")
    again = box.view(typing["seq"])
    assert again["fields"][0]["error"], "the check character is judged at once"
    box.answers(again, "next", id_number="990101199206080029")
    asked = box.sees("enter_code", phone_masked="138****0002")
    box.answers(asked, "next", code="000000")
    again = box.sees("enter_code", attempts_left=4)
    box.answers(again, "next", code=CODE)
    matters = box.sees("my_matters", level="L2")
    assert matters["session"]["signed_in"]
    assert matters["data"]["who"] == "李*本"


@pytest.mark.req("ID-01", "ID-03")
def test_a_card_a_code_and_a_number_reach_l3_without_a_face(box: Box) -> None:
    box.chooses(known(box, "two_bookings"), "confirm_identity")
    with_code_and_number(box)
    matters = box.sees("my_matters", level="L3")
    assert matters["session"]["level"] == "L3"
    [confirm] = [c for c in matters["choices"] if c["id"] == "confirm_identity"]
    assert not confirm["enabled"]


def test_a_number_that_does_not_fit_is_said_and_can_be_put_right(box: Box) -> None:
    box.chooses(known(box, "no_booking"), "confirm_identity")
    box.answers(box.sees("enter_code"), "next", code=CODE)
    box.chooses(box.sees("choose_factor"), "social_security_card")
    asked = box.sees("enter_factor")
    box.answers(asked, "next", value="SAMPLE999999")
    again = box.view(asked["seq"])
    while again["view"] != "enter_factor":
        again = box.view(again["seq"])
    assert again["fields"][0]["error"]
    box.answers(again, "next", value="SAMPLE000002")
    box.sees("my_matters", level="L3")


@pytest.mark.req("LP-04", "LP-05")
def test_each_authorisation_that_does_not_hold_says_why(box: Box) -> None:
    box.chooses(known(box, "delegate"), "act_for")
    view = box.sees("choose_subject")
    refused = {c["label"]["zh"]: c["why_not"]["zh"] for c in view["choices"] if not c["enabled"]}
    assert sorted(refused.values()) == sorted(
        [
            "授权还在审核",
            "授权过期了",
            "授权被撤销了",
            "授权没有通过审核",
            "转授权超过三层，不能办",
        ]
    )
    company = next(c for c in view["choices"] if c["label"]["zh"].startswith("云溪示例科技"))
    box.chooses(view, company["id"])
    box.chooses(box.sees("subject_detail", items=None), "act")
    assert box.sees("my_matters")["data"]["acting_for"] == "云溪示例科技有限公司"


@pytest.mark.req("ID-11")
def test_a_disabled_account_stops_politely(box: Box) -> None:
    begins(box)
    box.lay("disabled")
    fault = box.sees("fault", reason="account_disabled")
    assert "12345" in fault["lines"][0]["zh"]


@pytest.mark.req("ID-06")
def test_an_identity_code_signs_in_and_an_old_one_says_so(box: Box) -> None:
    begins(box)
    box.scans("SAMPLE-EID-OLD")
    fault = box.sees("fault", reason="qr_expired")
    box.chooses(fault, "another_way")
    box.sees("present_credential")
    box.scans("SAMPLE-EID-0002")
    assert box.sees("my_matters", level="L2")["data"]["who"] == "李*本"


@pytest.mark.req("LP-01")
def test_an_electronic_licence_signs_its_company_in(box: Box) -> None:
    begins(box)
    box.scans("SAMPLE-EBL-0001")
    matters = box.sees("my_matters", level="L4")
    assert matters["data"]["who"].startswith("云")


@pytest.mark.req("ID-03")
def test_a_code_stated_at_l3_needs_nothing_more(box: Box) -> None:
    begins(box)
    box.scans("SAMPLE-EID-0001-L3")
    box.sees("my_matters", level="L3")


@pytest.mark.req("ID-02")
def test_whoever_shows_nothing_leaves_nothing(box: Box) -> None:
    """At L0 no personal data leaves the terminal: nothing that was sent bears a token or a person."""
    before = len(box.platform.requests())
    box.chooses(box.begins_check_in(), "walk_in")
    box.chooses(box.sees("choose_area"), "A")
    issued = box.sees("ticket_issued")
    assert (issued["session"]["signed_in"], issued["session"]["level"]) == (False, "L0")
    box.chooses(issued, "done")
    box.sees("home")
    sent = box.platform.requests()[before:]
    assert {"issueQueueTicket"} <= {request["operation"] for request in sent}
    assert not any(request["with_token"] for request in sent)
    [ticket] = [r["body"] for r in sent if r["operation"] == "issueQueueTicket"]
    assert set(ticket) <= {"source", "area_code", "task_code"}
    assert {r["operation"] for r in sent} <= {
        "issueQueueTicket",
        "getHallStatus",
        "sendHeartbeat",
        "listItems",
        "getItemGuide",
        "postPrintRecords",
        "postAuditEvents",
    }
    events = [e for r in sent if r["operation"] == "postAuditEvents" for e in r["body"]["events"]]
    assert "9901" not in json.dumps([{**event, "hash": "", "prev_hash": ""} for event in events])
    for batch in (r["body"]["records"] for r in sent if r["operation"] == "postPrintRecords"):
        assert {record.get("session_id") for record in batch} <= {None}
