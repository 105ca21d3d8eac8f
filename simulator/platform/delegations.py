"""Delegations: asked for with a signed letter, cancelled by either side."""

from __future__ import annotations

import json
import sqlite3

from simulator.platform import items, subjects, uploads
from simulator.platform.call import Answer, Call, Handler
from simulator.platform.problems import Problem
from simulator.platform.validation import entry


def request_delegation(call: Call) -> Answer:
    """Ask to act for someone; staff review the letter."""
    wanted, me = call.body, call.citizen.subject_id
    for task_code in wanted["task_codes"]:
        items.load(call.store, task_code)
    if wanted["valid_to"] < call.now.date().isoformat():
        raise _refused("/valid_to", "range", "有效期已经过了。")
    principal = _principal(call)
    if principal["subject_id"] == me:
        raise _refused("/principal/id_no", "not_allowed", "不能委托给自己。")
    if wanted["relation"] == "guardian" and principal["subject_type"] != subjects.NATURAL:
        raise _refused("/relation", "choice", "单位没有监护人。")
    number = f"de-{call.store.mint('delegation'):04d}"
    for upload_id in wanted["letter_upload_ids"]:
        uploads.spend(call, upload_id, "delegation_letter", used_by=number)
    call.store.insert(
        "delegations",
        delegation_id=number,
        principal_id=principal["subject_id"],
        agent_id=me,
        relation=wanted["relation"],
        status="pending_review",
        depth=1,
        valid_from=call.now.date().isoformat(),
        valid_to=wanted["valid_to"],
        task_codes=json.dumps(wanted["task_codes"]),
    )
    return Answer(201, subjects.wire(call, principal, wanted["relation"], find(call, number)))


def cancel_delegation(call: Call) -> Answer:
    """Cancel a delegation that the citizen gave or holds."""
    row = find(call, call.parameters["delegation_id"])
    if call.citizen.subject_id not in {row["principal_id"], row["agent_id"]}:
        raise Problem("not_owner")
    call.store.run("UPDATE delegations SET status = 'revoked' WHERE delegation_id = ?", row["delegation_id"])
    return Answer(204)


def find(call: Call, delegation_id: str) -> sqlite3.Row:
    """Find a delegation. Raises ``Problem`` not_found."""
    row = call.store.one("SELECT * FROM delegations WHERE delegation_id = ?", delegation_id)
    if row is None:
        raise Problem("not_found")
    return row


def _principal(call: Call) -> sqlite3.Row:
    wanted = call.body["principal"]
    row = call.store.one("SELECT * FROM subjects WHERE id_no = ?", wanted["id_no"].upper())
    if row is None or (row["name"], row["subject_type"]) != (wanted["name"], wanted["subject_type"]):
        raise _refused("/principal", "mismatch", "委托人的姓名和号码对不上。")
    return row


def _refused(pointer: str, code: str, words: str) -> Problem:
    return Problem("validation_failed", errors=[entry(pointer, code, words)])


OPERATIONS: dict[str, Handler] = {
    "requestDelegation": request_delegation,
    "cancelDelegation": cancel_delegation,
}
