"""Frames of a SAM_V security module: ``AA AA AA 96 69 | LEN | body | CHK`` (GA 467, serial part).

LEN is two bytes, big-endian, and counts the body and CHK. CHK is the XOR of LEN and body. A reply's body
begins with three status bytes ``00 00 SW3``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import reduce
from operator import xor
from typing import Final

PREAMBLE: Final = bytes.fromhex("AAAAAA9669")
HEAD: Final = len(PREAMBLE) + 2
LEN_SIZE: Final = 2
STATUS_SIZE: Final = 3
MIN_LEN: Final = STATUS_SIZE + 1
MAX_LEN: Final = 2314
"""Text, photo and two fingerprints: the longest reply there is."""
MAX_FRAME: Final = HEAD + MAX_LEN


class Command(Enum):
    """What a module can be asked, as its two command bytes."""

    RESET = bytes.fromhex("10FF")
    STATUS = bytes.fromhex("11FF")
    SAM_ID = bytes.fromhex("12FF")
    FIND = bytes.fromhex("2001")
    SELECT = bytes.fromhex("2002")
    READ_BASE = bytes.fromhex("3001")


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """One whole reply. ``word`` is SW3, ``data`` what follows it (personal: never printed)."""

    word: int
    data: bytes


def request(command: Command) -> bytes:
    """Return the frame that asks ``command``."""
    body = command.value
    counted = (len(body) + 1).to_bytes(LEN_SIZE, "big") + body
    return PREAMBLE + counted + bytes([checksum(counted)])


def checksum(counted: bytes) -> int:
    """XOR of all bytes; 0 over LEN, body and CHK together when a frame is whole."""
    return reduce(xor, counted, 0)


class Parser:
    """Finds replies in whatever comes over the line. Feed it bytes, then take replies until ``None``.

    What is not a whole reply with a right checksum is stepped over a byte at a time, so that a reply behind
    garbage, or inside the length that a torn frame announced, is still found. Holds at most two frames.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> None:
        """Add bytes as they came. The oldest fall out when there are too many."""
        self._buffer += data
        del self._buffer[: -2 * MAX_FRAME]

    def take(self, *, quiet: bool = False) -> Reply | None:
        """Return the next reply. ``quiet``: nothing more will come, so look behind an unfinished frame."""
        while self._align():
            size = self._size()
            if size is None or (size > len(self._buffer) and quiet):
                del self._buffer[0]
            elif size > len(self._buffer):
                return None
            elif (reply := _reply(bytes(self._buffer[:size]))) is not None:
                del self._buffer[:size]
                return reply
            else:
                del self._buffer[0]
        return None

    def _align(self) -> bool:
        """Drop what stands before the first preamble; whether there is one."""
        at = self._buffer.find(PREAMBLE)
        # Without one, the last bytes may still be the beginning of one.
        del self._buffer[: at if at >= 0 else max(0, len(self._buffer) - len(PREAMBLE) + 1)]
        return at >= 0

    def _size(self) -> int | None:
        """Size of the frame at the front, ``HEAD`` until LEN is there; ``None``: no such frame."""
        if len(self._buffer) < HEAD:
            return HEAD
        length = int.from_bytes(self._buffer[len(PREAMBLE) : HEAD], "big")
        return HEAD + length if MIN_LEN <= length <= MAX_LEN else None


def _reply(frame: bytes) -> Reply | None:
    body = frame[HEAD:-1]
    if checksum(frame[len(PREAMBLE) :]) != 0 or body[:2] != b"\0\0":
        return None
    return Reply(body[2], body[STATUS_SIZE:])
