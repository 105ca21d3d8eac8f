"""Where each field stands in a card's 256 bytes of text, by the letter at offset 248.

No letter: 居民身份证 (GA 490). ``J``: 港澳台居民居住证. ``I``, ``Y``: 外国人永久居留身份证 of 2017, 2023.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kiosk.domain.card import IdType

SIZE: Final = 256
LETTER: Final = slice(248, 250)

Fields = Mapping[str, slice]

_COMMON: Final = {
    "number": slice(122, 158),
    "birth": slice(36, 52),
    "sex": slice(30, 32),
    "valid_from": slice(188, 204),
    "valid_to": slice(204, 220),
    "name": slice(0, 30),
}
_CITIZEN: Final = _COMMON | {"address": slice(52, 122), "issuer": slice(158, 188)}
LAYOUTS: Final[Mapping[str, tuple[IdType, Fields]]] = {
    "": (IdType.RESIDENT, _CITIZEN | {"nation": slice(32, 36)}),
    "J": (IdType.HMT_RESIDENCE, _CITIZEN),
    "I": (
        IdType.FOREIGN_PERMANENT,
        _COMMON
        | {
            "name": slice(158, 188),
            "english_name": slice(0, 120),
            "sex": slice(120, 122),
            "number": slice(122, 152),
            "nationality": slice(152, 158),
            "birth": slice(220, 236),
        },
    ),
    "Y": (
        IdType.FOREIGN_PERMANENT,
        _COMMON
        | {"english_name": slice(52, 122), "english_rest": slice(220, 242), "nationality": slice(242, 248)},
    ),
}
