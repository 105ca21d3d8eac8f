"""Proofs that the platform itself verified: each is good for ten minutes, one terminal and one use."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from simulator.platform.call import Call
from simulator.platform.clock import moment, text
from simulator.platform.contract import Json
from simulator.platform.problems import Problem

LIFE = timedelta(minutes=10)


def mint(call: Call, kind: str, subject_id: str, level: str = "L1") -> Json:
    """Return the contract's Verification that says ``match``."""
    number, expires_at = f"ve-{call.store.mint('verification'):04d}", text(call.now + LIFE)
    call.store.insert(
        "verifications",
        verification_id=number,
        kind=kind,
        subject_id=subject_id,
        level=level,
        device_id=call.device_id,
        expires_at=expires_at,
    )
    return {"result": "match", "verification_id": number, "expires_at": expires_at}


def none(result: str) -> Json:
    """Return the contract's Verification that proves nothing: ``mismatch`` or ``unavailable``."""
    return {"result": result, "verification_id": None, "expires_at": None}


def use(call: Call, kind: str, verification_id: str) -> sqlite3.Row:
    """Spend a verification. Raises ``Problem`` verification_expired (also when it was used or is unknown)."""
    row = call.store.one(
        "SELECT * FROM verifications WHERE verification_id = ? AND kind = ? AND device_id = ? AND NOT used",
        verification_id,
        kind,
        call.device_id,
    )
    if row is None or moment(row["expires_at"]) <= call.now:
        raise Problem("verification_expired")
    call.store.run("UPDATE verifications SET used = 1 WHERE verification_id = ?", verification_id)
    return row
