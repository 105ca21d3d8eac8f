"""手机传件: a short-lived code by which the citizen's phone sends files straight to the platform."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import timedelta

from simulator.platform import items, uploads
from simulator.platform.call import Answer, Call, Handler
from simulator.platform.clock import moment, text
from simulator.platform.contract import Json
from simulator.platform.problems import Problem
from simulator.platform.store import Store
from simulator.platform.validation import entry

LIFE = timedelta(minutes=10)


def create_upload_relay(call: Call) -> Answer:
    """Make a code for one material of one item."""
    wanted = call.body
    item = items.load(call.store, wanted["task_code"])
    if wanted["material_id"] not in {material["material_id"] for material in item.materials}:
        raise Problem(
            "validation_failed", errors=[entry("/material_id", "not_in_guide", "指南里没有这份材料。")]
        )
    number = f"re-{call.store.mint('relay'):04d}"
    call.store.insert(
        "relays",
        relay_id=number,
        device_id=call.device_id,
        subject_id=call.citizen.subject_id,
        task_code=item.task_code,
        material_id=wanted["material_id"],
        expires_at=text(call.now + LIFE),
    )
    return Answer(201, _wire(call, _find(call.store, number)))


def get_upload_relay(call: Call) -> Answer:
    """Tell what the phone has sent so far."""
    row = _find(call.store, call.parameters["relay_id"])
    if row["subject_id"] != call.citizen.subject_id:
        raise Problem("not_owner")
    return Answer(200, _wire(call, row))


def phone_sends(store: Store, now: str, relay_id: str, media_type: str, content: bytes) -> str:
    """Take a file from the phone (the control side plays it). Raises ``Problem``."""
    row = _find(store, relay_id)
    if moment(row["expires_at"]) <= moment(now):
        raise Problem("qr_expired")
    number = f"up-{store.mint('upload'):04d}"
    store.insert(
        "uploads",
        upload_id=number,
        device_id=row["device_id"],
        subject_id=row["subject_id"],
        relay_id=relay_id,
        purpose="material",
        task_code=row["task_code"],
        material_id=row["material_id"],
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        trust_level="C",
        status="complete",
        received=len(content),
        expires_at=text(moment(now) + uploads.LIFE),
    )
    store.insert("upload_bytes", upload_id=number, start=0, bytes=content)
    return number


def _find(store: Store, relay_id: str) -> sqlite3.Row:
    row = store.one("SELECT * FROM relays WHERE relay_id = ?", relay_id)
    if row is None:
        raise Problem("not_found")
    return row


def _wire(call: Call, row: sqlite3.Row) -> Json:
    sent = call.store.all("SELECT * FROM uploads WHERE relay_id = ? ORDER BY rowid", row["relay_id"])
    return {
        "relay_id": row["relay_id"],
        "qr_payload": f"https://platform.example/send/{row['relay_id']}",
        "expires_at": row["expires_at"],
        "uploads": [uploads.wire(call, upload) for upload in sent],
    }


OPERATIONS: dict[str, Handler] = {
    "createUploadRelay": create_upload_relay,
    "getUploadRelay": get_upload_relay,
}
