"""Secure messaging: every command and answer encrypted and signed (ICAO 9303-11, 9.8)."""

from __future__ import annotations

import hmac
from typing import Final

from kiosk.errors import CardUnreadable
from kiosk.hardware.smart_card import tlv
from kiosk.hardware.smart_card.apdu import MAX_ANSWER, Answer, Command, Talk
from kiosk.hardware.smart_card.ciphers import Suite, pad, unpad

SECURED: Final = 0x0C
CRYPTOGRAM: Final = 0x87
CRYPTOGRAM_OF_TLV: Final = 0x85
"""Where the instruction is odd: what is encrypted is TLV, and no padding indicator stands before it."""
PADDED: Final = b"\x01"
LENGTH: Final = 0x97
WORD: Final = 0x99
CHECKSUM: Final = 0x8E


class SecureMessaging:
    """Carries commands under session keys. Implements ``Talk`` on top of another one."""

    def __init__(self, talk: Talk, suite: Suite, enc: bytes, mac: bytes, counter: bytes) -> None:
        self._talk = talk
        self._suite = suite
        self._enc = enc
        self._mac = mac
        self._counter = int.from_bytes(counter, "big")

    def transmit(self, command: Command) -> Answer:
        """See ``Talk``. An answer that was not made with these keys is ``CardUnreadable``."""
        answer = self._talk.transmit(self.protect(command))
        if not answer.data:
            # Only a card that has dropped the keys answers bare (9.8.4): the session is over.
            raise CardUnreadable(f"secure messaging ended, {answer.word:04X}")
        try:
            return self.open(answer.data)
        except tlv.Malformed as why:
            raise CardUnreadable(f"secure messaging: {why}") from None

    def protect(self, command: Command) -> Command:
        """The command as the card must get it. Counts up."""
        header = bytes((command.cla | SECURED, command.ins, command.p1, command.p2))
        body = b""
        if command.data:
            odd = command.ins & 1
            secret = self._suite.encrypt(self._enc, pad(command.data, self._suite.block), self._next())
            body = tlv.encode(CRYPTOGRAM_OF_TLV if odd else CRYPTOGRAM, secret if odd else PADDED + secret)
        else:
            self._next()
        if command.expected is not None:
            body += tlv.encode(LENGTH, bytes((command.expected % MAX_ANSWER,)))
        signed = pad(header, self._suite.block) + body
        body += tlv.encode(CHECKSUM, self._checksum(signed if body else header))
        return Command(header[0], command.ins, command.p1, command.p2, body, MAX_ANSWER)

    def open(self, data: bytes) -> Answer:
        """What the card said under its protection. Counts up. Raises ``CardUnreadable``, ``Malformed``."""
        vector = self._next()
        found = tlv.objects(data)
        signed = b"".join(tlv.encode(one.tag, one.value) for one in found if one.tag != CHECKSUM)
        parts = {one.tag: one.value for one in found}
        if len(parts) < len(found) or found[-1].tag != CHECKSUM:
            raise tlv.Malformed("objects")
        if not hmac.compare_digest(self._checksum(signed), parts[CHECKSUM]):
            raise tlv.Malformed("checksum")
        if len(parts.get(WORD, b"")) != 2:
            raise tlv.Malformed("status")
        return Answer(self._plain(parts, vector), int.from_bytes(parts[WORD], "big"))

    def _plain(self, parts: dict[int, bytes], vector: bytes) -> bytes:
        secret = parts.get(CRYPTOGRAM_OF_TLV, b"")
        if CRYPTOGRAM in parts:
            if not parts[CRYPTOGRAM].startswith(PADDED):
                raise tlv.Malformed("padding indicator")
            secret = parts[CRYPTOGRAM][1:]
        if len(secret) % self._suite.block:
            raise tlv.Malformed("cryptogram")
        if not secret:
            return b""
        try:
            return unpad(self._suite.decrypt(self._enc, secret, vector))
        except ValueError:
            raise tlv.Malformed("padding") from None

    def _next(self) -> bytes:
        """Count up and return the vector of the message that begins."""
        self._counter = (self._counter + 1) % (1 << 8 * self._suite.block)
        return self._suite.start(self._enc, self._counted())

    def _counted(self) -> bytes:
        return self._counter.to_bytes(self._suite.block, "big")

    def _checksum(self, data: bytes) -> bytes:
        return self._suite.mac(self._mac, pad(self._counted() + data, self._suite.block))
