"""SM2 signatures (GB/T 32918.2) by GmSSL."""

from __future__ import annotations

from typing import Final

RAW_HEX: Final = 128


def verifies(point: bytes, message: bytes, value: str) -> bool:
    """Whether ``value`` (hex of r and s, or of DER) is ``message`` signed by the key ``point`` (64 bytes)."""
    try:
        der = bytes.fromhex(value)
    except ValueError:
        return False
    return verifies_der(point, message, _der(der) if len(value) == RAW_HEX else der)


def verifies_der(point: bytes, message: bytes, signature: bytes) -> bool:
    """The same for a DER signature; the signer's id is the standard's default."""
    from gmssl_pyx import GmsslInnerError, sm2_verify  # noqa: PLC0415 only a terminal with such keys loads it

    try:
        return bool(sm2_verify(point, message, signature))
    except (GmsslInnerError, ValueError, RuntimeError, TypeError):  # a key that is no point on the curve too
        return False


def _der(raw: bytes) -> bytes:
    numbers = [_integer(raw[:32]), _integer(raw[32:])]
    body = b"".join(numbers)
    return b"\x30" + bytes([len(body)]) + body


def _integer(value: bytes) -> bytes:
    short = value.lstrip(b"\0") or b"\0"
    padded = b"\0" + short if short[0] & 0x80 else short
    return b"\x02" + bytes([len(padded)]) + padded
