"""How a chip lets itself be opened: basic access control and PACE (ICAO 9303-11, 4.3 and 4.4)."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from ecdsa import curves
from ecdsa.curves import Curve
from ecdsa.ellipticcurve import Point, PointJacobi

from simulator.pcsc.ber import parts, tlv
from simulator.pcsc.chip_crypto import ENC, MAC, PASSWORD, ChipCipher
from simulator.pcsc.session import Session

OK, REFUSED, CONDITIONS = 0x9000, 0x6300, 0x6985
CURVES: Final[dict[int, Curve]] = {
    12: curves.NIST256p,
    13: curves.BRAINPOOLP256r1,
    15: curves.NIST384p,
    16: curves.BRAINPOOLP384r1,
    17: curves.BRAINPOOLP512r1,
    18: curves.NIST521p,
}
PACE_GM: Final = bytes.fromhex("04007F000702020402")


def of_zone(secret: str) -> bytes:
    """SHA-1 of the MRZ information: PACE's password; its first 16 bytes are the seed of BAC."""
    return hashlib.sha1(secret.encode("ascii"), usedforsecurity=False).digest()


class Bac:
    """One authentication. ``secret``: the MRZ information, number, birth and expiry with check digits."""

    def __init__(self, secret: str) -> None:
        seed = of_zone(secret)[:16]
        self._cipher = ChipCipher(1)
        self._enc, self._mac = (self._cipher.key(seed, use) for use in (ENC, MAC))
        self._nonce = b""
        self.session: Session | None = None

    def challenge(self) -> bytes:
        """Eight bytes to be sent back encrypted."""
        self._nonce = secrets.token_bytes(8)
        return self._nonce

    def authenticate(self, data: bytes) -> tuple[bytes, int]:
        """EXTERNAL AUTHENTICATE; afterwards ``session`` is there if the keys were right."""
        secret, checksum = data[:32], data[32:]
        if len(data) != 40 or checksum != self._cipher.token(self._mac, secret):
            return b"", REFUSED
        plain = self._cipher.crypt(self._enc, secret, bytes(8), back=True)
        theirs, echoed, their_key = plain[:8], plain[8:16], plain[16:]
        if not self._nonce or echoed != self._nonce:
            return b"", REFUSED
        our_key = secrets.token_bytes(16)
        answer = self._cipher.crypt(self._enc, self._nonce + theirs + our_key, bytes(8))
        shared = bytes(a ^ b for a, b in zip(their_key, our_key, strict=True))
        enc, mac = (self._cipher.key(shared, use) for use in (ENC, MAC))
        counter = int.from_bytes(self._nonce[4:] + theirs[4:], "big")
        self.session = Session(self._cipher, enc, mac, counter)
        return answer + self._cipher.token(self._mac, answer), OK


class Pace:
    """One run of PACE with cipher ``number`` (1-4) over the curve ``parameter``."""

    def __init__(self, number: int, parameter: int, passwords: dict[int, bytes]) -> None:
        self._cipher = ChipCipher(number)
        self._curve = CURVES[parameter]
        self._protocol = PACE_GM + bytes((number,))
        self._parameter = parameter
        self._passwords = passwords
        self._password = b""
        self._nonce = 0
        self._generator: PointJacobi = self._curve.generator
        self._keys = (b"", b"")
        self._points = (b"", b"")
        self.session: Session | None = None

    @property
    def card_access(self) -> bytes:
        """EF.CardAccess: a set with this one offer."""
        offer = tlv(0x06, self._protocol) + tlv(0x02, b"\x02") + tlv(0x02, bytes((self._parameter,)))
        return tlv(0x31, tlv(0x30, offer))

    def choose(self, data: bytes) -> int:
        """MSE:Set AT."""
        chosen = parts(data)
        if chosen.get(0x80) != self._protocol or chosen.get(0x83, b"\0")[0] not in self._passwords:
            return 0x6A88
        self._password = self._passwords[chosen[0x83][0]]
        return OK

    def authenticate(self, data: bytes) -> tuple[bytes, int]:
        """GENERAL AUTHENTICATE, one of its four steps by what it brings."""
        given = parts(parts(data).get(0x7C, b""))
        match list(given):
            case []:
                answer = tlv(0x80, self._encrypted_nonce())
            case [0x81]:
                answer = tlv(0x82, self._map(given[0x81]))
            case [0x83]:
                answer = tlv(0x84, self._agree(given[0x83]))
            case [0x85] if self._keys[1]:
                if given[0x85] != self._token(self._points[1]):
                    return b"", REFUSED
                answer = tlv(0x86, self._token(self._points[0]))
                self.session = Session(self._cipher, *self._keys)
            case _:
                return b"", CONDITIONS
        return tlv(0x7C, answer), OK

    def _encrypted_nonce(self) -> bytes:
        nonce = secrets.token_bytes(16)
        self._nonce = int.from_bytes(nonce, "big")
        key = self._cipher.key(self._password, PASSWORD)
        return self._cipher.crypt(key, nonce, bytes(self._cipher.block))

    def _map(self, theirs: bytes) -> bytes:
        private, public = self._pair(self._curve.generator)
        self._generator = self._curve.generator * self._nonce + self._point(theirs) * private
        return public

    def _agree(self, theirs: bytes) -> bytes:
        private, public = self._pair(self._generator)
        shared = (
            (self._point(theirs) * private).x().to_bytes((self._curve.curve.p().bit_length() + 7) // 8, "big")
        )
        self._keys = (self._cipher.key(shared, ENC), self._cipher.key(shared, MAC))
        self._points = (theirs, public)
        return public

    def _token(self, point: bytes) -> bytes:
        return self._cipher.token(self._keys[1], tlv(0x7F49, tlv(0x06, self._protocol) + tlv(0x86, point)))

    def _pair(self, generator: PointJacobi) -> tuple[int, bytes]:
        private = secrets.randbelow(self._curve.order - 1) + 1
        return private, (generator * private).to_bytes("uncompressed")

    def _point(self, raw: bytes) -> PointJacobi:
        return PointJacobi.from_affine(Point.from_bytes(self._curve.curve, raw))
