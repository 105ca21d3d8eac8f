"""A case as its holder sees it, as anyone with its number sees it, and as a list shows it."""

from __future__ import annotations

import json
import sqlite3

from simulator.platform import (
    case_documents,
    case_moves,
    case_states,
    case_steps,
    items,
    next_steps,
    subjects,
)
from simulator.platform.call import Call
from simulator.platform.contract import Json
from simulator.platform.items import Item

VISITS = {"fully_online": 0, "original_verification": 1, "original_precheck": 2}
DECISIONS = {"DONE_GRANTED": ("granted", "准予"), "DONE_REFUSED": ("refused", "不予准许")}


def summary(call: Call, row: sqlite3.Row) -> Json:
    """Return the contract's CaseSummary."""
    return {
        "case_no": row["case_no"],
        "task_code": row["task_code"],
        "item_name": items.load(call.store, row["task_code"]).name,
        "state": row["state"],
        "state_text": case_states.state_text(row["state"]),
        "submitted_at": row["submitted_at"],
        "updated_at": row["updated_at"],
        "due_on": row["due_on"],
        "unread": bool(row["unread"]),
    }


def minimal(call: Call, row: sqlite3.Row) -> Json:
    """Return the contract's CaseMinimal: no name, material, officer or opinion."""
    item = items.load(call.store, row["task_code"])
    return {
        "view": "minimal",
        "case_no_masked": masked_no(row["case_no"]),
        "item_name": item.name,
        "state": row["state"],
        "state_text": case_states.state_text(row["state"]),
        "next_steps": next_steps.of(call.core, row, item),
        "promised": promised(call, row, item),
        "steps": [{"name": step["name"], "status": step["status"]} for step in _process(call, row)],
    }


def full(call: Call, row: sqlite3.Row) -> Json:
    """Return the contract's CaseFull."""
    item, record = items.load(call.store, row["task_code"]), json.loads(row["record"])
    return {
        "view": "full",
        "case_no": row["case_no"],
        "aliases": {
            "application_no": row["application_no"],
            "review_code": case_moves.review_code(row["application_no"]),
        },
        "task_code": row["task_code"],
        "item_name": item.name,
        "handling_mode": row["handling_mode"],
        "state": row["state"],
        "state_text": case_states.state_text(row["state"]),
        "state_since": row["state_since"],
        "next_steps": next_steps.of(call.core, row, item),
        "visits_left": visits_left(row),
        "promised": promised(call, row, item),
        "application": _application(call, row, item, record),
        "process": _process(call, row),
        "correction": json.loads(row["notice"]) if row["notice"] else None,
        "result": _result(call, row),
        "documents": case_documents.all_of(call.core, row["case_no"]),
        "fee": fee(row, item),
        "children": _children(record),
        "can": _can(call, row),
        "query": {"qr_payload": f"CS{row['case_no']}", "url": "https://platform.example/cases"},
    }


def masked_no(case_no: str) -> str:
    """Hide the middle of a case number."""
    return f"{case_no[:4]}****{case_no[-4:]}"


def visits_left(row: sqlite3.Row) -> int:
    """Return how often the citizen must still come."""
    if row["state"] not in case_states.OPEN | {"DONE_GRANTED"}:
        return 0
    been = row["handling_mode"] == "original_precheck" and row["state"] not in {
        "DRAFT", "SUBMITTED", "PRECHECK_OK", "CORRECTION",
    }  # fmt: skip
    return VISITS[row["handling_mode"]] - been


def promised(call: Call, row: sqlite3.Row, item: Item) -> Json:
    """Return the contract's Promise."""
    paused, due_on = row["state"] in case_states.PAUSED, row["due_on"]
    running = row["state"] in case_states.OPEN and not paused
    late = running and due_on is not None and due_on < call.now.date().isoformat()
    return {"limit": item.promised_limit, "due_on": due_on, "clock_paused": paused, "overdue": late}


def fee(row: sqlite3.Row, item: Item) -> Json:
    """Return the contract's Fee: told, never taken here."""
    told = item.raw["fee"]
    charged = row["fee_status"] != "none"
    return {
        "charged": charged,
        "text": told["text"],
        "amount": f"{told['amount_cny']}.00" if charged and "amount_cny" in told else None,
        "basis": None,
        "status": row["fee_status"],
        "order_no": f"PAY{row['application_no']}" if charged else None,
        "pay_qr": f"https://platform.example/pay/{row['application_no']}" if charged else None,
    }


def _application(call: Call, row: sqlite3.Row, item: Item, record: Json) -> Json:
    names = {material["material_id"]: material["name"] for material in item.materials}
    agent = row["agent_id"]
    return {
        "submitted_at": row["submitted_at"],
        "applicant_masked": subjects.masked(subjects.find(call.store, row["subject_id"])),
        "agent_masked": subjects.masked(subjects.find(call.store, agent)) if agent else None,
        "form": record["form"],
        "delivery": record["delivery"],
        "materials": [
            {
                "material_id": given["material_id"],
                "name": names.get(given["material_id"], given["material_id"]),
                "means": given["means"],
                "trust_level": given["trust_level"],
            }
            for given in record["materials"]
        ],
        "signature_reliable": True if record["signed"] else None,
        "receipt_document_id": case_documents.of_kind(call.core, row["case_no"], "receipt"),
        "acceptance_document_id": case_documents.of_kind(call.core, row["case_no"], "acceptance_notice"),
    }


def _process(call: Call, row: sqlite3.Row) -> list[Json]:
    events = call.store.all(
        "SELECT state, at FROM case_events WHERE case_no = ? ORDER BY rowid", row["case_no"]
    )
    return case_steps.process(row["handling_mode"], [(event["state"], event["at"]) for event in events])


def _result(call: Call, row: sqlite3.Row) -> Json | None:
    decided = call.store.one(
        "SELECT state FROM case_events WHERE case_no = ? AND state IN ('DONE_GRANTED', 'DONE_REFUSED')",
        row["case_no"],
    )
    if decided is None:
        return None
    decision, words = DECISIONS[decided["state"]]
    certificate = row["certificate_id"]
    return {"decision": decision, "text": words, "certificate_ids": [certificate] if certificate else []}


def _children(record: Json) -> list[Json]:
    return [
        {"case_no": child["case_no"], "item_name": child["item_name"], "state": "SUBMITTED"}
        for child in record["children"]
    ]


def _can(call: Call, row: sqlite3.Row) -> Json:
    state = row["state"]
    notice = json.loads(row["notice"]) if row["notice"] else {"routes": []}
    rated = call.store.one(
        "SELECT 1 FROM interactions WHERE kind = 'evaluation' AND target = ? AND subject_id = ?",
        f"case {row['case_no']}",
        call.citizen.subject_id,
    )
    return {
        "correct": "online" in notice["routes"],
        "withdraw": state in case_states.BEFORE_DECISION,
        "remind": state in case_states.REMINDABLE and not reminded_today(call, row["case_no"]),
        "evaluate": state in case_states.RATEABLE and rated is None,
        "sign": state in case_states.DECIDED,
    }


def reminded_today(call: Call, case_no: str) -> bool:
    """Tell whether the department was reminded today."""
    return bool(
        call.store.count(
            "SELECT count(*) FROM interactions WHERE kind = 'reminder' AND target = ? AND received_at >= ?",
            f"case {case_no}",
            call.now.date().isoformat(),
        )
    )
