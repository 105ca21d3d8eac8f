"""Pages of a list: an opaque cursor, ``None`` at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from simulator.platform.call import Call
from simulator.platform.problems import Problem

MAX_DIGITS = 9
Entry = TypeVar("Entry")


def page(call: Call, entries: Sequence[Entry]) -> tuple[list[Entry], str | None]:
    """Return the entries of the page that is asked for, and the next cursor."""
    start, limit = _start(call.parameters.get("cursor")), call.parameters["limit"]
    end = start + limit
    return list(entries[start:end]), f"n{end}" if end < len(entries) else None


def _start(cursor: Any) -> int:  # noqa: ANN401 a parameter
    if cursor is None:
        return 0
    if not (
        cursor.startswith("n") and cursor[1:].isdecimal() and cursor.isascii() and len(cursor) <= MAX_DIGITS
    ):
        raise Problem("malformed_request")
    return int(cursor[1:])
