"""Sessions: proofs in, a short citizen token out; the level follows from the proofs (contract section 4)."""

from __future__ import annotations

import json
import secrets
import sqlite3
from datetime import timedelta

from simulator.platform import proofs
from simulator.platform.call import Answer, Call, Handler, Session
from simulator.platform.clock import moment, text
from simulator.platform.contract import Json
from simulator.platform.people import age_band, mask_id, mask_name
from simulator.platform.problems import Problem
from simulator.platform.store import Store

LIFE = timedelta(minutes=30)
LATE = timedelta(hours=72)
RAISE_BY = {
    "L1": [{"level": "L2", "proofs": ["id_card"]}],
    "L2": [{"level": "L3", "proofs": ["face_match"]}, {"level": "L3", "proofs": ["otp", "factor"]}],
}


def create_session(call: Call) -> Answer:
    """Exchange proofs for a token."""
    person = proofs.person_of(call, call.body["proofs"])
    kinds = proofs.kinds_of(call.body["proofs"])
    now = call.now
    session = Session(
        session_id=f"se-{call.store.mint('session'):04d}",
        token=secrets.token_urlsafe(32),
        device_id=call.device_id,
        subject_id=person["subject_id"],
        level=proofs.level_of(kinds),
        proofs=kinds,
        created_at=text(now),
        expires_at=text(now + LIFE),
        ended_at=None,
        deferred_until=text(now + LIFE + LATE),
    )
    call.store.run(
        "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)",
        session.session_id,
        session.token,
        session.device_id,
        session.subject_id,
        session.level,
        json.dumps(kinds),
        session.created_at,
        session.expires_at,
        session.deferred_until,
    )
    return Answer(201, _wire(session, person))


def raise_session(call: Call) -> Answer:
    """Add proofs. A new token replaces the old one; the level never falls."""
    old = call.citizen
    person = proofs.person_of(call, call.body["proofs"])
    if person["subject_id"] != old.subject_id:
        raise Problem("identity_rejected")
    kinds = tuple(dict.fromkeys((*old.proofs, *proofs.kinds_of(call.body["proofs"]))))
    level, token = max(old.level, proofs.level_of(kinds)), secrets.token_urlsafe(32)
    call.store.run(
        "UPDATE sessions SET token = ?, level = ?, proofs = ? WHERE session_id = ?",
        token,
        level,
        json.dumps(kinds),
        old.session_id,
    )
    session = by_token(call.store, token)
    if session is None:
        raise Problem("internal_error")
    return Answer(200, _wire(session, person))


def end_session(call: Call) -> Answer:
    """End the session; right also when it has ended already."""
    if call.token is None:
        raise Problem("session_missing")
    session = by_token(call.store, call.token)
    if session is None or session.device_id != call.device_id:
        raise Problem("session_invalid")
    call.store.run(
        "UPDATE sessions SET ended_at = ? WHERE session_id = ? AND ended_at IS NULL",
        text(call.now),
        session.session_id,
    )
    return Answer(204)


def by_token(store: Store, token: str) -> Session | None:
    """Find a session by its token."""
    return _session(store.one("SELECT * FROM sessions WHERE token = ?", token))


def by_id(store: Store, session_id: str) -> Session | None:
    """Find a session by its number."""
    return _session(store.one("SELECT * FROM sessions WHERE session_id = ?", session_id))


def _session(row: sqlite3.Row | None) -> Session | None:
    if row is None:
        return None
    return Session(**{**dict(row), "proofs": tuple(json.loads(row["proofs"]))})


def _wire(session: Session, person: sqlite3.Row) -> Json:
    suspended = person["suspended_until"]
    if suspended and moment(suspended) <= moment(session.created_at):
        suspended = None
    return {
        "session_id": session.session_id,
        "access_token": session.token,
        "token_type": "Bearer",
        "expires_at": session.expires_at,
        "deferred_until": session.deferred_until,
        "level": session.level,
        "raise_by": RAISE_BY.get(session.level, []),
        "person": {
            "subject_id": person["subject_id"],
            "subject_type": "1",
            "name_masked": mask_name(person["name"]),
            "id_masked": mask_id(person["id_no"]),
            "age_band": age_band(person["id_no"], moment(session.created_at).date()),
        },
        "updates": person["updates"],
        "booking_suspended_until": suspended,
    }


OPERATIONS: dict[str, Handler] = {
    "createSession": create_session,
    "raiseSession": raise_session,
    "endSession": end_session,
}
