"""查办理进度 over the terminal's API and the platform's wire: by card, by number, by code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from kiosk.domain.case_state import CaseState
from simulator.platform.otp import CODE
from tests.e2e.box import Box

PERSON = "all_states"
OFFICER = ("钱经办", "S0001", "同意")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    with Box(tmp_path_factory.mktemp("hall"), offer=("check_in", "track")) as box:
        yield box


@pytest.fixture
def box(hall: Box) -> Iterator[Box]:
    """Afterwards everything is mended, and the next one finds the terminal at home."""
    yield hall
    hall.platform.mend()
    hall.reader.lift()
    view = hall.now()
    if view["view"] != "home":
        hall.chooses(view, "end_session")
        hall.sees("home")
    hall.mend_printer()


def begins(box: Box, way: str = "") -> dict[str, Any]:
    box.sees("home")
    box.home_choice_becomes("track", enabled=True)
    box.chooses(box.sees("home"), "track")
    entries = box.sees("track_by")
    if way:
        box.chooses(entries, way)
    return entries


def with_card(box: Box, card: str = PERSON) -> dict[str, Any]:
    begins(box, "id_card")
    box.sees("present_credential")
    box.lay(card)
    return box.sees("case_list")


def by_number(box: Box, number: str) -> dict[str, Any]:
    begins(box, "case_number")
    box.answers(box.sees("enter_case_number"), "next", case_no=number)
    return box.sees("case_detail")


def numbers(box: Box) -> dict[str, str]:
    """A case in each state: state and number."""
    rows = [case for case in cases(box) if len(case["case_no"]) > 0]
    return {case["state"]: case["case_no"] for case in rows}


def cases(box: Box) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = box.platform.state()["cases"]
    return told


@pytest.mark.req("PR-01", "PR-02", "PR-03", "PR-04", "AC-04")
def test_every_case_of_a_person_in_every_state(box: Box) -> None:
    listed = with_card(box)
    rows = listed["data"]["cases"]
    states = {state.value for state in CaseState if state is not CaseState.OTHER}
    assert {row["state"] for row in rows} == states
    assert [choice["id"] for choice in listed["choices"]] == [row["id"] for row in rows]
    assert [row["group"] for row in rows] == sorted(
        (row["group"] for row in rows), key=["todo", "open", "done"].index
    )
    for row in rows:
        box.chooses(listed, row["id"])
        view = box.sees("case_detail")
        data, told = view["data"], view["data"]["full"]
        assert (data["case_no"], data["state"]) == (row["id"], row["state"])
        assert data["todo"], row["state"]
        assert all(line["zh"] for line in data["todo"])
        assert data["steps"]
        assert {"print", "remind"} <= {choice["id"] for choice in view["choices"]}
        assert told["review_code"]
        assert told["materials"]
        assert told["submitted_at"]
        if row["state"] not in {"DRAFT", "SUBMITTED"}:
            assert told["receipt"] == "收件凭证"
        box.chooses(view, "back")
        listed = box.sees("case_list")


@pytest.mark.req("PR-03")
def test_a_step_tells_who_when_and_what_they_said(box: Box) -> None:
    listed = with_card(box)
    [row] = [row for row in listed["data"]["cases"] if row["state"] == "DONE_REFUSED"]
    box.chooses(listed, row["id"])
    steps = {step["name"]: step for step in box.sees("case_detail")["data"]["steps"]}
    review = steps["审查"]
    assert (review["officer_name"], review["officer_no"], review["opinion"]) == OFFICER
    assert review["started_at"] < review["ended_at"]
    assert steps["签收"]["status"] == "current"


@pytest.mark.req("AC-08")
@pytest.mark.parametrize(
    ("state", "paper", "clock"),
    [
        ("CORRECTION", "补正告知书", "paused"),
        ("NOT_ACCEPTED", "不予受理决定书", "over"),
        ("RETURNED", "退件通知书", "over"),
        ("SPECIAL", "特别程序告知书", "paused"),
        ("DONE_GRANTED", "准予行政审批决定书", "over"),
        ("DONE_REFUSED", "不予行政审批决定书", "over"),
    ],
)
def test_each_outcome_has_its_paper_and_its_clock(box: Box, state: str, paper: str, clock: str) -> None:
    listed = with_card(box)
    row = next(row for row in listed["data"]["cases"] if row["state"] == state)
    box.chooses(listed, row["id"])
    view = box.sees("case_detail")
    assert view["data"]["clock"] == clock
    [choice] = [c for c in view["choices"] if c["label"]["zh"] == f"打印{paper}"]
    assert choice["enabled"] or choice["why_not"]["zh"]
    if state == "CORRECTION":
        assert len(view["data"]["full"]["corrections"]) == 2


@pytest.mark.req("PR-05", "PR-09")
def test_by_number_alone_nothing_personal_leaves_the_terminal(box: Box) -> None:
    number = numbers(box)["REVIEW"]
    assert len(number) > 40
    view = by_number(box, number)
    assert view["data"]["full"] is None
    assert view["data"]["case_no"] == f"{number[:4]}****{number[-4:]}"
    sent = json.dumps(view, ensure_ascii=False)
    assert [word for word in ("吴", *OFFICER, "身份证原件", number) if word in sent] == []
    assert not view["session"]["signed_in"]
    remind = next(choice for choice in view["choices"] if choice["id"] == "remind")
    assert not remind["enabled"]


@pytest.mark.req("PR-09")
def test_every_number_of_a_case_finds_it(box: Box) -> None:
    listed = with_card(box)
    row = next(row for row in listed["data"]["cases"] if row["state"] == "REVIEW")
    box.chooses(listed, row["id"])
    view = box.sees("case_detail")
    told = view["data"]["full"]
    box.chooses(view, "end_session")
    for number in (told["application_no"], told["review_code"], row["id"]):
        view = by_number(box, number)
        assert view["data"]["item_name"] == row["item_name"]
        box.chooses(view, "home")


@pytest.mark.req("PR-01")
def test_the_code_of_a_notice_finds_the_case(box: Box) -> None:
    number = numbers(box)["ACCEPTED"]
    begins(box, "scan")
    seen = box.sees("scan_case")
    while seen["view"] == "scan_case" and not seen["data"]["reading"]:
        box.scanner.scan(f"CS{number}")
        answer = box.api.get("/v1/view", params={"after": seen["seq"], "wait": 3})
        seen = answer.json() if answer.status_code == 200 else seen
    assert box.sees("case_detail")["data"]["state"] == "ACCEPTED"


@pytest.mark.req("PR-05")
def test_signing_in_opens_ones_own_case_and_another_stays_small(box: Box) -> None:
    number = numbers(box)["REVIEW"]
    mine = next(c["case_no"] for c in cases(box) if c["state"] == "CORRECTION")
    box.chooses(by_number(box, number), "more")
    box.sees("present_credential")
    box.lay("no_booking")
    view = box.sees("case_detail", not_yours=True)
    assert view["data"]["full"] is None
    assert mine


def test_a_slip_is_printed_and_reported(box: Box) -> None:
    before, slips = len(box.print_records(0)), len(box.printer.slips)
    listed = with_card(box)
    box.chooses(listed, next(r["id"] for r in listed["data"]["cases"] if r["state"] == "REVIEW"))
    view = box.sees("case_detail")
    box.chooses(view, "print")
    view = box.sees("case_detail", printed=True)
    text = "".join(box.printer.slips[-1].lines)
    assert len(box.printer.slips) == slips + 1
    assert view["data"]["state_text"]["zh"] in text
    assert "吴" not in text
    record = box.print_records(before + 1)[-1]
    assert (record["kind"], record["outcome"]) == ("report", "printed")


@pytest.mark.parametrize(
    ("fault", "printed", "outcome"),
    [("paper_out", False, "failed"), ("silent", False, "failed"), ("no_barrier", "unknown", "unknown")],
)
def test_a_slip_that_did_not_surely_print_is_said_so(
    box: Box, fault: str, printed: bool | str, outcome: str
) -> None:
    before = len(box.print_records(0))
    view = by_number(box, numbers(box)["REVIEW"])
    setattr(box.printer.faults, fault, True)
    box.chooses(view, "print")
    view = box.sees("case_detail", printed=printed)
    assert box.print_records(before + 1)[-1]["outcome"] == outcome
    box.mend_printer()
    box.chooses(view, "print")
    box.sees("case_detail", printed=True)


@pytest.mark.req("PR-08")
def test_a_department_is_reminded_once_a_day(box: Box) -> None:
    listed = with_card(box)
    box.chooses(listed, next(r["id"] for r in listed["data"]["cases"] if r["state"] == "REVIEW"))
    view = box.sees("case_detail")
    box.chooses(view, "remind")
    while not view["data"]["reminded"]:
        view = box.sees("case_detail") if view["view"] != "case_detail" else box.view(view["seq"])
    taken = [i for i in box.platform.state()["interactions"] if i["kind"] == "reminder"]
    assert [i["interaction_no"] for i in taken] == [view["data"]["reminded"]]
    box.chooses(view, "back")
    listed = box.sees("case_list")
    box.chooses(listed, view["data"]["case_no"])
    [remind] = [c for c in box.sees("case_detail")["choices"] if c["id"] == "remind"]
    assert (remind["enabled"], remind["why_not"]["zh"]) == (False, "今天催过了")


@pytest.mark.req("PR-07")
def test_results_are_published_masked_for_whoever_comes(box: Box) -> None:
    begins(box, "published")
    view = box.sees("published_results")
    assert view["data"]["results"]
    for row in view["data"]["results"]:
        assert "*" in row["case_no"]
        assert "*" in row["applicant"] or len(row["applicant"]) > 4
    assert not view["session"]["signed_in"]


@pytest.mark.req("PR-06")
def test_news_are_told_after_the_card_and_gone_when_seen(box: Box) -> None:
    box.chooses(box.sees("home"), "my_matters")
    box.sees("present_credential")
    box.lay("two_bookings")
    matters = box.sees("my_matters")
    unread = [row["id"] for row in matters["data"]["cases"] if row["unread"]]
    assert matters["data"]["updates"] == len(unread) == 2
    for number in unread:
        box.chooses(matters, number)
        box.chooses(box.sees("case_detail"), "back")
        matters = box.sees("my_matters")
    assert matters["data"]["updates"] == 0


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("status", {"status": 503}),
        ("close", {}),
        ("half", {}),
        ("nonsense", {"shape": "json"}),
        ("delay", {}),
    ],
)
@pytest.mark.parametrize("operation", ["listMyCases", "getCase"])
def test_a_platform_that_fails_is_told_and_tried_again(
    box: Box, operation: str, kind: str, more: dict[str, Any]
) -> None:
    box.platform.fault(operation, kind, times=None, **more)
    if operation == "listMyCases":
        begins(box, "id_card")
        box.sees("present_credential")
        box.lay(PERSON)
        wanted = "case_list"
    else:
        listed = with_card(box)
        box.chooses(listed, listed["choices"][0]["id"])
        wanted = "case_detail"
    fault = box.sees("fault")
    assert fault["data"]["reason"] == "platform_unavailable"
    box.platform.mend()
    box.insists(fault, wanted)


def test_a_session_that_ran_out_takes_the_case_from_the_screen(box: Box) -> None:
    listed = with_card(box)
    box.platform.fault("getCase", "refuse", code="session_expired")
    box.chooses(listed, listed["choices"][0]["id"])
    fault = box.sees("fault", reason="session_expired")
    assert not fault["session"]["signed_in"]
    box.chooses(fault, "another_way")
    assert box.sees("present_credential")


@pytest.mark.req("PR-05")
def test_five_misses_cool_the_terminal_down(box: Box) -> None:
    """Last: the terminal stays closed for numbers for ten minutes."""
    begins(box, "case_number")
    view = box.sees("enter_case_number")
    for number in range(5):
        box.answers(view, "next", case_no=f"99010120260312{number:04}")
        view = box.view(view["seq"])
        while view["view"] != "enter_case_number" or not view["fields"][0]["error"]:
            view = box.view(view["seq"])
    box.answers(view, "next", case_no=numbers(box)["REVIEW"])
    fault = box.sees("fault", reason="lookup_cooldown")
    asked = len(box.platform.requests("getCase"))
    box.chooses(fault, "retry")
    box.view(fault["seq"])
    assert len(box.platform.requests("getCase")) == asked, "the terminal itself asks no more"


def state_of(box: Box, number: str) -> str:
    [state] = [case["state"] for case in cases(box) if case["case_no"] == number]
    return str(state)


@pytest.mark.req("RS-02")
@pytest.mark.parametrize("down", [False, True], ids=["line up", "line down"])
def test_a_result_that_was_handed_over_is_signed_for_at_the_platform(box: Box, down: bool) -> None:
    state = "DONE_REFUSED" if down else "DONE_GRANTED"
    listed = with_card(box)
    [number] = [row["id"] for row in listed["data"]["cases"] if row["state"] == state]
    box.chooses(listed, number)
    box.chooses(box.sees("case_detail"), "sign")
    box.answers(box.sees("enter_code"), "next", code=CODE)
    box.chooses(box.sees("choose_factor"), "social_security_card")
    box.answers(box.sees("enter_factor"), "next", value="SAMPLE000010")
    asked = box.sees("sign_for_result")
    assert state_of(box, number) == state
    if down:
        box.platform.fault("signForResult", "status", times=None)
    box.chooses(asked, "handed_over")
    told = box.sees("submission_result", kind="result_receipt")
    assert told["data"]["accepted"] is not down
    assert bool(told["data"]["holding_no"]) is down
    assert state_of(box, number) == (state if down else "DELIVERED")
    box.chooses(told, "done")
    box.platform.mend()
    box.outbox_empties()
    assert state_of(box, number) == "DELIVERED"
    signed = [r["body"] for r in box.platform.requests("signForResult") if r["status"] == 200][-1]
    assert (signed["method"], signed["received_by"]) == ("handed_over", "holder")


@pytest.mark.req("AC-01")
def test_a_second_correction_notice_is_told_to_the_platform(box: Box) -> None:
    number = numbers(box)["CORRECTION"]
    for state in ("SUBMITTED", "CORRECTION"):
        box.platform.control.put(f"cases/{number}", json={"state": state}).raise_for_status()
    listed = with_card(box)
    box.chooses(listed, number)
    assert box.sees("case_detail")["data"]["full"]["corrections"]
    told = box.platform_hears("case.second_correction")
    assert told["object"] == number
