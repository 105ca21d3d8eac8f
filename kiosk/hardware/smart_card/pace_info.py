"""What a chip offers of PACE: EF.CardAccess (ICAO 9303-11, 9.2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from ecdsa import curves

from kiosk.hardware.smart_card import tlv
from kiosk.hardware.smart_card.ciphers import Aes, Suite, TripleDes

GENERIC_MAPPING: Final = bytes.fromhex("04007F000702020402")
"""id-PACE-ECDH-GM; one byte more names the cipher."""
SUITES: Final[dict[int, Suite]] = {1: TripleDes(), 2: Aes(16), 3: Aes(24), 4: Aes(32)}
CURVES: Final = {
    12: curves.NIST256p,
    13: curves.BRAINPOOLP256r1,
    14: curves.BRAINPOOLP320r1,
    15: curves.NIST384p,
    16: curves.BRAINPOOLP384r1,
    17: curves.BRAINPOOLP512r1,
    18: curves.NIST521p,
}
"""The standardised domain parameters (9.5.1) of 256 bits and more."""
SET: Final = 0x31
SEQUENCE: Final = 0x30
OBJECT: Final = 0x06
INTEGER: Final = 0x02


@dataclass(frozen=True, slots=True)
class PaceInfo:
    """One way that the chip offers: protocol (DER value of its object identifier), cipher, curve.

    ``choice``: whether the chip has more than one curve to choose from, and must be told which.
    """

    protocol: bytes
    suite: Suite
    parameter: int
    choice: bool = False


def offered(card_access: bytes) -> PaceInfo | None:
    """The best of what the chip offers and this program knows; ``None`` where there is none.

    Anything else in the file is passed over, also what is no security info at all: such a chip is opened
    by BAC, if at all.
    """
    try:
        infos = [_info(one) for one in tlv.objects(tlv.find(card_access, SET)) if one.tag == SEQUENCE]
    except tlv.Malformed:
        return None
    known = [info for info in infos if info is not None]
    best = max(known, key=lambda info: info.protocol, default=None)
    several = len({info.parameter for info in known}) > 1
    return replace(best, choice=several) if best is not None else None


def _info(one: tlv.Tlv) -> PaceInfo | None:
    parts = tlv.objects(one.value)
    if [part.tag for part in parts] != [OBJECT, INTEGER, INTEGER]:
        return None
    protocol, parameter = parts[0].value, int.from_bytes(parts[2].value, "big")
    known = protocol[:-1] == GENERIC_MAPPING and protocol[-1] in SUITES and parameter in CURVES
    return PaceInfo(protocol, SUITES[protocol[-1]], parameter) if known else None
