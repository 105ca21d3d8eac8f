"""打印授权: permission to print some copies for one purpose, for ten minutes, on one terminal."""

from __future__ import annotations

import hashlib
import hmac
import json
import sqlite3
from datetime import timedelta

from simulator.platform import certificates, consents, grant_paper, items, levels, quota, subjects
from simulator.platform.call import Answer, Call, Handler, file
from simulator.platform.clock import moment, text
from simulator.platform.contract import Json
from simulator.platform.problems import Problem
from simulator.platform.validation import entry

LIFE = timedelta(minutes=10)
DEFAULT_LEVEL = "L3"
FINAL = frozenset({"printed", "failed"})


def create_print_grant(call: Call) -> Answer:
    """Grant copies while the day's quota lasts."""
    row, wanted = certificates.find(call, call.parameters["certificate_id"]), call.body
    task_code = row["task_code"]
    levels.demand(
        call.citizen, items.load(call.store, task_code).level_for("print") if task_code else DEFAULT_LEVEL
    )
    subject_id = wanted.get("subject_id") or call.citizen.subject_id
    subjects.acting(call, subject_id, task_code)
    certificates.usable(call, row["certificate_id"], subject_id)
    consents.demand(call, wanted["consent_id"], "certificate_use", call.citizen.subject_id, task_code)
    if not row["copies_max"]:
        raise Problem("certificate_not_usable")
    if wanted["copies"] > row["copies_max"]:
        raise Problem(
            "validation_failed", errors=[entry("/copies", "range", f"一次最多{row['copies_max']}份。")]
        )
    left = quota.left(call, row)
    if wanted["copies"] > left:
        raise Problem("print_quota_exhausted", until=quota.resets_at(call))
    number = _insert(call, row, left - wanted["copies"])
    return Answer(201, wire(call, find(call, number)))


def download_grant_file(call: Call) -> Answer:
    """Give the file of an open grant; from now on its copies count until the outcome is told."""
    row = _here(call)
    status = status_now(call, row)
    if status != "open":
        raise Problem("grant_expired" if status == "expired" else "grant_closed")
    if certificates.flaw(call, certificates.find(call, row["certificate_id"])):
        raise Problem("certificate_not_usable")
    call.store.run(
        "UPDATE grants SET fetched_at = ? WHERE grant_id = ? AND fetched_at IS NULL",
        text(call.now),
        row["grant_id"],
    )
    return file(call, row["content"], "application/pdf")


def report_grant_outcome(call: Call) -> Answer:
    """Note what came out; copies that failed go back to the quota. ``unknown`` may be settled later."""
    row, told = _here(call), call.body
    if row["status"] in FINAL or (row["fetched_at"] is None and status_now(call, row) == "expired"):
        raise Problem("grant_closed")
    if told["copies_printed"] > row["copies"]:
        raise Problem("validation_failed", errors=[entry("/copies_printed", "range", "比准打的份数多。")])
    counted = row["copies"] if told["outcome"] == "unknown" else told["copies_printed"]
    call.store.run(
        "UPDATE grants SET status = ?, counted = ?, outcome = ? WHERE grant_id = ?",
        told["outcome"],
        counted,
        json.dumps(told, ensure_ascii=False),
        row["grant_id"],
    )
    certificate = certificates.find(call, row["certificate_id"])
    call.store.run(
        "UPDATE grants SET copies_left = ? WHERE grant_id = ?", quota.left(call, certificate), row["grant_id"]
    )
    return Answer(200, wire(call, find(call, row["grant_id"])))


def find(call: Call, grant_id: str) -> sqlite3.Row:
    """Find a grant. Raises ``Problem`` not_found."""
    row = call.store.one("SELECT * FROM grants WHERE grant_id = ?", grant_id)
    if row is None:
        raise Problem("not_found")
    return row


def status_now(call: Call, row: sqlite3.Row) -> str:
    """Return the status: an open grant past its time has expired."""
    past = row["status"] == "open" and moment(row["expires_at"]) <= call.now
    return "expired" if past else str(row["status"])


def wire(call: Call, row: sqlite3.Row) -> Json:
    """Return the contract's PrintGrant."""
    certificate = certificates.find(call, row["certificate_id"])
    sha256, sm3 = hashlib.sha256(row["content"]).hexdigest(), hashlib.new("sm3", row["content"]).hexdigest()
    return {
        "grant_id": row["grant_id"],
        "certificate_id": row["certificate_id"],
        "device_id": row["device_id"],
        "status": status_now(call, row),
        "copies": row["copies"],
        "copies_left": row["copies_left"],
        "purpose": row["purpose"],
        "issued_at": row["issued_at"],
        "expires_at": row["expires_at"],
        "print_no": row["print_no"],
        "watermark": row["watermark"],
        "file": {
            "download_path": f"/print-grants/{row['grant_id']}/file",
            "media_type": "application/pdf",
            "size": len(row["content"]),
            "pages": grant_paper.pages(row["content"]),
            "sha256": sha256,
            "sm3": sm3,
            "paper": certificate["paper"],
            "duplex": False,
            "numbered_paper": bool(certificate["numbered"]),
        },
        "seal": grant_paper.seal(certificate, row["issued_at"]),
        "verify": grant_paper.verify(row, sm3),
        "signature": {"alg": "HMAC-SM3", "key_id": "device", "value": _signature(call, row, sha256, sm3)},
    }


def _here(call: Call) -> sqlite3.Row:
    row = find(call, call.parameters["grant_id"])
    if row["device_id"] != call.device_id:
        raise Problem("not_owner")
    return row


def _insert(call: Call, certificate: sqlite3.Row, left: int) -> str:
    wanted = call.body
    number = f"gr-{call.store.mint('grant'):04d}"
    print_no = f"P{call.now:%Y%m%d}{call.store.mint('print'):06d}"
    verify_code = hashlib.sha256(print_no.encode()).hexdigest()[:12].upper()
    watermark = f"仅供{wanted['purpose']}使用"
    content = grant_paper.make(call, certificate, print_no, verify_code, watermark)
    call.store.insert(
        "grants",
        grant_id=number,
        certificate_id=certificate["certificate_id"],
        device_id=call.device_id,
        subject_id=call.citizen.subject_id,
        status="open",
        copies=wanted["copies"],
        counted=wanted["copies"],
        copies_left=left,
        purpose=wanted["purpose"],
        issued_at=text(call.now),
        expires_at=text(call.now + LIFE),
        print_no=print_no,
        verify_code=verify_code,
        watermark=watermark,
        content=content,
    )
    return number


def _signature(call: Call, row: sqlite3.Row, sha256: str, sm3: str) -> str:
    device = call.store.one("SELECT secret FROM devices WHERE device_id = ?", row["device_id"])
    parts = [str(row[name]) for name in ("grant_id", "certificate_id", "device_id", "copies", "expires_at")]
    text_ = "\n".join([*parts, sha256, sm3, row["print_no"]])
    key = bytes.fromhex(device["secret"]) if device else b""
    return hmac.new(key, text_.encode(), "sm3").hexdigest()


OPERATIONS: dict[str, Handler] = {
    "createPrintGrant": create_print_grant,
    "downloadGrantFile": download_grant_file,
    "reportGrantOutcome": report_grant_outcome,
}
