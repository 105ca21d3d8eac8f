"""Proofs of who stands at the terminal, and the level they give (contract section 4)."""

from __future__ import annotations

import sqlite3
from datetime import date

from simulator.platform.call import Call
from simulator.platform.contract import Json
from simulator.platform.problems import Problem

CARDS = frozenset({"id_card", "social_security_card", "travel_document"})


def level_of(kinds: tuple[str, ...]) -> str:
    """Return the level that a set of proofs gives. Proofs the platform itself verified are not built yet."""
    documents = CARDS.intersection(kinds)
    if documents and "face_match" in kinds:
        return "L3"
    return "L2" if documents else "L1"


def kinds_of(proofs: list[Json]) -> tuple[str, ...]:
    """Return the kinds of the proofs, in order."""
    return tuple(proof["kind"] for proof in proofs)


def person_of(call: Call, proofs: list[Json]) -> sqlite3.Row:
    """Return the one person whom all proofs name. Raises ``Problem``."""
    if any("verification_id" in proof for proof in proofs):
        raise Problem("verification_expired")
    if any(proof["kind"] == "face_match" for proof in proofs):
        raise Problem("consent_missing")
    numbers = {proof["id_no"].upper() for proof in proofs}
    person = (
        call.store.one("SELECT * FROM citizens WHERE id_no = ?", numbers.pop()) if len(numbers) == 1 else None
    )
    if person is None or any(proof.get("name", person["name"]) != person["name"] for proof in proofs):
        raise Problem("identity_rejected")
    if any(_is_past(proof.get("valid_to", "long_term"), call.now.date()) for proof in proofs):
        raise Problem("identity_rejected", "您的证件过期了，请到公安窗口换新的。别的事可以到窗口办理。")
    if person["disabled"]:
        raise Problem("account_disabled")
    return person


def _is_past(valid_to: str, today: date) -> bool:
    return valid_to != "long_term" and date.fromisoformat(valid_to) < today
