"""The module's side of the SAM_V frames. Written apart from the driver's, so that a mistake shows."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

START: Final = b"\xaa\xaa\xaa\x96\x69"
SMALLEST: Final = len(START) + 5
"""Length, two command bytes, checksum."""

COMMANDS: Final = {
    (0x10, 0xFF): "reset",
    (0x11, 0xFF): "status",
    (0x12, 0xFF): "sam_id",
    (0x20, 0x01): "find",
    (0x20, 0x02): "select",
    (0x30, 0x01): "read_base",
    (0x30, 0x10): "read_base_fp",
    (0x30, 0x03): "read_new_addr",
}


def parity(data: bytes) -> int:
    """XOR of all bytes."""
    result = 0
    for byte in data:
        result ^= byte
    return result


def reply(word: int, data: bytes = b"") -> bytes:
    """Return a whole reply frame."""
    counted = struct.pack(">H", len(data) + 4) + bytes([0, 0, word]) + data
    return START + counted + bytes([parity(counted)])


class Requests:
    """Collects bytes and yields the commands in them: a name, ``"?"`` unknown, ``"!"`` wrong checksum."""

    def __init__(self) -> None:
        self._bytes = b""

    def feed(self, data: bytes) -> Iterator[str]:
        """Yield what became whole with these bytes."""
        self._bytes += data
        while (at := self._bytes.find(START)) >= 0:
            self._bytes = self._bytes[at:]
            if len(self._bytes) < SMALLEST:
                return
            end = len(START) + 2 + struct.unpack_from(">H", self._bytes, len(START))[0]
            if end != SMALLEST:
                self._bytes = self._bytes[1:]
                continue
            frame, self._bytes = self._bytes[:end], self._bytes[end:]
            whole = parity(frame[len(START) :]) == 0
            yield COMMANDS.get((frame[7], frame[8]), "?") if whole else "!"
