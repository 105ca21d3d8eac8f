"""Reading a chip's elementary files, whole, in pieces that every reader can carry."""

from __future__ import annotations

from typing import Final

from kiosk.errors import CardUnreadable
from kiosk.hardware.smart_card import tlv
from kiosk.hardware.smart_card.apdu import OK, Command, Talk, select_file

PIECE: Final = 160
"""Bytes an APDU: more does not fit some readers once secure messaging is around it."""
LONGEST: Final = 1 << 17
LAST_OFFSET: Final = 0x7FFF
"""What the even READ BINARY can address."""
OFFSET: Final = 0x54
PLAIN: Final = 0x53
END_REACHED: Final = 0x6282
MISSING: Final = frozenset({0x6A82, 0x6A88})


class Missing(Exception):
    """The chip has no such file."""


def read(talk: Talk, identifier: int) -> bytes:
    """The one object that fills a file: as its head says, nothing behind it.

    Raises ``Missing``, ``CardLifted``, ``CardUnreadable`` or ``DeviceFault``.
    """
    word = talk.transmit(select_file(identifier)).word
    if word in MISSING:
        raise Missing
    if word != OK:
        raise CardUnreadable(f"file {identifier:04X}, {word:04X}")
    data = _piece(talk, identifier, 0, PIECE)
    try:
        _, start, length = tlv.head(data)
    except tlv.Malformed as why:
        raise CardUnreadable(f"file {identifier:04X}: {why}") from None
    whole = start + length
    if whole > LONGEST:
        raise CardUnreadable(f"file {identifier:04X}: too long")
    pieces, at = [data], len(data)
    while at < whole:
        more = _piece(talk, identifier, at, min(PIECE, whole - at))
        pieces.append(more)
        at += len(more)
    return b"".join(pieces)[:whole]


def _piece(talk: Talk, identifier: int, at: int, size: int) -> bytes:
    if at <= LAST_OFFSET:
        answer = talk.transmit(Command(0x00, 0xB0, at >> 8, at & 0xFF, b"", size))
        data = answer.data
    else:
        # From here on the offset is an object of its own, and the data come as one (ISO/IEC 7816-4, 11.3.3).
        asked = tlv.encode(OFFSET, at.to_bytes(3, "big").lstrip(b"\0"))
        answer = talk.transmit(Command(0x00, 0xB1, 0, 0, asked, size + 4))
        data = _unwrapped(answer.data, identifier) if answer.data else b""
    # Fewer bytes than asked for are no mistake; none at all would go on for ever.
    if answer.word not in {OK, END_REACHED} or not data or len(data) > size:
        raise CardUnreadable(f"file {identifier:04X}, {answer.word:04X}")
    return data


def _unwrapped(data: bytes, identifier: int) -> bytes:
    try:
        return tlv.find(data, PLAIN)
    except tlv.Malformed as why:
        raise CardUnreadable(f"file {identifier:04X}: {why}") from None
