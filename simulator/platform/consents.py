"""Separate, voluntary consents. None lives longer than its session."""

from __future__ import annotations

import json

from simulator.platform.call import Answer, Call, Handler
from simulator.platform.clock import moment, text
from simulator.platform.problems import Problem
from simulator.platform.validation import entry


def record_consent(call: Call) -> Answer:
    """Keep a consent to a text of the device configuration."""
    given, session = call.body, call.citizen
    texts = call.settings.device_config["texts"]
    if not any(t["kind"] == given["kind"] and t["version"] == given["text_version"] for t in texts):
        raise Problem("validation_failed", errors=[entry("/text_version", "choice", "没有这一版文本。")])
    number = f"co-{call.store.mint('consent'):04d}"
    call.store.insert(
        "consents",
        consent_id=number,
        session_id=session.session_id,
        subject_id=session.subject_id,
        kind=given["kind"],
        task_code=given.get("task_code"),
        given_at=text(call.now),
        valid_until=session.expires_at,
        body=json.dumps(given, ensure_ascii=False),
    )
    return Answer(201, {"consent_id": number, "kind": given["kind"], "valid_until": session.expires_at})


def withdraw_consent(call: Call) -> Answer:
    """Withdraw one's own consent; right also when it is withdrawn already."""
    row = call.store.one("SELECT * FROM consents WHERE consent_id = ?", call.parameters["consent_id"])
    if row is None:
        raise Problem("not_found")
    if row["subject_id"] != call.citizen.subject_id:
        raise Problem("not_owner")
    call.store.run(
        "UPDATE consents SET withdrawn_at = ? WHERE consent_id = ? AND withdrawn_at IS NULL",
        text(call.now),
        row["consent_id"],
    )
    return Answer(204)


def demand(
    call: Call, consent_id: str | None, kind: str, subject_id: str, task_code: str | None = None
) -> None:
    """Raise ``Problem`` consent_missing unless the consent held when the citizen confirmed."""
    row = call.store.one(
        "SELECT * FROM consents WHERE consent_id = ? AND kind = ? AND subject_id = ?",
        consent_id,
        kind,
        subject_id,
    )
    if row is None or (task_code and row["task_code"] not in {None, task_code}):
        raise Problem("consent_missing")
    ended_at = min(row["valid_until"], row["withdrawn_at"] or row["valid_until"])
    if moment(ended_at) < call.confirmed_at.replace(microsecond=0):
        raise Problem("consent_missing")


OPERATIONS: dict[str, Handler] = {"recordConsent": record_consent, "withdrawConsent": withdraw_consent}
