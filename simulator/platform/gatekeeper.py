"""Who may: the citizen's token, late delivery without one, and the level (contract section 4)."""

from __future__ import annotations

from dataclasses import replace

from simulator.platform import levels
from simulator.platform.call import Call, Session
from simulator.platform.clock import moment
from simulator.platform.contract import Json
from simulator.platform.problems import Problem
from simulator.platform.sessions import by_id, by_token

WITHOUT_SESSION = frozenset({"none", "device"})
# It is right to end a session that has ended, so this one looks at its token itself.
OWN_CHECK = frozenset({"endSession"})


def admit(call: Call) -> Session | None:
    """Return the session a request stands for; ``None`` where none is needed or given. Raises ``Problem``."""
    operation = call.operation
    if operation.min_level in WITHOUT_SESSION or operation.id in OWN_CHECK:
        return None
    confirmation = call.body.get("confirmation")
    if call.token is not None:
        session = _with_token(call, call.token)
        if confirmation and confirmation["session_id"] != session.session_id:
            raise Problem("session_invalid")
    elif operation.late and confirmation:
        session = _late(call, confirmation)
    elif operation.min_level == "L0":
        return None
    else:
        raise Problem("session_missing")
    # "item" levels are judged by the operation itself, which knows the item.
    if operation.min_level != "item":
        levels.demand(session, operation.min_level)
    return session


def _with_token(call: Call, token: str) -> Session:
    session = by_token(call.store, token)
    if session is None or session.device_id != call.device_id or session.ended_at:
        raise Problem("session_invalid")
    if moment(session.expires_at) <= call.now:
        raise Problem("session_expired")
    return session


def _late(call: Call, confirmation: Json) -> Session:
    session = by_id(call.store, confirmation["session_id"])
    if session is None or session.device_id != call.device_id:
        raise Problem("session_invalid")
    # The session's own times are in whole seconds.
    confirmed = moment(confirmation["confirmed_at"]).replace(microsecond=0)
    if not moment(session.created_at) <= confirmed <= moment(session.ended_at or session.expires_at):
        raise Problem("session_invalid")
    if moment(session.deferred_until) < call.now:
        raise Problem("confirmation_expired")
    return replace(session, level=session.level_at(confirmed))
