"""What a holder does with a case: withdraw it, remind the department, sign for the result."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from simulator.platform import case_moves, case_states, case_view, cases, interactions, uploads
from simulator.platform.call import Answer, Call, Handler
from simulator.platform.clock import SHANGHAI, text
from simulator.platform.problems import Problem
from simulator.platform.validation import entry


def withdraw_case(call: Call) -> Answer:
    """Withdraw before a decision."""
    row = cases.own(call)
    if row["state"] not in case_states.BEFORE_DECISION:
        raise Problem("state_conflict")
    case_moves.move(call.core, row["case_no"], "VOID", text(call.now))
    return Answer(200, case_view.full(call, case_moves.get(call.store, row["case_no"])))


def remind_case(call: Call) -> Answer:
    """Remind the department; once a day."""
    row = cases.own(call)
    if row["state"] not in case_states.REMINDABLE:
        raise Problem("state_conflict")
    if case_view.reminded_today(call, row["case_no"]):
        midnight = datetime.combine(call.now.date() + timedelta(days=1), time(), SHANGHAI)
        raise Problem("rate_limited", "今天已经催过了，明天可以再催。", until=text(midnight))
    number = interactions.take(call, "reminder", target=f"case {row['case_no']}", title="催办")
    return Answer(201, interactions.wire(call, number))


def sign_for_result(call: Call) -> Answer:
    """Note that the result was handed over, or printed here, and signed for."""
    row, receipt = cases.own(call), call.body
    if row["state"] not in case_states.DECIDED:
        raise Problem("state_conflict")
    by = "holder" if row["subject_id"] == call.citizen.subject_id else "agent"
    if receipt["received_by"] != by:
        raise Problem(
            "validation_failed", errors=[entry("/received_by", "mismatch", "签收人和登录的人不一致。")]
        )
    if receipt.get("signature_upload_id"):
        uploads.spend(call, receipt["signature_upload_id"], "signature", used_by=row["case_no"])
    case_moves.move(call.core, row["case_no"], "DELIVERED", text(call.now))
    return Answer(200, case_view.full(call, case_moves.get(call.store, row["case_no"])))


OPERATIONS: dict[str, Handler] = {
    "withdrawCase": withdraw_case,
    "remindCase": remind_case,
    "signForResult": sign_for_result,
}
