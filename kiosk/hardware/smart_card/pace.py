"""PACE with generic mapping over elliptic curves (ICAO 9303-11, 4.4 and Appendix G.1)."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from typing import Final

from ecdsa.curves import Curve
from ecdsa.ellipticcurve import INFINITY, PointJacobi

from kiosk.domain.smart_card import DocumentAccess
from kiosk.errors import AccessRefused, CardUnreadable
from kiosk.hardware.smart_card import access_key, tlv
from kiosk.hardware.smart_card.access_key import ENC, MAC, PASSWORD, derive
from kiosk.hardware.smart_card.apdu import MAX_ANSWER, OK, Command, Talk
from kiosk.hardware.smart_card.pace_info import CURVES, OBJECT, PaceInfo
from kiosk.hardware.smart_card.secure_messaging import SecureMessaging

DYNAMIC: Final = 0x7C
PUBLIC_KEY: Final = 0x7F49
POINT: Final = 0x86
UNCOMPRESSED: Final = 0x04
NONCE, MAP_OURS, MAP_THEIRS, KEY_OURS, KEY_THEIRS, TOKEN_OURS, TOKEN_THEIRS = range(0x80, 0x87)
REFUSALS: Final = frozenset({0x6982, 0x6985, 0x6988, 0x6A80})
"""What chips say to a wrong token beside 63xx, the proper word."""


def open_chip(
    talk: Talk,
    info: PaceInfo,
    access: DocumentAccess,
    below: Callable[[int], int] = secrets.randbelow,
) -> SecureMessaging:
    """Agree on keys in the master file and return secure messaging.

    Raises ``AccessRefused``, ``CardLifted``, ``CardUnreadable`` or ``DeviceFault``.
    """
    suite, curve = info.suite, CURVES[info.parameter]
    reference, secret = access_key.password(access)
    _set(talk, info, reference)
    key = derive(secret, PASSWORD, suite.key, parity=suite.parity)
    encrypted = _ask(talk, b"", NONCE)
    if not encrypted or len(encrypted) % suite.block:
        raise CardUnreadable("PACE nonce")
    nonce = suite.decrypt(key, encrypted, bytes(suite.block))
    generator = _mapped(talk, curve, nonce, below)
    ours, mine = _pair(curve, generator, below)
    theirs = _ask(talk, tlv.encode(KEY_OURS, mine), KEY_THEIRS)
    if theirs == mine:
        raise CardUnreadable("PACE key")  # an echo would agree with itself
    shared = _shared(curve, ours, theirs)
    enc, mac = (derive(shared, use, suite.key, parity=suite.parity) for use in (ENC, MAC))
    given = suite.token(mac, _public_key(info, theirs))
    # The last step: only here does the chip say whether the password was right.
    token = _ask(talk, tlv.encode(TOKEN_OURS, given), TOKEN_THEIRS, last=True)
    if not hmac.compare_digest(token, suite.token(mac, _public_key(info, mine))):
        raise CardUnreadable("PACE token")
    return SecureMessaging(talk, suite, enc, mac, bytes(suite.block))


def _set(talk: Talk, info: PaceInfo, reference: int) -> None:
    """MSE:Set AT: which protocol, which password, which curve."""
    chosen = tlv.encode(0x80, info.protocol) + tlv.encode(0x83, bytes((reference,)))
    if info.choice:  # asked for only then, and some chips want it only then (4.4.4.1)
        chosen += tlv.encode(0x84, bytes((info.parameter,)))
    word = talk.transmit(Command(0x00, 0x22, 0xC1, 0xA4, chosen)).word
    if word >> 8 == 0x63:  # right, and so many tries are left: no matter yet
        return
    if word == 0x6A88:  # a document without such a password
        raise AccessRefused
    if word != OK:
        raise CardUnreadable(f"PACE, {word:04X}")


def _mapped(talk: Talk, curve: Curve, nonce: bytes, below: Callable[[int], int]) -> PointJacobi:
    """The new generator: nonce · G + H, with H agreed on the way (4.4.3.3.1)."""
    ours, mine = _pair(curve, curve.generator, below)
    theirs = _ask(talk, tlv.encode(MAP_OURS, mine), MAP_THEIRS)
    mapped = curve.generator * int.from_bytes(nonce, "big") + _point(curve, theirs) * ours
    if mapped == INFINITY:
        raise CardUnreadable("PACE mapping")
    return mapped


def _shared(curve: Curve, ours: int, theirs: bytes) -> bytes:
    point = (_point(curve, theirs) * ours).to_affine()
    size: int = curve.verifying_key_length // 2
    return int(point.x()).to_bytes(size, "big")


def _pair(curve: Curve, generator: PointJacobi, below: Callable[[int], int]) -> tuple[int, bytes]:
    private = below(int(curve.order) - 1) + 1
    return private, bytes((generator * private).to_bytes("uncompressed"))


def _point(curve: Curve, raw: bytes) -> PointJacobi:
    """An uncompressed point of the curve, which is checked: any other would give our secrets away."""
    size = len(raw) // 2
    x, y = int.from_bytes(raw[1 : 1 + size], "big"), int.from_bytes(raw[1 + size :], "big")
    if len(raw) != 1 + curve.verifying_key_length or raw[0] != UNCOMPRESSED:
        raise CardUnreadable("PACE point")
    if max(x, y) >= curve.curve.p() or not curve.curve.contains_point(x, y):
        raise CardUnreadable("PACE point")
    return PointJacobi(curve.curve, x, y, 1, order=curve.order)


def _public_key(info: PaceInfo, point: bytes) -> bytes:
    return tlv.encode(PUBLIC_KEY, tlv.encode(OBJECT, info.protocol) + tlv.encode(POINT, point))


def _ask(talk: Talk, data: bytes, wanted: int, *, last: bool = False) -> bytes:
    """GENERAL AUTHENTICATE; chained until the last."""
    command = Command(0x00 if last else 0x10, 0x86, 0, 0, tlv.encode(DYNAMIC, data), MAX_ANSWER)
    answer = talk.transmit(command)
    if answer.word >> 8 == 0x63 or (last and answer.word in REFUSALS):
        raise AccessRefused
    if answer.word != OK:
        raise CardUnreadable(f"PACE, {answer.word:04X}")
    try:
        return tlv.find(answer.data, DYNAMIC, wanted)
    except tlv.Malformed as why:
        raise CardUnreadable(f"PACE: {why}") from None
