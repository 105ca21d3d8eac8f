"""JSON to and from typed wire models. Answers are open: members nobody named are passed over."""

from __future__ import annotations

from typing import Any, TypeVar, get_args, get_origin

import msgspec

from kiosk.domain.personal import Personal

T = TypeVar("T")


class Nonsense(Exception):
    """JSON that is none, or not what the contract says. Names the place, never a value."""


def encode(model: msgspec.Struct) -> bytes:
    """UTF-8 JSON in the struct's own order: the same model gives the same bytes, as a retry needs."""
    return msgspec.json.encode(model, enc_hook=_reveal)


def decode(body: bytes, model: type[T]) -> T:
    """Read an answer. Raises ``Nonsense`` for broken JSON, missing members and wrong types."""
    try:
        return msgspec.json.decode(body, type=model, dec_hook=_box)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        why = str(error) if isinstance(error, msgspec.ValidationError) else "not JSON"
    raise Nonsense(why)


def _reveal(value: object) -> Any:  # noqa: ANN401 msgspec's own signature
    if isinstance(value, Personal):
        return value.reveal()
    raise NotImplementedError(type(value).__name__)


def _box(kind: type, value: object) -> object:
    if get_origin(kind) is not Personal:
        raise NotImplementedError(str(kind))
    (inner,) = get_args(kind)
    # Header-safe: a token must not be able to break a header line.
    if inner is str and not (isinstance(value, str) and value and value.isprintable()):
        raise ValueError("expected printable text")
    if get_origin(inner) is dict and not isinstance(value, dict):
        raise ValueError("expected an object")
    return Personal(value)
