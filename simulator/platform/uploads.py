"""Uploads: announced, sent in chunks by offset, checked, used by a case or destroyed after 72 hours."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import timedelta

from simulator.platform.call import Answer, Call, Handler
from simulator.platform.clock import moment, text
from simulator.platform.contract import Json
from simulator.platform.problems import Counted, Problem

LIFE = timedelta(hours=72)
MEDIA_TYPE = "application/offset+octet-stream"
# The harmless file by which virus scanners are tested (EICAR), split so that none takes this one for it.
UNSAFE = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def create_upload(call: Call) -> Answer:
    """Announce a file."""
    wanted, rules = call.body, call.settings.device_config["uploads"]
    if wanted["media_type"] not in rules["media_types"]:
        raise Problem("media_type_refused")
    if wanted["size"] > rules["max_bytes"]:
        raise Problem("upload_too_large")
    destroy_old(call)
    number = announce(
        call,
        call.citizen.subject_id,
        {name: wanted.get(name) for name in ("purpose", "task_code", "material_id", "media_type", "size")}
        | {"sha256": wanted["sha256"], "trust_level": wanted["trust_level"]},
    )
    return Answer(201, wire(call, find(call, number)))


def get_upload_offset(call: Call) -> Answer:
    """Tell how many bytes have arrived."""
    row = own(call)
    return Answer(200, None, {"Upload-Offset": str(row["received"]), "Upload-Length": str(row["size"])})


def append_upload(call: Call) -> Answer:
    """Append one chunk where the last one ended."""
    if call.headers.get("content-type", "").partition(";")[0].strip() != MEDIA_TYPE or not call.raw:
        raise Problem("malformed_request")
    row, offset = own(call), call.parameters["offset"]
    if offset != row["received"]:
        raise Problem("upload_offset_mismatch", offset=row["received"])
    end = offset + len(call.raw)
    if len(call.raw) > call.settings.device_config["uploads"]["chunk_max_bytes"] or end > row["size"]:
        raise Problem("upload_too_large")
    call.store.insert("upload_bytes", upload_id=row["upload_id"], start=offset, bytes=call.raw)
    call.store.run("UPDATE uploads SET received = ? WHERE upload_id = ?", end, row["upload_id"])
    return Answer(204, None, {"Upload-Offset": str(end)})


def complete_upload(call: Call) -> Answer:
    """Check length, digest and safety. On a wrong digest the bytes are gone."""
    row = own(call)
    if row["status"] == "receiving":
        if row["received"] < row["size"]:
            raise Problem("upload_incomplete", offset=row["received"])
        content = read(call, row["upload_id"])
        if {hashlib.sha256(content).hexdigest(), call.body["sha256"]} != {row["sha256"]}:
            destroy(call, row["upload_id"])
            raise Counted("digest_mismatch")
        if UNSAFE in content:
            destroy(call, row["upload_id"])
            raise Counted("upload_unsafe")
        call.store.run("UPDATE uploads SET status = 'complete' WHERE upload_id = ?", row["upload_id"])
    return Answer(200, wire(call, find(call, row["upload_id"])))


def discard_upload(call: Call) -> Answer:
    """Destroy an upload; right also when it is gone already."""
    row = call.store.one("SELECT * FROM uploads WHERE upload_id = ?", call.parameters["upload_id"])
    if row is not None:
        if row["device_id"] != call.device_id:
            raise Problem("not_owner")
        if row["status"] == "used":
            raise Problem("state_conflict")
        destroy(call, row["upload_id"])
    return Answer(204)


def announce(call: Call, subject_id: str, file: Json) -> str:
    """Make the record of a file to come and return its number."""
    number = f"up-{call.store.mint('upload'):04d}"
    call.store.insert(
        "uploads",
        upload_id=number,
        device_id=call.device_id,
        subject_id=subject_id,
        status="receiving",
        received=0,
        expires_at=text(call.now + LIFE),
        **file,
    )
    return number


def find(call: Call, upload_id: str) -> sqlite3.Row:
    """Find an upload. Raises ``Problem`` not_found."""
    row = call.store.one("SELECT * FROM uploads WHERE upload_id = ?", upload_id)
    if row is None:
        raise Problem("not_found")
    return row


def own(call: Call) -> sqlite3.Row:
    """Find the request's upload if it is this terminal's. Raises ``Problem``."""
    row = find(call, call.parameters["upload_id"])
    if row["device_id"] != call.device_id:
        raise Problem("not_owner")
    if row["status"] != "used" and moment(row["expires_at"]) <= call.now:
        raise Problem("upload_expired")
    return row


def spend(call: Call, upload_id: str, *purposes: str, used_by: str) -> sqlite3.Row:
    """Use a complete upload of this citizen once. Raises ``Problem``."""
    row = find(call, upload_id)
    if row["subject_id"] != call.citizen.subject_id or row["device_id"] != call.device_id:
        raise Problem("not_owner")
    if row["status"] == "used" or row["purpose"] not in purposes:
        raise Problem("state_conflict")
    if moment(row["expires_at"]) <= call.now:
        raise Problem("upload_expired")
    if row["status"] == "receiving":
        raise Problem("upload_incomplete", offset=row["received"])
    call.store.run("UPDATE uploads SET status = 'used', used_by = ? WHERE upload_id = ?", used_by, upload_id)
    return row


def read(call: Call, upload_id: str) -> bytes:
    """Return the bytes that have arrived."""
    rows = call.store.all("SELECT bytes FROM upload_bytes WHERE upload_id = ? ORDER BY start", upload_id)
    return b"".join(row["bytes"] for row in rows)


def destroy(call: Call, upload_id: str) -> None:
    """Forget an upload and its bytes."""
    call.store.run("DELETE FROM upload_bytes WHERE upload_id = ?", upload_id)
    call.store.run("DELETE FROM uploads WHERE upload_id = ?", upload_id)


def destroy_old(call: Call) -> None:
    """Destroy the bytes of uploads that no case used in time; the record says for a while why they went."""
    call.store.run(
        "DELETE FROM upload_bytes WHERE upload_id IN "
        "(SELECT upload_id FROM uploads WHERE status != 'used' AND expires_at <= ?)",
        text(call.now),
    )


def wire(call: Call, row: sqlite3.Row) -> Json:
    """Return the contract's Upload."""
    return {
        "upload_id": row["upload_id"],
        "status": row["status"],
        "offset": row["received"],
        "size": row["size"],
        "chunk_max_bytes": call.settings.device_config["uploads"]["chunk_max_bytes"],
        "sha256": row["sha256"],
        "trust_level": row["trust_level"],
        "media_type": row["media_type"],
        "expires_at": row["expires_at"],
    }


OPERATIONS: dict[str, Handler] = {
    "createUpload": create_upload,
    "getUploadOffset": get_upload_offset,
    "appendUpload": append_upload,
    "completeUpload": complete_upload,
    "discardUpload": discard_upload,
}
