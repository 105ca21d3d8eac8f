"""Proofs of who stands at the terminal: each must hold, and all must name one person (contract section 4)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from simulator.platform import consents, subjects, verifications
from simulator.platform.call import Call, Session
from simulator.platform.clock import moment
from simulator.platform.contract import Json
from simulator.platform.problems import Problem

OF_ORGANISATIONS = frozenset({"e_licence", "certificate"})
EXPIRED_CARD = "您的证件过期了，请到公安窗口换新的。别的事可以到窗口办理。"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the proofs show. ``stated``: levels that the platform gave scanned codes."""

    person: sqlite3.Row
    kinds: tuple[str, ...]
    stated: tuple[str, ...]


def check(call: Call, given: list[Json], session: Session | None) -> Shown:
    """Return what ``given`` shows, together with the session's person if there is one. Raises ``Problem``."""
    for proof in given:
        _refuse_bad_card(call, proof)
    codes = [
        verifications.use(call, p["kind"], p["verification_id"]) for p in given if "verification_id" in p
    ]
    numbered = [p for p in given if "id_no" in p]
    people = {subject["subject_id"]: subject for subject in (_named(call, proof) for proof in numbered)}
    organisations: set[str] = set()
    for code in codes:
        if code["kind"] in OF_ORGANISATIONS:
            organisations.add(code["subject_id"])
        else:
            people[code["subject_id"]] = subjects.find(call.store, code["subject_id"])
    if session:
        people[session.subject_id] = subjects.find(call.store, session.subject_id)
    person = _the_one(call, people, organisations)
    _refuse_bad_face(call, given, person)
    _refuse_bad_account(call, person)
    stated = tuple(code["level"] for code in codes if code["kind"] in {"qr_identity", "e_licence"})
    return Shown(person, tuple(proof["kind"] for proof in given), stated)


def _the_one(call: Call, people: dict[str, sqlite3.Row], organisations: set[str]) -> sqlite3.Row:
    if len(people) > 1 or len(organisations) > 1 or not (people or organisations):
        raise Problem("identity_rejected")
    if not people:
        return subjects.find(call.store, organisations.pop())
    person = next(iter(people.values()))
    # An organisation's proof speaks for a person only where the two belong together.
    for organisation in organisations - set(people):
        if not call.store.one(
            "SELECT 1 FROM delegations WHERE agent_id = ? AND principal_id = ? AND status = 'active'",
            person["subject_id"],
            organisation,
        ):
            raise Problem("identity_rejected")
    return person


def _named(call: Call, proof: Json) -> sqlite3.Row:
    row = call.store.one("SELECT * FROM subjects WHERE id_no = ?", proof["id_no"].upper())
    if row is None or proof.get("name", row["name"]) != row["name"]:
        raise Problem("identity_rejected")
    return row


def _refuse_bad_card(call: Call, proof: Json) -> None:
    if _is_past(proof.get("valid_to", "long_term"), call.now.date()):
        raise Problem("identity_rejected", EXPIRED_CARD)
    if proof["kind"] == "travel_document" and not proof.get("chip_verified"):
        raise Problem("identity_rejected")


def _refuse_bad_face(call: Call, given: list[Json], person: sqlite3.Row) -> None:
    for face in (proof for proof in given if proof["kind"] == "face_match"):
        consents.demand(call, face["consent_id"], "face", person["subject_id"])
        if face["score"] < face["threshold"]:
            raise Problem("identity_rejected")


def _refuse_bad_account(call: Call, person: sqlite3.Row) -> None:
    if person["disabled"]:
        raise Problem("account_disabled")
    if person["locked_until"] and moment(person["locked_until"]) > call.now:
        raise Problem("account_locked", until=person["locked_until"])


def _is_past(valid_to: str, today: date) -> bool:
    return valid_to != "long_term" and date.fromisoformat(valid_to) < today
