"""Lines of the panel's wire (docs/panel-protocol.md): ``$`` body ``*`` CRC-8 in hex, line feed."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 160
"""Bytes of a line, from ``$`` to the line feed."""
WHOLE: Final = re.compile(rb"\$([ -#%-)+-~]+)\*([0-9A-F]{2})\r?\Z")
"""At a line's end; whatever stands before the last ``$`` is noise. A body holds no ``$`` and no ``*``."""


def crc8(data: bytes) -> int:
    """CRC-8 of SMBus: polynomial 0x07, start 0."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc << 1 ^ 0x07 if crc & 0x80 else crc << 1) & 0xFF
    return crc


def encode(body: str) -> bytes:
    """A whole line."""
    raw = body.encode("ascii")
    return b"$%b*%02X\n" % (raw, crc8(raw))


class Lines:
    """Takes bytes as they come, gives the bodies of whole lines. Damaged ones are dropped, and counted."""

    def __init__(self) -> None:
        self.damaged = 0
        self._rest = b""

    def feed(self, data: bytes) -> list[str]:
        """The bodies that became whole with these bytes."""
        *lines, rest = (self._rest + data).split(b"\n")
        self._rest = rest[-LONGEST:]
        bodies = []
        for line in lines:
            whole = WHOLE.search(line[-LONGEST:])
            if whole and crc8(whole[1]) == int(whole[2], 16):
                bodies.append(whole[1].decode("ascii"))
            else:
                self.damaged += 1
        return bodies
