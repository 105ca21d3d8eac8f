"""What a SAM_V module's good answers carry."""

from __future__ import annotations

import struct
from typing import Final

from kiosk.errors import CardUnreadable

LENGTHS: Final = struct.Struct(">HH")
TEXT_BYTES: Final = 256
SAM_ID: Final = struct.Struct("<HHIII")


def split(data: bytes) -> tuple[bytes, bytes]:
    """Return text (256 bytes) and photo block of a read: two lengths, big-endian, then the two parts."""
    text, photo = LENGTHS.unpack(data[: LENGTHS.size].ljust(LENGTHS.size, b"\0"))
    if text != TEXT_BYTES or LENGTHS.size + text + photo != len(data):
        raise CardUnreadable("lengths")
    middle = LENGTHS.size + text
    return data[LENGTHS.size : middle], data[middle:]


def sam_number(data: bytes) -> str:
    """Return the module's number as people write it: ``05.03-20260101-0000000001-0000000001``."""
    return "{:02d}.{:02d}-{:08d}-{:010d}-{:010d}".format(*SAM_ID.unpack(data))
