"""A chip's end of secure messaging (ICAO 9303-11, 9.8)."""

from __future__ import annotations

from collections.abc import Callable

from simulator.pcsc.ber import parts, tlv
from simulator.pcsc.chip_crypto import ChipCipher, padded

Plain = Callable[[bytes, bytes, int | None], tuple[bytes, int]]
"""Header, data and expected length to answer data and status word."""


class WrongKeys(Exception):
    """A command that was not made with these keys."""


class Session:
    """Keys and counter since the chip was opened."""

    def __init__(self, cipher: ChipCipher, enc: bytes, mac: bytes, counter: int = 0) -> None:
        self._cipher = cipher
        self._enc = enc
        self._mac = mac
        self._counter = counter

    def answer(self, command: bytes, do: Plain) -> bytes:
        """Unwrap, do and wrap. Raises ``WrongKeys``."""
        header, objects = command[:4], parts(command[5 : 5 + command[4]])
        vector = self._count()
        body = b"".join(tlv(tag, objects[tag]) for tag in (0x85, 0x87, 0x97) if tag in objects)
        signed = padded(header, self._cipher.block) + body if body else header
        if objects.get(0x8E) != self._checksum(signed):
            raise WrongKeys
        secret = objects.get(0x85, objects.get(0x87, b"\x01")[1:])
        plain = self._cipher.crypt(self._enc, secret, vector, back=True) if secret else b""
        length = objects[0x97][0] or 256 if 0x97 in objects else None
        data, word = do(header, plain.rstrip(b"\0")[:-1], length)
        return self._wrapped(data, word, odd=bool(header[1] & 1))

    def _wrapped(self, data: bytes, word: int, *, odd: bool) -> bytes:
        vector = self._count()
        body = b""
        if data:
            secret = self._cipher.crypt(self._enc, padded(data, self._cipher.block), vector)
            body = tlv(0x85, secret) if odd else tlv(0x87, b"\x01" + secret)
        body += tlv(0x99, word.to_bytes(2, "big"))
        return body + tlv(0x8E, self._checksum(body)) + b"\x90\x00"

    def _count(self) -> bytes:
        self._counter += 1
        return self._cipher.vector(self._enc, self._counter)

    def _checksum(self, data: bytes) -> bytes:
        block = self._cipher.block
        return self._cipher.mac(self._mac, padded(self._counter.to_bytes(block, "big") + data, block))
