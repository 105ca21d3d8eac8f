"""Views as the plain JSON of docs/terminal-api.md. What must not leave the terminal stops here."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from kiosk.domain.personal import Personal
from kiosk.domain.words import Text
from kiosk.errors import KioskError
from kiosk.journeys.stage import SessionInfo, Snapshot


class NotPlain(KioskError):
    """A view holds something that must not or cannot be sent. Names its type, never its value."""


def snapshot(now: Snapshot, *, at: float) -> dict[str, Any]:
    """What is up, for a client. ``at`` is ``loop.time()``. Raises ``NotPlain``."""
    view = now.view
    return {
        "seq": now.seq,
        "view": view.name(),
        "title": plain(view.title),
        "lines": plain(view.lines),
        "speech": plain(view.speech),
        "choices": plain(view.choices),
        "fields": plain(view.fields),
        "data": plain(view),
        "progress": plain(view.progress),
        "session": _session(now.session, at=at),
        "settings": plain(now.settings),
        "attention": plain(now.attention),
    }


def plain(value: object) -> Any:  # noqa: ANN401 JSON
    """Return ``value`` as JSON: dataclasses by field, times in ISO 8601 with offset. Raises ``NotPlain``."""
    match value:
        case Personal():
            raise NotPlain("personal data")
        case Enum():
            return plain(value.value)
        case None | bool() | int() | float() | str():
            return value
        case datetime() | date():
            return _moment(value)
        case Mapping():
            return {_key(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
    return _parts(value)


def _parts(value: object) -> dict[str, Any]:
    if not is_dataclass(value) or isinstance(value, type):
        raise NotPlain(type(value).__name__)
    parts = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Text) and value.en is None:
        del parts["en"]  # the contract names a language only where there is a translation
    return parts


def _moment(moment: date) -> str:
    if isinstance(moment, datetime) and moment.utcoffset() is None:
        raise NotPlain("a time without offset")
    return moment.isoformat()


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise NotPlain(f"a key of type {type(key).__name__}")
    return str(key)


def _session(session: SessionInfo, *, at: float) -> dict[str, Any]:
    left = None if session.deadline is None else max(0, math.ceil(session.deadline - at))
    return {
        "signed_in": session.signed_in,
        "who": plain(session.who),
        "level": plain(session.level),
        "seconds_left": left,
    }
