"""Who is who: the population library, further factors, and scanned codes."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json

from simulator.platform import items, verifications
from simulator.platform.call import Answer, Call, Handler
from simulator.platform.clock import moment
from simulator.platform.contract import Json
from simulator.platform.people import mask_name
from simulator.platform.problems import Problem


def verify_identity(call: Call) -> Answer:
    """Compare name and number with the population library, which may not answer."""
    row = call.store.one("SELECT * FROM subjects WHERE id_no = ?", call.body["id_no"].upper())
    if row and "population" in row["silent"]:
        return Answer(200, verifications.none("unavailable"))
    if row is None or row["name"] != call.body["name"]:
        return Answer(200, verifications.none("mismatch"))
    return Answer(200, verifications.mint(call, "population_match", row["subject_id"]))


def verify_factor(call: Call) -> Answer:
    """Check one further factor, or the signature of an organisation's certificate."""
    wanted = call.body
    row = call.store.one("SELECT * FROM subjects WHERE id_no = ?", wanted["id_no"].upper())
    if row is None or row["name"] != wanted["name"]:
        return Answer(200, verifications.none("mismatch"))
    if "factors" in row["silent"]:
        return Answer(200, verifications.none("unavailable"))
    known = json.loads(row["factors"]).get(wanted["factor"])
    if wanted["factor"] == "certificate":
        good = known is not None and _signed(call, known)
        kind = "certificate"
    else:
        good, kind = known == wanted["value"], "factor"
    if not good:
        return Answer(200, verifications.none("mismatch"))
    return Answer(200, verifications.mint(call, kind, row["subject_id"]))


def resolve_qr(call: Call) -> Answer:
    """Tell what a scanned code stands for."""
    payload = call.body["payload"]
    row = call.store.one("SELECT * FROM codes WHERE payload = ?", payload)
    if row is None:
        return Answer(200, _printed(call, payload))
    if row["expires_at"] and moment(row["expires_at"]) <= call.now:
        raise Problem("qr_expired")
    person = call.store.one("SELECT * FROM subjects WHERE subject_id = ?", row["subject_id"])
    kind = "qr_identity" if row["kind"] == "identity" else row["kind"]
    return Answer(
        200,
        {
            "kind": row["kind"],
            "verification_id": verifications.mint(call, kind, row["subject_id"], row["level"])[
                "verification_id"
            ],
            "level": row["level"],
            "name_masked": mask_name(person["name"]) if person else None,
        },
    )


def certificate_signature(device_id: str, timestamp: str, nonce: str, certificate: bytes) -> str:
    """Sign as the sample certificate's key does.

    A stand-in without a certification authority: HMAC-SHA256 keyed with the certificate's own bytes. It is
    bound to terminal, time and nonce as the contract says, so a replay is refused.
    """
    text = f"{device_id}\n{timestamp}\n{nonce}".encode()
    signed = base64.b64encode(hmac.digest(certificate, text, hashlib.sha256)).decode()
    return f"{signed}.{base64.b64encode(certificate).decode()}"


def _signed(call: Call, known: str) -> bool:
    try:
        certificate = base64.b64decode(call.body["value"].partition(".")[2], validate=True)
    except (binascii.Error, ValueError):
        return False
    told = call.headers
    expected = certificate_signature(call.device_id, told["x-timestamp"], told["x-nonce"], certificate)
    return certificate == known.encode() and hmac.compare_digest(expected, call.body["value"])


def _printed(call: Call, payload: str) -> Json:
    """Resolve the codes that the platform's own papers carry."""
    head, rest, store = payload[:2], payload[2:], call.store
    if head in {"CS", "PK"} and (row := store.one("SELECT * FROM cases WHERE case_no = ?", rest)):
        return {"kind": "case" if head == "CS" else "pickup", "case_no": row["case_no"]}
    if head == "BK" and (row := store.one("SELECT * FROM bookings WHERE booking_code = ?", rest)):
        return {"kind": "booking", "booking_id": row["booking_id"]}
    if head == "QT" and (row := store.one("SELECT * FROM tickets WHERE ticket_id = ?", rest)):
        return {"kind": "queue_ticket", "ticket_id": row["ticket_id"]}
    if head == "IT" and store.one("SELECT 1 FROM items WHERE task_code = ?", rest):
        return {"kind": "item", "task_code": items.load(store, rest).task_code}
    raise Problem("qr_unknown")


OPERATIONS: dict[str, Handler] = {
    "verifyIdentity": verify_identity,
    "verifyFactor": verify_factor,
    "resolveQr": resolve_qr,
}
