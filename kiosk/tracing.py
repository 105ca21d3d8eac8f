"""Trace ids (DX-06): one half for a visit, in all that is logged of it; the other for each of its requests.

The platform hears 32 hex characters a request (``X-Trace-Id``). The first 16 are the same for a whole visit,
so that all of it is found in both logs, here and there.
"""

from __future__ import annotations

import secrets
from contextvars import ContextVar
from typing import Final

HALF: Final = 8
"""Bytes."""

_visit: ContextVar[str] = ContextVar("visit_trace", default="")


def begin() -> str:
    """A new visit: what this task and those it starts do from now on belongs to it. Returns its trace."""
    trace = secrets.token_hex(HALF)
    _visit.set(trace)
    return trace


def end() -> None:
    """The visit is over."""
    _visit.set("")


def visit() -> str:
    """The visit's trace, 16 hex characters; empty outside of one."""
    return _visit.get()


def request() -> str:
    """A trace for one request, 32 hex characters."""
    return (_visit.get() or secrets.token_hex(HALF)) + secrets.token_hex(HALF)
