"""Uploads and submissions as a terminal sends them."""

from __future__ import annotations

import hashlib
from typing import Any

import httpx

from simulator.platform.contract import Json
from simulator.platform.settings import data
from tests.simulator.platform.terminal import Terminal

LEGAL_AID = "11990100MB9911A15Y4990513001000"
REMOTE_CARE = "11990100MB9901A1XH3992039002000"
LOW_INCOME = "11990100MB9904A42N4990511001000"
RESIDENCE = "11990100MB9903A31B4992009003000"
PAGE = b"\xff\xd8 one page \xff\xd9" * 20
COMMITMENT = next(text for text in data("device_config.toml")["texts"] if text["kind"] == "commitment")


def confirmation(terminal: Terminal, session: Json) -> Json:
    """Confirm now."""
    return {"session_id": session["session_id"], "confirmed_at": terminal.platform.now().isoformat()}


def announce(terminal: Terminal, session: Json, content: bytes = PAGE, **changes: Any) -> httpx.Response:
    """Ask for an upload."""
    wanted = {
        "purpose": "material",
        "media_type": "image/jpeg",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "trust_level": "C",
        "capture": {"means": "document_scanner", "captured_at": terminal.platform.now().isoformat()},
        "confirmation": confirmation(terminal, session),
    }
    return terminal.post("/uploads", {**wanted, **changes})


def append(terminal: Terminal, upload_id: str, offset: int, chunk: bytes) -> httpx.Response:
    """Send one chunk: no key, its offset does the work."""
    return terminal.send(
        "PATCH",
        f"/uploads/{upload_id}?offset={offset}",
        chunk,
        content_type="application/offset+octet-stream",
        idempotency_key="(none)",
    )


def complete(terminal: Terminal, upload_id: str, content: bytes = PAGE) -> httpx.Response:
    """Have the upload checked."""
    return terminal.post(f"/uploads/{upload_id}/completion", {"sha256": hashlib.sha256(content).hexdigest()})


def upload(terminal: Terminal, session: Json, content: bytes = PAGE, **changes: Any) -> str:
    """Upload a file whole and return its number."""
    number = str(announce(terminal, session, content, **changes).json()["upload_id"])
    assert append(terminal, number, 0, content).status_code == 204
    assert complete(terminal, number, content).json()["status"] == "complete"
    return number


def legal_aid(terminal: Terminal, session: Json, upload_ids: list[str], **changes: Any) -> Json:
    """Make a submission for 法律援助 (original_verification, four materials)."""
    return {
        "task_code": LEGAL_AID,
        "guide_version": "g-1",
        "handling_mode": "original_verification",
        "applicant": {"subject_id": session["person"]["subject_id"]},
        "form": {
            "form_id": "f-36",
            "form_version": "1",
            "data": {"reason": "劳动报酬纠纷", "hardship_declared": True},
        },
        "materials": [
            {"material_id": "m1", "means": "card_read"},
            {"material_id": "m2", "means": "form"},
            {"material_id": "m3", "means": "form"},
            {"material_id": "m4", "means": "upload", "upload_ids": upload_ids},
        ],
        "delivery": {"method": "on_site", "hall_code": "hall-01"},
        "contact": {"phone": "13800000000"},
        "commitment": commitment(terminal),
        "confirmation": confirmation(terminal, session),
        **changes,
    }


def remote_care(terminal: Terminal, session: Json, **changes: Any) -> Json:
    """Make a submission for 异地就医备案 (an instant item, fully online)."""
    form = {"kind": "异地长期居住", "place": "示例市", "starts_on": "2026-04-01"}
    return legal_aid(terminal, session, []) | {
        "task_code": REMOTE_CARE,
        "handling_mode": "fully_online",
        "form": {"form_id": "f-9", "form_version": "1", "data": form},
        "materials": [{"material_id": "m1", "means": "card_read"}, {"material_id": "m2", "means": "form"}],
        **changes,
    }


def commitment(terminal: Terminal, **changes: Any) -> Json:
    """Sign the text in force."""
    return {
        "text_version": COMMITMENT["version"],
        "text_sha256": hashlib.sha256(COMMITMENT["body"].encode()).hexdigest(),
        "signed_at": terminal.platform.now().isoformat(),
        "signature_upload_id": None,
        **changes,
    }


def case_of(terminal: Terminal, state: str) -> str:
    """Return the number of the signed-in person's case in ``state``."""
    cases = terminal.get(f"/cases?holder=me&state={state}&limit=200").json()["cases"]
    return str(cases[0]["case_no"])
