"""What citizens told the platform and what it answered: one numbered record each."""

from __future__ import annotations

import json
import sqlite3

from simulator.platform import paging, workdays
from simulator.platform.call import Answer, Call, Handler
from simulator.platform.clock import text
from simulator.platform.contract import Json
from simulator.platform.problems import Problem

PREFIXES = {
    "evaluation": "PJ",
    "consultation": "ZX",
    "suggestion": "JY",
    "complaint": "TS",
    "cannot_be_done": "BC",
    "objection": "YY",
    "reminder": "CB",
}
# Working days until a reply is promised; a rating gets none.
REPLY_WORKDAYS = {
    "consultation": 5,
    "suggestion": 10,
    "complaint": 15,
    "cannot_be_done": 5,
    "objection": 10,
    "reminder": 2,
}


def take(call: Call, kind: str, target: str | None = None, title: str | None = None) -> str:
    """Keep the request's body under a new number and return that."""
    number, now = f"{PREFIXES[kind]}{call.store.mint('interaction'):06d}", call.now
    days = REPLY_WORKDAYS.get(kind)
    due = workdays.after(call.settings, now.date(), days) if days else None
    call.store.insert(
        "interactions",
        interaction_no=number,
        kind=kind,
        device_id=call.device_id,
        subject_id=call.session.subject_id if call.session else None,
        target=target,
        title=title,
        received_at=text(now),
        promised_by=due.isoformat() if due else None,
        status="closed" if kind == "evaluation" else "received",
        body=json.dumps(call.body, ensure_ascii=False),
    )
    return number


def wire(call: Call, number: str) -> Json:
    """Return the contract's Interaction. Raises ``Problem`` not_found."""
    row = call.store.one("SELECT * FROM interactions WHERE interaction_no = ?", number)
    if row is None:
        raise Problem("not_found")
    return _wire(call, row)


def list_my_interactions(call: Call) -> Answer:
    """List the citizen's interactions, newest first."""
    rows = call.store.all(
        "SELECT * FROM interactions WHERE subject_id = ? ORDER BY received_at DESC, interaction_no DESC",
        call.citizen.subject_id,
    )
    some, cursor = paging.page(call, rows)
    return Answer(200, {"interactions": [_wire(call, row) for row in some], "next_cursor": cursor})


def _wire(call: Call, row: sqlite3.Row) -> Json:
    return {
        "interaction_no": row["interaction_no"],
        "kind": row["kind"],
        "received_at": row["received_at"],
        "status": row["status"],
        "promised_reply_by": row["promised_by"],
        "title": row["title"],
        "reply": row["reply"],
        "replied_at": row["replied_at"],
        "hotline": call.settings.hall["hotline"],
    }


OPERATIONS: dict[str, Handler] = {"listMyInteractions": list_my_interactions}
