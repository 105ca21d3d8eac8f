"""BER-TLV as cards speak it (ISO/IEC 7816-4, 5.2.2): definite lengths of up to three bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MAX_LENGTH: Final = 1 << 20
"""No object on a card is longer: a portrait has some 20 kB."""
MAX_OBJECTS: Final = 256
CONSTRUCTED: Final = 0x20
LONG_TAG: Final = 0x1F


class Malformed(Exception):
    """These bytes are no TLV objects, or not those looked for; the argument says what is wrong."""


@dataclass(frozen=True, slots=True)
class Tlv:
    """One object; ``tag`` with all of its bytes, such as 0x5F1F."""

    tag: int
    value: bytes


def objects(data: bytes) -> list[Tlv]:
    """The objects side by side in ``data``, which they fill. Raises ``Malformed``."""
    return list(_objects(data))


def find(data: bytes, *path: int) -> bytes:
    """The value at the end of ``path``: the first object of each tag, inside the one before.

    Raises ``Malformed``. As deep as the path is long: nothing else is opened.
    """
    for tag in path:
        for one in _objects(data):
            if one.tag == tag:
                data = one.value
                break
        else:
            raise Malformed(f"no object {tag:02X}")
    return data


def head(data: bytes) -> tuple[int, int, int]:
    """The first object's tag, the length of its head and of its value, which need not be there yet.

    Raises ``Malformed``.
    """
    tag, at = _tag(data)
    length, at = _length(data, at)
    return tag, at, length


def encode(tag: int, value: bytes) -> bytes:
    """One object as bytes."""
    size = len(value)
    if size < 0x80:
        length = bytes((size,))
    else:
        digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
        length = bytes((0x80 | len(digits),)) + digits
    return tag.to_bytes((tag.bit_length() + 7) // 8 or 1, "big") + length + value


def _objects(data: bytes) -> Iterator[Tlv]:
    at = 0
    for _ in range(MAX_OBJECTS):
        if at == len(data):
            return
        tag, start, length = head(data[at : at + 8])
        end = at + start + length
        if end > len(data):
            raise Malformed("cut short")
        yield Tlv(tag, data[at + start : end])
        at = end
    raise Malformed("too many objects")


def _tag(data: bytes) -> tuple[int, int]:
    if not data:
        raise Malformed("no tag")
    if data[0] & LONG_TAG != LONG_TAG:
        return data[0], 1
    for size in (2, 3):
        if len(data) < size:
            raise Malformed("no tag")
        if not data[size - 1] & 0x80:
            return int.from_bytes(data[:size], "big"), size
    raise Malformed("long tag")


def _length(data: bytes, at: int) -> tuple[int, int]:
    if at >= len(data):
        raise Malformed("no length")
    first = data[at]
    if first < 0x80:
        return first, at + 1
    size = first & 0x7F
    digits = data[at + 1 : at + 1 + size]
    if not 1 <= size <= 3 or len(digits) < size:
        raise Malformed("length")
    length = int.from_bytes(digits, "big")
    if length > MAX_LENGTH:
        raise Malformed("too long")
    return length, at + 1 + size
