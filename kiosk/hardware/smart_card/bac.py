"""Basic access control: keys from what is printed on the document (ICAO 9303-11, 4.3 and Appendix D)."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from typing import Final

from kiosk.domain.smart_card import DocumentAccess
from kiosk.errors import AccessRefused, CardUnreadable
from kiosk.hardware.smart_card import access_key
from kiosk.hardware.smart_card.access_key import ENC, MAC, derive
from kiosk.hardware.smart_card.apdu import OK, Command, Talk
from kiosk.hardware.smart_card.ciphers import MAC_BYTES, TripleDes
from kiosk.hardware.smart_card.secure_messaging import SecureMessaging

SUITE: Final = TripleDes()
CHALLENGE: Final = 8
KEYING: Final = 16
ANSWER: Final = 40
ZERO: Final = bytes(SUITE.block)
REFUSALS: Final = frozenset({0x6982, 0x6985, 0x6988, 0x6A80})
"""What chips say to wrong keys beside 63xx, the proper word."""


def open_chip(
    talk: Talk, access: DocumentAccess, random: Callable[[int], bytes] = secrets.token_bytes
) -> SecureMessaging:
    """Authenticate to the selected application and return its secure messaging.

    Raises ``AccessRefused``, ``CardLifted``, ``CardUnreadable`` or ``DeviceFault``.
    """
    seed = access_key.seed(access)
    enc, mac = (derive(seed, use, SUITE.key, parity=True) for use in (ENC, MAC))
    challenge = talk.transmit(Command(0x00, 0x84, 0, 0, b"", CHALLENGE))
    if challenge.word != OK or len(challenge.data) != CHALLENGE:
        raise CardUnreadable(f"challenge, {challenge.word:04X}")
    ours, our_key = random(CHALLENGE), random(KEYING)
    secret = SUITE.encrypt(enc, ours + challenge.data + our_key, ZERO)
    answer = talk.transmit(Command(0x00, 0x82, 0, 0, secret + SUITE.token(mac, secret), ANSWER))
    if answer.word >> 8 == 0x63 or answer.word in REFUSALS:
        raise AccessRefused
    if answer.word != OK or len(answer.data) != ANSWER:
        raise CardUnreadable(f"authentication, {answer.word:04X}")
    their_secret, checksum = answer.data[:-MAC_BYTES], answer.data[-MAC_BYTES:]
    if not hmac.compare_digest(SUITE.token(mac, their_secret), checksum):
        raise CardUnreadable("authentication checksum")
    plain = SUITE.decrypt(enc, their_secret, ZERO)
    if plain[:CHALLENGE] != challenge.data or plain[CHALLENGE : 2 * CHALLENGE] != ours:
        raise CardUnreadable("authentication answer")
    shared = bytes(one ^ other for one, other in zip(our_key, plain[-KEYING:], strict=True))
    enc, mac = (derive(shared, use, SUITE.key, parity=True) for use in (ENC, MAC))
    return SecureMessaging(talk, SUITE, enc, mac, challenge.data[-4:] + ours[-4:])
