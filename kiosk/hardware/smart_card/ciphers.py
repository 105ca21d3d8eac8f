"""The ciphers of secure messaging: Triple DES and AES (ICAO 9303-11, 9.8; padding: ISO/IEC 9797-1, 2)."""

from __future__ import annotations

from typing import Final, Protocol

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.cmac import CMAC

MAC_BYTES: Final = 8


class Suite(Protocol):
    """A cipher and its MAC. ``block`` and ``key`` in bytes; data in whole blocks, but for ``token``."""

    block: int
    key: int
    parity: bool

    def encrypt(self, key: bytes, data: bytes, iv: bytes) -> bytes:
        """CBC."""
        ...

    def decrypt(self, key: bytes, data: bytes, iv: bytes) -> bytes:
        """CBC."""
        ...

    def start(self, key: bytes, counter: bytes) -> bytes:
        """The first vector of a message with this send sequence counter."""
        ...

    def mac(self, key: bytes, data: bytes) -> bytes:
        """Eight bytes over padded data."""
        ...

    def token(self, key: bytes, data: bytes) -> bytes:
        """Eight bytes over data of any length."""
        ...


class TripleDes:
    """CBC with two keys and the retail MAC (ISO/IEC 9797-1 algorithm 3)."""

    block = 8
    key = 16
    parity = True

    def encrypt(self, key: bytes, data: bytes, iv: bytes) -> bytes:
        """See ``Suite``."""
        return _through(_des(key, iv), data)

    def decrypt(self, key: bytes, data: bytes, iv: bytes) -> bytes:
        """See ``Suite``."""
        return _back(_des(key, iv), data)

    def start(self, key: bytes, counter: bytes) -> bytes:
        """See ``Suite``. Always zero (9.8.6.1)."""
        del key, counter
        return bytes(self.block)

    def mac(self, key: bytes, data: bytes) -> bytes:
        """See ``Suite``."""
        first, zero = key[:8], bytes(self.block)
        # One key three times is single DES; only the last block sees both keys.
        chained = _through(_des(first * 3, zero), data[:-8])[-8:] or zero
        return _through(_des(key, chained), data[-8:])

    def token(self, key: bytes, data: bytes) -> bytes:
        """See ``Suite``."""
        return self.mac(key, pad(data, self.block))


class Aes:
    """CBC and CMAC of the first eight bytes; keys of 16, 24 or 32 bytes."""

    block = 16
    parity = False

    def __init__(self, key: int) -> None:
        self.key = key

    def encrypt(self, key: bytes, data: bytes, iv: bytes) -> bytes:
        """See ``Suite``."""
        return _through(Cipher(algorithms.AES(key), modes.CBC(iv)), data)

    def decrypt(self, key: bytes, data: bytes, iv: bytes) -> bytes:
        """See ``Suite``."""
        return _back(Cipher(algorithms.AES(key), modes.CBC(iv)), data)

    def start(self, key: bytes, counter: bytes) -> bytes:
        """See ``Suite``. The counter, encrypted (9.8.6.2)."""
        return self.encrypt(key, counter, bytes(self.block))

    def mac(self, key: bytes, data: bytes) -> bytes:
        """See ``Suite``."""
        return self.token(key, data)

    def token(self, key: bytes, data: bytes) -> bytes:
        """See ``Suite``."""
        whole = CMAC(algorithms.AES(key))
        whole.update(data)
        return whole.finalize()[:MAC_BYTES]


def pad(data: bytes, block: int) -> bytes:
    """Append 80 and zeros up to a whole block."""
    return (data + b"\x80").ljust((len(data) // block + 1) * block, b"\0")


def unpad(data: bytes) -> bytes:
    """Take 80 and zeros away. Raises ``ValueError`` where they are not."""
    bare = data.rstrip(b"\0")
    if not bare.endswith(b"\x80"):
        raise ValueError("padding")
    return bare[:-1]


def _des(key: bytes, iv: bytes) -> Cipher[modes.CBC]:
    return Cipher(TripleDES((key + key[:8])[:24]), modes.CBC(iv))


def _through(cipher: Cipher[modes.CBC], data: bytes) -> bytes:
    writer = cipher.encryptor()
    return writer.update(data) + writer.finalize()


def _back(cipher: Cipher[modes.CBC], data: bytes) -> bytes:
    reader = cipher.decryptor()
    return reader.update(data) + reader.finalize()
