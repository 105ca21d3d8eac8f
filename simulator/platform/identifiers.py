"""The identifier of an electronic certificate, with its check character (ISO 7064 MOD 37,36)."""

from __future__ import annotations

ROOT = "1.2.156.3005.2"
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
VERSION = "001"


def certificate(type_code: str, issuer: str, serial: str) -> str:
    """Return the identifier: root, type 21, issuer 18, serial, version 3, check 1."""
    check = check_character(f"{type_code}{issuer}{serial}{VERSION}")
    return f"{ROOT}.{type_code}.{issuer}.{serial}.{VERSION}.{check}"


def check_character(text: str) -> str:
    """Return the MOD 37,36 check character of ``text`` (digits and capitals)."""
    size = len(ALPHABET)
    rest = size
    for char in text:
        rest = (rest + ALPHABET.index(char)) % size or size
        rest = rest * 2 % (size + 1)
    return ALPHABET[(size + 1 - rest) % size]
