"""Electronic certificates held, and proofs that can be issued, with what may be printed."""

from __future__ import annotations

import json
import sqlite3

from simulator.platform import paging, quota, subjects
from simulator.platform.call import Answer, Call, Handler
from simulator.platform.contract import Json
from simulator.platform.problems import Problem

WHY_NOT = {
    "expired": "已过有效期。",
    "revoked": "已被注销。",
    "suspended": "已暂停使用。",
    "seal": "电子印章没有通过核对。",
    "quota": "今天的打印份数用完了，明天可以再打。",
    "never": "这份证照不能在终端打印。",
}


def list_certificates(call: Call) -> Answer:
    """List what the citizen, or a subject acted for, holds."""
    wanted = call.parameters
    subject_id = wanted.get("subject_id") or call.citizen.subject_id
    subjects.acting(call, subject_id)
    rows = [
        row
        for row in call.store.all(
            "SELECT * FROM certificates WHERE subject_id = ? ORDER BY certificate_id", subject_id
        )
        if wanted.get("type_code") in {None, row["type_code"]}
        and wanted.get("task_code") in {None, row["task_code"]}
    ]
    some, cursor = paging.page(call, rows)
    return Answer(200, {"certificates": [wire(call, row) for row in some], "next_cursor": cursor})


def find(call: Call, certificate_id: str) -> sqlite3.Row:
    """Find a certificate. Raises ``Problem`` not_found."""
    row = call.store.one("SELECT * FROM certificates WHERE certificate_id = ?", certificate_id)
    if row is None:
        raise Problem("not_found")
    return row


def usable(call: Call, certificate_id: str, subject_id: str) -> sqlite3.Row:
    """Return a holder's good certificate. Raises ``Problem`` not_owner or certificate_not_usable."""
    row = find(call, certificate_id)
    if row["subject_id"] != subject_id:
        raise Problem("not_owner")
    if flaw(call, row):
        raise Problem("certificate_not_usable")
    return row


def matching(call: Call, subject_id: str, material_name: str) -> str | None:
    """Return a good certificate that serves as the material of this name."""
    rows = call.store.all("SELECT * FROM certificates WHERE subject_id = ? ORDER BY 1", subject_id)
    fitting = (row for row in rows if material_name in json.loads(row["serves"]) and not flaw(call, row))
    return next((row["certificate_id"] for row in fitting), None)


def flaw(call: Call, row: sqlite3.Row) -> str | None:
    """Return what is wrong with a certificate now: its status, or ``seal``."""
    now = status(call, row)
    if now != "valid":
        return now
    return None if row["seal"] == "valid" else "seal"


def status(call: Call, row: sqlite3.Row) -> str:
    """Return the status today."""
    past = row["valid_to"] is not None and row["valid_to"] < call.now.date().isoformat()
    return "expired" if past and row["status"] == "valid" else str(row["status"])


def wire(call: Call, row: sqlite3.Row) -> Json:
    """Return the contract's Certificate."""
    left = quota.left(call, row)
    wrong = flaw(call, row)
    why_not = wrong or ("never" if not row["copies_max"] else None if left else "quota")
    printing = {
        "papers": [row["paper"]],
        "copies_max": row["copies_max"],
        "copies_left": left,
        "quota_resets_at": quota.resets_at(call),
        "numbered_paper": bool(row["numbered"]),
    }
    return {
        "certificate_id": row["certificate_id"],
        "kind": row["kind"],
        "identifier": row["identifier"],
        "type_code": row["type_code"],
        "type_name": row["type_name"],
        "certificate_no_masked": _masked(row["certificate_no"]),
        "holder_masked": subjects.masked(subjects.find(call.store, row["subject_id"])),
        "issuer": json.loads(row["issuer"]),
        "issued_on": row["issued_on"],
        "valid_from": row["valid_from"],
        "valid_to": row["valid_to"],
        "status": status(call, row),
        "face": json.loads(row["face"]),
        "task_code": row["task_code"],
        "printable": why_not is None,
        "why_not": WHY_NOT[why_not] if why_not else None,
        "usable_as_material": row["kind"] == "e_certificate" and wrong is None,
        "print": printing if row["copies_max"] else None,
    }


def _masked(number: str | None) -> str | None:
    return None if number is None else f"{number[:2]}{'*' * (len(number) - 4)}{number[-2:]}"


OPERATIONS: dict[str, Handler] = {"listCertificates": list_certificates}
