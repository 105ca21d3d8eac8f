"""What a call to the dock asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Json = dict[str, Any]


class NotThere(ValueError):
    """The call asks for something that is not there. Says what is."""


def word(asked: Mapping[str, Any], key: str, known: Iterable[str]) -> str:
    """The word under ``key``, one of ``known``. Raises ``NotThere``."""
    words = tuple(known)
    given = asked.get(key)
    if not isinstance(given, str) or given not in words:
        raise NotThere(f"{key}: one of {', '.join(words)}, not {given!r}")
    return given


def word_or_none(asked: Mapping[str, Any], key: str, known: Iterable[str]) -> str | None:
    """As ``word``; ``None`` for null. The key itself must be there."""
    return None if key in asked and asked[key] is None else word(asked, key, known)


def flag(asked: Mapping[str, Any], key: str) -> bool:
    """True or false under ``key``. Raises ``NotThere``."""
    given = asked.get(key)
    if not isinstance(given, bool):
        raise NotThere(f"{key}: true or false, not {given!r}")
    return given
