"""Ratings, questions, suggestions, complaints, and what the platform publishes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from simulator.platform.contract import Json
from simulator.platform.running import RunningPlatform
from tests.simulator.platform.papers import LEGAL_AID, case_of, confirmation
from tests.simulator.platform.terminal import Terminal, code

JUSTICE = "11990100MB9911A15Y"


def rate(terminal: Terminal, session: Json, kind: str, number: str, **changes: Any) -> httpx.Response:
    told = {
        "target": {"kind": kind, "id": number},
        "grade": "satisfied",
        "reason_codes": ["412"],
        "evaluated_at": terminal.platform.now().isoformat(),
        "confirmation": confirmation(terminal, session),
    }
    return terminal.post("/evaluations", told | changes)


def test_five_grades_of_eight_reasons(terminal: Terminal) -> None:
    answer = terminal.get("/evaluation-reasons")
    grades = answer.json()["grades"]
    assert [(g["grade"], g["bad"], len(g["reasons"])) for g in grades] == [
        ("very_satisfied", False, 8), ("satisfied", False, 8), ("basically_satisfied", False, 8),
        ("dissatisfied", True, 8), ("very_dissatisfied", True, 8),
    ]  # fmt: skip
    assert len({r["code"] for g in grades for r in g["reasons"]}) == 40
    assert terminal.get("/evaluation-reasons", if_none_match=answer.headers["ETag"]).status_code == 304


def test_one_rating_a_target_and_person(terminal: Terminal) -> None:
    session = terminal.sign_in("two_bookings")
    ticket = terminal.post("/queue-tickets", {"source": "booking", "booking_id": "bk-0001"}).json()[
        "ticket_id"
    ]
    first = rate(terminal, session, "queue_ticket", ticket).json()
    assert (first["kind"], first["promised_reply_by"]) == ("evaluation", None)
    again = rate(terminal, session, "queue_ticket", ticket)
    assert code(again) == (409, "already_evaluated")
    assert again.json()["existing"] == {"kind": "evaluation", "id": first["interaction_no"]}
    other = terminal.sign_in("no_booking")
    assert code(rate(terminal, other, "queue_ticket", ticket)) == (403, "not_owner")


def test_a_case_is_rated_once_under_all_its_numbers(terminal: Terminal) -> None:
    session = terminal.sign_in("all_states")
    number = case_of(terminal, "DELIVERED")
    case = terminal.get(f"/cases/{number}").json()
    assert case["can"]["evaluate"] is True
    assert rate(terminal, session, "case", number).status_code == 201
    alias = case["aliases"]["application_no"]
    assert code(rate(terminal, session, "case", alias)) == (409, "already_evaluated")
    assert terminal.get(f"/cases/{number}").json()["can"]["evaluate"] is False
    early = rate(terminal, session, "case", case_of(terminal, "SUBMITTED"))
    assert code(early) == (409, "state_conflict")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"grade": "dissatisfied", "reason_codes": ["412"]}, "/reason_codes/0"),
        ({"grade": "very_dissatisfied", "reason_codes": []}, "/reason_codes"),
        ({"grade": "very_dissatisfied", "reason_codes": [], "words": "  "}, "/reason_codes"),
        ({"grade": "very_dissatisfied", "reason_codes": [], "words": "等太久"}, None),
        ({"grade": "very_satisfied", "reason_codes": []}, None),
    ],
)
def test_reasons_belong_to_their_grade(terminal: Terminal, changes: Json, expected: str | None) -> None:
    session = terminal.sign_in("no_booking")
    ticket = terminal.post("/queue-tickets", {"source": "walk_in", "area_code": "A"}).json()["ticket_id"]
    answer = rate(terminal, session, "queue_ticket", ticket, **changes)
    told = None if answer.status_code == 201 else answer.json()["errors"][0]["pointer"]
    assert told == expected


def test_a_rating_may_come_late(platform: RunningPlatform, terminal: Terminal) -> None:
    session = terminal.sign_in("no_booking")
    ticket = terminal.post("/queue-tickets", {"source": "walk_in", "area_code": "A"}).json()["ticket_id"]
    confirmed = confirmation(terminal, session)
    terminal.token = None
    platform.advance(24 * 3600)
    assert rate(terminal, session, "queue_ticket", ticket, confirmation=confirmed).status_code == 201


@pytest.mark.parametrize(
    ("path", "kind", "due"),
    [
        ("/consultations", "consultation", "2026-03-19"),
        ("/suggestions", "suggestion", "2026-03-26"),
        ("/complaints", "complaint", "2026-04-02"),
    ],
)
def test_words_to_a_department(
    platform: RunningPlatform, terminal: Terminal, path: str, kind: str, due: str
) -> None:
    session = terminal.sign_in("no_booking")
    told: Json = {
        "content": "请问要带什么？",
        "task_code": LEGAL_AID,
        "confirmation": confirmation(terminal, session),
    }
    if kind == "complaint":
        told |= {"department_uscc": JUSTICE, "public": False}
    taken = terminal.post(path, told).json()
    assert (taken["kind"], taken["promised_reply_by"], taken["title"]) == (kind, due, "请问要带什么？")
    number = taken["interaction_no"]
    platform.control.put(f"interactions/{number}", json={"reply": "带身份证。"}).raise_for_status()
    (mine,) = terminal.get("/interactions").json()["interactions"]
    assert (mine["interaction_no"], mine["status"], mine["reply"]) == (number, "replied", "带身份证。")


def test_a_department_that_is_none(terminal: Terminal) -> None:
    session = terminal.sign_in("no_booking")
    told = {
        "department_uscc": "11990100MB9999A99X",
        "content": "x",
        "public": False,
        "confirmation": confirmation(terminal, session),
    }
    answer = terminal.post("/complaints", told)
    assert [e["pointer"] for e in answer.json()["errors"]] == ["/department_uscc"]


def test_interactions_are_ones_own_newest_first(platform: RunningPlatform, terminal: Terminal) -> None:
    session = terminal.sign_in("no_booking")
    numbers = []
    for n in range(3):
        told = {"content": f"第{n}条", "confirmation": confirmation(terminal, session)}
        numbers.append(terminal.post("/suggestions", told).json()["interaction_no"])
        platform.advance(1)
    page = terminal.get("/interactions?limit=2").json()
    assert [i["interaction_no"] for i in page["interactions"]] == numbers[:0:-1]
    rest = terminal.get(f"/interactions?limit=2&cursor={page['next_cursor']}").json()
    assert ([i["interaction_no"] for i in rest["interactions"]], rest["next_cursor"]) == (numbers[:1], None)
    terminal.sign_in("two_bookings")
    assert terminal.get("/interactions").json()["interactions"] == []


def test_common_questions(terminal: Terminal) -> None:
    answer = terminal.get("/faq?limit=3")
    assert (len(answer.json()["entries"]), answer.json()["next_cursor"]) == (3, "n3")
    assert terminal.get("/faq", if_none_match=answer.headers["ETag"]).status_code == 304
    (one,) = terminal.get(f"/faq?task_code={LEGAL_AID}").json()["entries"]
    assert one["question"] == "法律援助收费吗？"


def test_published_results_name_nobody(terminal: Terminal) -> None:
    results = terminal.get("/published-results").json()["results"]
    assert {r["decision"] for r in results} == {"准予", "不予准许"}
    assert {r["applicant_masked"] for r in results} == {"张*例", "吴*件"}
    assert [r["decided_on"] for r in results] == sorted((r["decided_on"] for r in results), reverse=True)


def test_samples_and_blank_forms(terminal: Terminal) -> None:
    guide = terminal.get(f"/items/{LEGAL_AID}").json()
    samples = [m["sample"]["file_id"] for m in guide["elements"]["materials"] if m["sample"]]
    assert samples == ["m2", "m3", "m4"]
    for file_id in [*samples, guide["elements"]["result_samples"][0]["file_id"]]:
        file = terminal.get(f"/items/{LEGAL_AID}/files/{file_id}")
        assert file.content.startswith(b"%PDF-1.4")
        known = terminal.get(f"/items/{LEGAL_AID}/files/{file_id}", if_none_match=file.headers["ETag"])
        assert known.status_code == 304
    assert code(terminal.get(f"/items/{LEGAL_AID}/files/m1")) == (404, "not_found")


def test_who_did_not_come_is_counted_the_day_after(platform: RunningPlatform, terminal: Terminal) -> None:
    terminal.sign_in("expired_booking")
    assert terminal.get("/bookings").json()["credit"]["no_shows"] == 1
    platform.advance(timedelta(days=1).total_seconds())
    terminal.sign_in("expired_booking")
    told = terminal.get("/bookings?status=all").json()
    assert (told["bookings"][0]["status"], told["credit"]["no_shows"]) == ("no_show", 2)
    assert terminal.get("/bookings").json()["credit"]["no_shows"] == 2


def test_too_many_no_shows_suspend_booking(platform: RunningPlatform, terminal: Terminal) -> None:
    items = [
        "11990100MB9911A15Y4990513001000",
        "11990100MB9904A42N4990511001000",
        "11990100MB9910A04K4990731001000",
    ]
    terminal.sign_in("expired_booking")
    for item in items:
        booked = terminal.post("/bookings", {"slot_id": "sl-20260313-1000-C", "task_code": item})
        assert booked.status_code == 201, booked.text
    platform.advance(timedelta(days=2).total_seconds())
    terminal.sign_in("expired_booking")
    credit = terminal.get("/bookings").json()["credit"]
    # One from before, the one missed on the first day, three on the second.
    assert credit["no_shows"] == 5
    assert credit["suspended_until"].startswith("2026-04-13T10:2")  # its clock goes on
    more = terminal.post("/bookings", {"slot_id": "sl-20260316-1000-C", "task_code": items[0]})
    assert code(more) == (423, "booking_suspended")
    assert terminal.post("/queue-tickets", {"source": "walk_in", "area_code": "C"}).status_code == 201
