"""Whom the platform knows, and whom the citizen may act for."""

from __future__ import annotations

import json
import sqlite3

from simulator.platform import items
from simulator.platform.call import Answer, Call, Handler
from simulator.platform.contract import Json
from simulator.platform.people import age_band, mask_id, mask_name
from simulator.platform.problems import Problem
from simulator.platform.store import Store

NATURAL = "1"
MAX_DEPTH = 3
MINOR = frozenset({"under_14", "from_14_to_17"})
REFUSALS = {
    "pending_review": "delegation_pending",
    "rejected": "delegation_revoked",
    "revoked": "delegation_revoked",
    "expired": "delegation_expired",
}


def list_subjects(call: Call) -> Answer:
    """List oneself, then everyone a delegation names, whatever its status."""
    me, task_code = call.citizen.subject_id, call.parameters.get("task_code")
    rows = call.store.all("SELECT * FROM delegations WHERE agent_id = ? ORDER BY delegation_id", me)
    others = [
        wire(call, find(call.store, row["principal_id"]), row["relation"], row)
        for row in rows
        if task_code is None or _covers(row, task_code)
    ]
    return Answer(200, {"subjects": [wire(call, find(call.store, me), "self", None), *others]})


def find(store: Store, subject_id: str) -> sqlite3.Row:
    """Find a person or organisation. Raises ``Problem`` not_found."""
    row = store.one("SELECT * FROM subjects WHERE subject_id = ?", subject_id)
    if row is None:
        raise Problem("not_found")
    return row


def masked(row: sqlite3.Row) -> str:
    """Return a person's masked name; an organisation's name is public."""
    return mask_name(row["name"]) if row["subject_type"] == NATURAL else str(row["name"])


def acting(call: Call, subject_id: str | None, task_code: str | None = None) -> sqlite3.Row | None:
    """Return the delegation by which the citizen acts for a subject; ``None`` for oneself.

    Raises ``Problem`` not_owner, delegation_* or agent_not_allowed.
    """
    me = call.citizen.subject_id
    if subject_id is None or subject_id == me:
        return None
    rows = call.store.all(
        "SELECT * FROM delegations WHERE agent_id = ? AND principal_id = ? ORDER BY delegation_id",
        me,
        subject_id,
    )
    if not rows:
        raise Problem("not_owner")
    # Of several delegations one good one is enough; else the first says why not.
    refusals = [_refusal(call, row, task_code) for row in rows]
    if None not in refusals:
        raise Problem(str(refusals[0]))
    delegation = rows[refusals.index(None)]
    if (
        task_code
        and delegation["relation"] == "delegate"
        and not items.load(call.store, task_code).agent_allowed
    ):
        raise Problem("agent_not_allowed")
    return delegation


def is_minor(call: Call, row: sqlite3.Row) -> bool:
    """Tell whether a guardian must act for this person."""
    return row["subject_type"] == NATURAL and age_band(row["id_no"], call.now.date()) in MINOR


def status(call: Call, delegation: sqlite3.Row) -> str:
    """Return the delegation's status today."""
    valid_to = delegation["valid_to"]
    if delegation["status"] == "active" and valid_to and valid_to < call.now.date().isoformat():
        return "expired"
    return str(delegation["status"])


def wire(call: Call, subject: sqlite3.Row, relation: str, delegation: sqlite3.Row | None) -> Json:
    """Return the contract's Subject."""
    return {
        "subject_id": subject["subject_id"],
        "subject_type": subject["subject_type"],
        "name": subject["name"] if relation == "self" else masked(subject),
        "id_masked": mask_id(subject["id_no"]),
        "relation": relation,
        "delegation": {
            "delegation_id": delegation["delegation_id"],
            "status": status(call, delegation),
            "depth": delegation["depth"],
            "valid_from": delegation["valid_from"],
            "valid_to": delegation["valid_to"],
            "task_codes": json.loads(delegation["task_codes"] or "null"),
        }
        if delegation
        else None,
    }


def _refusal(call: Call, row: sqlite3.Row, task_code: str | None) -> str | None:
    now = status(call, row)
    if now in REFUSALS:
        return REFUSALS[now]
    if row["depth"] > MAX_DEPTH:
        return "delegation_too_deep"
    if row["valid_from"] and row["valid_from"] > call.now.date().isoformat():
        return "delegation_pending"
    return None if task_code is None or _covers(row, task_code) else "delegation_out_of_scope"


def _covers(row: sqlite3.Row, task_code: str) -> bool:
    return row["task_codes"] is None or task_code in json.loads(row["task_codes"])


OPERATIONS: dict[str, Handler] = {"listSubjects": list_subjects}
