"""Looking at cases: one's own list, one case in full, or the minimal view by number alone."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from simulator.platform import case_documents, case_moves, case_view, paging, subjects
from simulator.platform.call import Answer, Call, Handler, file
from simulator.platform.clock import moment, text
from simulator.platform.problems import Counted, Problem

MISSES = 5
WINDOW = timedelta(minutes=10)


def list_my_cases(call: Call) -> Answer:
    """List the citizen's cases, or those of a subject acted for, newest first."""
    wanted = call.parameters
    subject_id = wanted.get("subject_id") or call.citizen.subject_id
    subjects.acting(call, subject_id, wanted.get("task_code"))
    rows = [
        case_moves.settle(call.core, row)
        for row in call.store.all(
            "SELECT * FROM cases WHERE subject_id = ? ORDER BY submitted_at DESC, case_no DESC", subject_id
        )
    ]
    rows = [
        row
        for row in rows
        if wanted.get("state") in {None, row["state"]} and wanted.get("task_code") in {None, row["task_code"]}
    ]
    some, cursor = paging.page(call, rows)
    return Answer(200, {"cases": [case_view.summary(call, row) for row in some], "next_cursor": cursor})


def get_case(call: Call) -> Answer:
    """Show a case: in full to its holder, else the minimal view. Unknown numbers are counted."""
    row = case_moves.find(call.store, call.parameters["case_no"])
    is_mine = row is not None and _is_mine(call, row)
    if not is_mine:
        _refuse_guessing(call)
    if row is None:
        call.store.insert("lookup_misses", device_id=call.device_id, at=text(call.now))
        raise Counted("case_not_found")
    row, view = case_moves.settle(call.core, row), call.parameters.get("view")
    if view == "full":
        _demand_full(call, is_mine=is_mine)
    if view == "minimal" or not is_mine or call.citizen.level < "L2":
        return Answer(200, case_view.minimal(call, row))
    shown = case_view.full(call, row)
    call.store.run("UPDATE cases SET unread = 0 WHERE case_no = ?", row["case_no"])
    return Answer(200, shown)


def get_case_document(call: Call) -> Answer:
    """Give the PDF of a receipt, notice or decision to its holder."""
    row = own(call)
    document = call.store.one(
        "SELECT * FROM documents WHERE case_no = ? AND document_id = ?",
        row["case_no"],
        call.parameters["document_id"],
    )
    if document is None:
        raise Problem("not_found")
    return file(call, case_documents.content(document), "application/pdf")


def own(call: Call) -> sqlite3.Row:
    """Find the case if the citizen may act in it. Raises ``Problem`` case_not_found or not_owner."""
    row = case_moves.get(call.store, call.parameters["case_no"])
    if not _is_mine(call, row):
        raise Problem("not_owner")
    return case_moves.settle(call.core, row)


def _is_mine(call: Call, row: sqlite3.Row) -> bool:
    if call.session is None:
        return False
    try:
        subjects.acting(call, row["subject_id"], row["task_code"])
    except Problem:
        return False
    return True


def _demand_full(call: Call, *, is_mine: bool) -> None:
    if call.session is None:
        raise Problem("session_missing")
    if not is_mine:
        raise Problem("not_owner")
    if call.session.level < "L2":
        raise Problem("level_too_low", required_level="L2")


def _refuse_guessing(call: Call) -> None:
    since = text(call.now - WINDOW)
    misses = call.store.all(
        "SELECT at FROM lookup_misses WHERE device_id = ? AND at > ? ORDER BY at", call.device_id, since
    )
    if len(misses) >= MISSES:
        wait = moment(misses[-MISSES]["at"]) + WINDOW - call.now
        raise Problem("lookup_cooldown", retry_after=max(1, int(wait.total_seconds())))


OPERATIONS: dict[str, Handler] = {
    "listMyCases": list_my_cases,
    "getCase": get_case,
    "getCaseDocument": get_case_document,
}
