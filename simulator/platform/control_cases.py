"""The departments' side of /sim: cases move on, letters are reviewed, phones send files."""

from __future__ import annotations

import base64

from starlette.requests import Request

from simulator.platform import case_moves, relays, submission
from simulator.platform.call import Core
from simulator.platform.clock import text
from simulator.platform.contract import Json
from simulator.platform.gate import Front
from simulator.platform.problems import Problem

FEES = frozenset({"none", "unpaid", "paid", "unknown"})
DELEGATIONS = frozenset({"active", "rejected", "revoked", "pending_review"})
CERTIFICATES = frozenset({"valid", "expired", "revoked", "suspended"})


def move_case(front: Front, request: Request, body: Json) -> Json:
    """Bring a case into ``state`` (with ``points`` for a correction), or set its ``fee``."""
    core, case_no = front.core, request.path_params["case_no"]
    with core.store.transaction():
        row = case_moves.get(core.store, case_no)
        if "state" in body:
            at = text(core.clock.now())
            case_moves.move(core, row["case_no"], body["state"], at, body.get("points"))
        if "fee" in body:
            fee = _one_of(body["fee"], FEES)
            core.store.run("UPDATE cases SET fee_status = ? WHERE case_no = ?", fee, row["case_no"])
    return {"case_no": row["case_no"], "state": case_moves.get(core.store, case_no)["state"]}


def rules(front: Front, _: Request, body: Json) -> None:
    """Let one person have the same matter under way many times (``many_open_cases``), or no longer."""
    front.core.store.set_meta(submission.MANY_OPEN_CASES, "1" if body["many_open_cases"] else "")


def review_delegation(front: Front, request: Request, body: Json) -> None:
    """Set a delegation's ``status``."""
    number = request.path_params["delegation_id"]
    _set_status(front.core, "delegations", "delegation_id", number, _one_of(body["status"], DELEGATIONS))


def certificate_status(front: Front, request: Request, body: Json) -> None:
    """Set a certificate's ``status``."""
    number = request.path_params["certificate_id"]
    _set_status(front.core, "certificates", "certificate_id", number, _one_of(body["status"], CERTIFICATES))


def answer_interaction(front: Front, request: Request, body: Json) -> None:
    """Reply to a citizen."""
    front.core.store.run(
        "UPDATE interactions SET status = 'replied', reply = ?, replied_at = ? WHERE interaction_no = ?",
        str(body["reply"]),
        text(front.core.clock.now()),
        request.path_params["interaction_no"],
    )


def phone_sends(front: Front, request: Request, body: Json) -> Json:
    """Send a file as the citizen's phone would: ``media_type`` and base64 ``content``."""
    core, content = front.core, base64.b64decode(body["content"], validate=True)
    now, relay_id = text(core.clock.now()), request.path_params["relay_id"]
    with core.store.transaction():
        return {"upload_id": relays.phone_sends(core.store, now, relay_id, body["media_type"], content)}


def state(core: Core) -> Json:
    """Return what the departments see: cases, uploads, grants, interactions."""
    store = core.store
    return {
        "cases": _rows(core, "case_no, task_code, subject_id, state, fee_status", "cases"),
        "uploads": _rows(core, "upload_id, status, received, size, media_type, used_by", "uploads"),
        "upload_bytes": store.count("SELECT coalesce(sum(length(bytes)), 0) FROM upload_bytes"),
        "grants": _rows(core, "grant_id, certificate_id, status, copies, counted", "grants"),
        "interactions": _rows(core, "interaction_no, kind, subject_id, target, status", "interactions"),
    }


def _rows(core: Core, columns: str, table: str) -> list[Json]:
    return [dict(row) for row in core.store.all(f"SELECT {columns} FROM {table} ORDER BY rowid")]  # noqa: S608


def _set_status(core: Core, table: str, key: str, number: str, status: str) -> None:
    if not core.store.one(f"SELECT 1 FROM {table} WHERE {key} = ?", number):  # noqa: S608
        raise Problem("not_found")
    core.store.run(f"UPDATE {table} SET status = ? WHERE {key} = ?", status, number)  # noqa: S608


def _one_of(value: str, known: frozenset[str]) -> str:
    if value not in known:
        raise ValueError(value)
    return value
