"""Encryption at rest: AES-256-GCM (GB/T 36624) or SM4-GCM (GB/T 32907). What was sealed says with which.

A sealed text is one byte for the cipher, a random nonce of 12 bytes, the text, a tag of 16. The label (letter
and part) is authenticated: a sealed text moved to another place does not open.
"""

from __future__ import annotations

import os
from enum import StrEnum

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers import Cipher as Encryption
from cryptography.hazmat.primitives.ciphers import algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, SM3
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.domain.personal import Personal
from kiosk.errors import StoreError, Unreadable

NONCE = 12
TAG = 16
HEAD = 1 + NONCE


class Cipher(StrEnum):
    """How new texts are sealed. Values are those of ``[outbox] cipher``."""

    AES = "AES-256-GCM"
    SM4 = "SM4-GCM"


MARKS = {Cipher.AES: b"\x01", Cipher.SM4: b"\x02"}


class Vault:
    """Seals and opens with keys drawn from one master key of 32 bytes, one for each cipher."""

    def __init__(self, master: Personal[bytes], cipher: Cipher) -> None:
        """Raises ``StoreError`` when this machine's OpenSSL lacks the cipher."""
        self._cipher = cipher
        self._aes = AESGCM(HKDF(SHA256(), 32, None, b"outbox AES-256-GCM").derive(master.reveal()))
        self._sm4: bytes | None = None
        try:
            self._sm4 = HKDF(SM3(), 16, None, b"outbox SM4-GCM").derive(master.reveal())
            _sm4_encrypt(self._sm4, bytes(NONCE), b"", b"")
        except UnsupportedAlgorithm:
            self._sm4 = None
            if cipher is Cipher.SM4:
                raise StoreError("SM4-GCM is not in this machine's OpenSSL; use AES-256-GCM") from None

    def seal(self, plain: bytes, label: bytes) -> bytes:
        """Encrypt and authenticate."""
        nonce = os.urandom(NONCE)
        if self._cipher is Cipher.SM4 and self._sm4 is not None:
            text = _sm4_encrypt(self._sm4, nonce, plain, label)
        else:
            text = self._aes.encrypt(nonce, plain, label)
        return b"".join((MARKS[self._cipher], nonce, text))

    def open(self, sealed: bytes, label: bytes) -> bytes:
        """Decrypt. Raises ``Unreadable``: another key, another place, or altered bytes."""
        mark, nonce, text = sealed[:1], sealed[1:HEAD], memoryview(sealed)[HEAD:]
        try:
            if mark == MARKS[Cipher.AES]:
                return self._aes.decrypt(nonce, text, label)
            if mark == MARKS[Cipher.SM4] and self._sm4 is not None:
                return _sm4_decrypt(self._sm4, nonce, text, label)
        except (InvalidTag, ValueError):  # ValueError: shorter than a nonce and a tag
            raise Unreadable("does not open with this key") from None
        raise Unreadable("sealed with a cipher this machine does not have")


def _sm4_encrypt(key: bytes, nonce: bytes, plain: bytes, label: bytes) -> bytes:
    sealing = Encryption(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    sealing.authenticate_additional_data(label)
    return sealing.update(plain) + sealing.finalize() + sealing.tag


def _sm4_decrypt(key: bytes, nonce: bytes, text: memoryview, label: bytes) -> bytes:
    opening = Encryption(algorithms.SM4(key), modes.GCM(nonce, bytes(text[-TAG:]))).decryptor()
    opening.authenticate_additional_data(label)
    return opening.update(text[:-TAG]) + opening.finalize()
