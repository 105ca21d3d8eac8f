"""Sessions: proofs in, a short citizen token out; the level follows from the proofs (contract section 4)."""

from __future__ import annotations

import json
import secrets
import sqlite3
from datetime import timedelta

from simulator.platform import levels, proofs, subjects
from simulator.platform.call import Answer, Call, Handler, Session
from simulator.platform.clock import moment, text
from simulator.platform.contract import Json
from simulator.platform.people import age_band, mask_id
from simulator.platform.problems import Problem
from simulator.platform.store import Store

LIFE = timedelta(minutes=30)
LATE = timedelta(hours=72)


def create_session(call: Call) -> Answer:
    """Exchange proofs for a token."""
    shown = proofs.check(call, call.body["proofs"], None)
    now = text(call.now)
    session_id, token = f"se-{call.store.mint('session'):04d}", secrets.token_urlsafe(32)
    level = levels.level_of(shown.kinds, shown.stated)
    call.store.insert(
        "sessions",
        session_id=session_id,
        token=token,
        device_id=call.device_id,
        subject_id=shown.person["subject_id"],
        level=level,
        proofs=json.dumps(shown.kinds),
        created_at=now,
        expires_at=text(call.now + LIFE),
        deferred_until=text(call.now + LIFE + LATE),
        history=json.dumps([(now, level)]),
    )
    return Answer(201, _wire(call, token))


def raise_session(call: Call) -> Answer:
    """Add proofs. A new token replaces the old one; the level never falls."""
    old = call.citizen
    shown = proofs.check(call, call.body["proofs"], old)
    kinds = tuple(dict.fromkeys((*old.proofs, *shown.kinds)))
    level = max(old.level, levels.level_of(kinds, shown.stated))
    token = secrets.token_urlsafe(32)
    call.store.run(
        "UPDATE sessions SET token = ?, level = ?, proofs = ?, history = ? WHERE session_id = ?",
        token,
        level,
        json.dumps(kinds),
        json.dumps([*old.history, (text(call.now), level)]),
        old.session_id,
    )
    return Answer(200, _wire(call, token))


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
    history = tuple((since, level) for since, level in json.loads(row["history"]))
    return Session(**{**dict(row), "proofs": tuple(json.loads(row["proofs"])), "history": history})


def _wire(call: Call, token: str) -> Json:
    session = by_token(call.store, token)
    if session is None:
        raise Problem("internal_error")
    person = subjects.find(call.store, session.subject_id)
    suspended = person["suspended_until"]
    natural = person["subject_type"] == subjects.NATURAL
    return {
        "session_id": session.session_id,
        "access_token": session.token,
        "token_type": "Bearer",
        "expires_at": session.expires_at,
        "deferred_until": session.deferred_until,
        "level": session.level,
        "raise_by": levels.raise_by(session.level, session.proofs),
        "person": {
            "subject_id": person["subject_id"],
            "subject_type": person["subject_type"],
            "name_masked": subjects.masked(person),
            "id_masked": mask_id(person["id_no"]),
            "age_band": age_band(person["id_no"], call.now.date()) if natural else None,
        },
        "updates": person["updates"],
        "booking_suspended_until": suspended if suspended and moment(suspended) > call.now else None,
    }


OPERATIONS: dict[str, Handler] = {
    "createSession": create_session,
    "raiseSession": raise_session,
    "endSession": end_session,
}
