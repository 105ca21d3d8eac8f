"""A chip's side of the ciphers, written for it alone: a mistake in the reader's must not be made here too."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.cmac import CMAC

KINDS: Final = {1: ("des", 16), 2: ("aes", 16), 3: ("aes", 24), 4: ("aes", 32)}
"""By the last byte of PACE's object identifier: cipher, bytes of a key."""
ENC, MAC, PASSWORD = 1, 2, 3


@dataclass(frozen=True, slots=True)
class ChipCipher:
    """One of ``KINDS``."""

    number: int

    @property
    def block(self) -> int:
        """Bytes of a block, and of the send sequence counter."""
        return 8 if self.number == 1 else 16

    def key(self, secret: bytes, use: int) -> bytes:
        """KDF of ICAO 9303-11, 9.7.1. Without parity bits: DES does not look at them."""
        size = KINDS[self.number][1]
        algorithm = "sha256" if size > 16 else "sha1"
        return hashlib.new(algorithm, secret + bytes((0, 0, 0, use)), usedforsecurity=False).digest()[:size]

    def crypt(self, key: bytes, data: bytes, vector: bytes, *, back: bool = False) -> bytes:
        """CBC, there or back."""
        algorithm = TripleDES(key + key[:8]) if self.number == 1 else algorithms.AES(key)
        cipher = Cipher(algorithm, modes.CBC(vector))
        run = cipher.decryptor() if back else cipher.encryptor()
        return run.update(data) + run.finalize()

    def vector(self, key: bytes, counter: int) -> bytes:
        """The first vector of a message under secure messaging."""
        if self.number == 1:
            return bytes(8)
        return self.crypt(key, counter.to_bytes(16, "big"), bytes(16))

    def mac(self, key: bytes, padded: bytes) -> bytes:
        """Eight bytes over whole blocks."""
        if self.number != 1:
            whole = CMAC(algorithms.AES(key))
            whole.update(padded)
            return whole.finalize()[:8]
        left, right, state = key[:8], key[8:], bytes(8)
        for at in range(0, len(padded), 8):
            block = bytes(a ^ b for a, b in zip(state, padded[at : at + 8], strict=True))
            state = _des(left, block)
        return _des(left, _des(right, state, back=True))

    def token(self, key: bytes, data: bytes) -> bytes:
        """Eight bytes over data of any length."""
        return self.mac(key, padded(data, 8) if self.number == 1 else data)


def padded(data: bytes, block: int) -> bytes:
    """80 and zeros up to a whole block."""
    return data + b"\x80" + bytes(-(len(data) + 1) % block)


def _des(key: bytes, block: bytes, *, back: bool = False) -> bytes:
    cipher = Cipher(TripleDES(key * 3), modes.ECB())  # noqa: S305 one block of a MAC
    run = cipher.decryptor() if back else cipher.encryptor()
    return run.update(block) + run.finalize()
