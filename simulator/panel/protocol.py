"""The board's side of docs/panel-protocol.md. Written apart from the driver's, so that a mistake shows."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Final

LONGEST: Final = 160


@functools.cache
def table() -> tuple[int, ...]:
    """What each byte does to the sum."""
    sums = []
    for byte in range(256):
        remainder = byte << 8
        for bit in range(15, 7, -1):
            if remainder >> bit & 1:
                remainder ^= 0x107 << (bit - 8)
        sums.append(remainder)
    return tuple(sums)


def checksum(text: str) -> int:
    """CRC-8, polynomial x⁸+x²+x+1, start 0."""
    return functools.reduce(lambda crc, byte: table()[crc ^ byte], text.encode("ascii"), 0)


def line(text: str) -> bytes:
    """A whole line."""
    return f"${text}*{checksum(text):02X}\n".encode("ascii")


class Questions:
    """Collects bytes and yields what was asked: number and words."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[str, str]]:
        """Yield what became whole with these bytes; a board says nothing to a line that is not."""
        for byte in data:
            if byte == ord("$"):
                self._bytes.clear()
            elif byte == ord("\n"):
                text, star, told = self._bytes.decode("ascii", "replace").rpartition("*")
                self._bytes.clear()
                if star and text.isascii() and told == f"{checksum(text):02X}":
                    number, _, words = text.partition(" ")
                    yield number, words
            elif len(self._bytes) < LONGEST:
                self._bytes.append(byte)
