"""From what is printed on a document to the keys of its chip (ICAO 9303-11, 9.7)."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Final

from kiosk.domain.smart_card import DocumentAccess
from kiosk.errors import AccessRefused
from kiosk.hardware.smart_card import mrz

ENC: Final = 1
MAC: Final = 2
PASSWORD: Final = 3
"""The counter of each use."""
SHORTEST: Final = 9
"""Numbers of fewer characters are filled up."""


def mrz_information(access: DocumentAccess) -> bytes:
    """Number, birth date and expiry date, each with its check digit. Raises ``AccessRefused``."""
    number = access.number.reveal().strip().upper().ljust(SHORTEST, mrz.FILLER)
    parts = (number, _yymmdd(access.birth.reveal()), _yymmdd(access.expiry))
    try:
        return "".join(part + mrz.check_digit(part) for part in parts).encode("ascii")
    except ValueError:  # no zone has such characters: no chip opens to them
        raise AccessRefused from None


def seed(access: DocumentAccess) -> bytes:
    """The basic access key seed: the first 16 bytes of SHA-1 of the MRZ information (9.7.2)."""
    return _sha1(mrz_information(access))[:16]


def derive(secret: bytes, counter: int, size: int, *, parity: bool) -> bytes:
    """A key of ``size`` bytes (16, 24 or 32) from a shared secret; with DES parity if asked (9.7.1)."""
    data = secret + counter.to_bytes(4, "big")
    whole = _sha1(data) if size <= 16 else hashlib.sha256(data).digest()
    key = whole[:size]
    return bytes(byte & 0xFE | ((byte & 0xFE).bit_count() + 1) % 2 for byte in key) if parity else key


def password(access: DocumentAccess) -> tuple[int, bytes]:
    """PACE's reference of the password used (1 MRZ, 2 CAN) and the secret of it (4.4.3.1, 9.7.3)."""
    if access.can is not None:
        try:
            return 2, access.can.reveal().encode("latin-1")
        except UnicodeEncodeError:
            raise AccessRefused from None
    return 1, _sha1(mrz_information(access))


def _yymmdd(one: date) -> str:
    return one.strftime("%y%m%d")


def _sha1(data: bytes) -> bytes:
    return hashlib.sha1(data, usedforsecurity=False).digest()
