"""好差评: one rating per target and person, with the uniform reasons of its grade."""

from __future__ import annotations

import sqlite3
from functools import cache

from simulator.platform import case_moves, case_states, grants, interactions, subjects, tickets
from simulator.platform.call import Answer, Call, Handler, tagged
from simulator.platform.contract import Json
from simulator.platform.problems import Problem
from simulator.platform.settings import data
from simulator.platform.validation import entry


def list_evaluation_reasons(call: Call) -> Answer:
    """Give the five grades and their reasons."""
    told = _reasons()
    return tagged(call, told, told["version"])


def create_evaluation(call: Call) -> Answer:
    """Take a rating."""
    given, target = call.body, call.body["target"]
    TARGETS[target["kind"]](call, target["id"])
    _refuse_mistakes(given)
    key = f"{target['kind']} {_number(call, target)}"
    before = call.store.one(
        "SELECT interaction_no FROM interactions WHERE kind = 'evaluation' AND target = ? AND subject_id = ?",
        key,
        call.citizen.subject_id,
    )
    if before:
        raise Problem("already_evaluated", existing={"kind": "evaluation", "id": before["interaction_no"]})
    return Answer(201, interactions.wire(call, interactions.take(call, "evaluation", key, "服务评价")))


def _number(call: Call, target: Json) -> str:
    """Return the target's one number: a case has aliases."""
    return (
        str(case_moves.get(call.store, target["id"])["case_no"])
        if target["kind"] == "case"
        else str(target["id"])
    )


def _case(call: Call, case_no: str) -> None:
    row = case_moves.settle(call.core, case_moves.get(call.store, case_no))
    subjects.acting(call, row["subject_id"], row["task_code"])
    if row["state"] not in case_states.RATEABLE:
        raise Problem("state_conflict")


def _ticket(call: Call, ticket_id: str) -> None:
    row = tickets.find(call, ticket_id)
    booking: sqlite3.Row | None = call.store.one(
        "SELECT subject_id FROM bookings WHERE booking_id = ?", row["booking_id"]
    )
    # A walk-in number belongs to whoever holds it.
    if booking and booking["subject_id"] != call.citizen.subject_id:
        raise Problem("not_owner")


def _grant(call: Call, grant_id: str) -> None:
    row = grants.find(call, grant_id)
    if row["subject_id"] != call.citizen.subject_id:
        raise Problem("not_owner")
    if row["status"] == "open":
        raise Problem("state_conflict")


def _refuse_mistakes(given: Json) -> None:
    grade = next(grade for grade in _reasons()["grades"] if grade["grade"] == given["grade"])
    known = {reason["code"] for reason in grade["reasons"]}
    found = [
        entry(f"/reason_codes/{n}", "choice", "这一级评价没有这个选项。")
        for n, code in enumerate(given["reason_codes"])
        if code not in known
    ]
    if grade["bad"] and not given["reason_codes"] and not (given.get("words") or "").strip():
        found.append(entry("/reason_codes", "required", "请选一个原因，或写几句话。"))
    if found:
        raise Problem("validation_failed", errors=found)


@cache
def _reasons() -> Json:
    raw = data("evaluation_reasons.toml")
    grades = [
        {
            **{name: grade[name] for name in ("grade", "label", "bad")},
            "reasons": [{"code": code, "text": words} for code, words in grade["reasons"].items()],
        }
        for grade in raw["grades"]
    ]
    return {"version": raw["version"], "grades": grades}


TARGETS = {"case": _case, "queue_ticket": _ticket, "print_grant": _grant}
OPERATIONS: dict[str, Handler] = {
    "listEvaluationReasons": list_evaluation_reasons,
    "createEvaluation": create_evaluation,
}
