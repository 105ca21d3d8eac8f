"""The data groups of a travel document (ICAO 9303-10, 4; portrait: ISO/IEC 19794-5 in a CBEFF block)."""

from __future__ import annotations

import struct
from typing import Final

from kiosk.errors import CardUnreadable
from kiosk.hardware.smart_card import tlv

EF_CARD_ACCESS: Final = 0x011C
EF_SOD: Final = 0x011D
EF_COM: Final = 0x011E
FILES: Final = {1: 0x0101, 2: 0x0102, 11: 0x010B}
"""The files of the data groups read here."""
TAGS: Final = {1: 0x61, 2: 0x75, 11: 0x6B}

COM: Final = 0x60
TAG_LIST: Final = 0x5C
MRZ: Final = 0x5F1F
FULL_NAME: Final = 0x5F0E
TEMPLATES: Final = 0x7F61
TEMPLATE: Final = 0x7F60
PICTURES: Final = (0x5F2E, 0x7F2E)
"""The biometric data block."""

FACE_RECORD: Final = b"FAC\x00010\x00"
RECORD_HEADER: Final = 14
FACIAL_INFORMATION: Final = 20
IMAGE_INFORMATION: Final = 12
FEATURE_POINT: Final = 8
JPEG: Final = b"\xff\xd8\xff"
JPEG_2000: Final = (b"\x00\x00\x00\x0cjP  \r\n", b"\xff\x4f\xff\x51")
"""A file, or a bare codestream."""


def groups(com: bytes) -> set[int]:
    """Which of the data groups read here EF.COM lists. Raises ``CardUnreadable``."""
    listed = _find(com, "EF.COM", COM, TAG_LIST)
    return {group for group, tag in TAGS.items() if tag in listed}


def zone(dg1: bytes) -> str:
    """The machine readable zone, its lines put together. Raises ``CardUnreadable``."""
    try:
        return _find(dg1, "DG1", TAGS[1], MRZ).decode("ascii")
    except UnicodeDecodeError:
        raise CardUnreadable("DG1: characters") from None


def full_name(dg11: bytes) -> str:
    """The name in the state's own letters; ``""`` where there is none. Raises ``CardUnreadable``."""
    try:
        raw = tlv.find(dg11, TAGS[11], FULL_NAME)
    except tlv.Malformed:
        return ""
    try:
        text = raw.decode("utf-8").replace("<<", ", ").replace("<", " ").strip()
    except UnicodeDecodeError:
        raise CardUnreadable("DG11: characters") from None
    return text if text.isprintable() else ""


def portrait(dg2: bytes) -> bytes:
    """The first picture of the first template: a JPEG or JPEG 2000 file. Raises ``CardUnreadable``."""
    template = _find(dg2, "DG2", TAGS[2], TEMPLATES, TEMPLATE)
    for tag in PICTURES:
        try:
            block = tlv.find(template, tag)
        except tlv.Malformed:
            continue
        return _picture(block)
    raise CardUnreadable("DG2: no picture")


def _picture(block: bytes) -> bytes:
    """The image behind the facial record's headers (ISO/IEC 19794-5, 5.3-5.8)."""
    if not block.startswith(FACE_RECORD) or len(block) < RECORD_HEADER + FACIAL_INFORMATION:
        raise CardUnreadable("DG2: no facial record")
    length, points = struct.unpack_from(">IH", block, RECORD_HEADER)
    at = RECORD_HEADER + FACIAL_INFORMATION + points * FEATURE_POINT + IMAGE_INFORMATION
    image = block[at : RECORD_HEADER + length]
    if not image.startswith((JPEG, *JPEG_2000)):
        raise CardUnreadable("DG2: neither JPEG nor JPEG 2000")
    return image


def _find(data: bytes, what: str, *path: int) -> bytes:
    try:
        return tlv.find(data, *path)
    except tlv.Malformed as why:
        raise CardUnreadable(f"{what}: {why}") from None
