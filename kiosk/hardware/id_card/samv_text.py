"""A card's 256 bytes of text (UTF-16LE) as a document."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from typing import Final

from kiosk.domain.card import IdCard, IdType
from kiosk.domain.personal import Personal
from kiosk.errors import CardUnreadable
from kiosk.hardware.id_card.nations import NATIONS
from kiosk.hardware.id_card.samv_layouts import LAYOUTS, LETTER, SIZE, Fields

PADDING: Final = " \0\u3000"
DOTS: Final = str.maketrans("•‧・", "···")
"""Four different dots stand inside names such as 阿依·示例; the platform knows one."""
SEXES: Final = {"0": "未知", "1": "男", "2": "女", "9": "未说明"}
"""GB/T 2261.1."""
FOREVER: Final = "长期"
MIN_NUMBER: Final = 15
"""The permit of 2017; every other number has 18 characters."""
_REST: Final = {"english_name": "english_rest"}


def decode(text: bytes, *, photo: bytes | None = None, sam_no: str = "") -> IdCard:
    """Return the document in ``text``. Raises ``CardUnreadable`` for anything that is not one.

    ``nation`` is the ethnic group's name, or a foreigner's nationality (ISO 3166-1 alpha-3).
    """
    if len(text) != SIZE:
        raise CardUnreadable("text length")
    id_type, fields = _layout(text)

    def take(field: str) -> str:
        # The two parts of a long English name are one text: a space may stand where they meet.
        parts = (fields[name] for name in (field, _REST.get(field, "")) if name in fields)
        return _clean(b"".join(text[part] for part in parts), field)

    english = take("english_name")
    return IdCard(
        id_type=id_type,
        name=Personal(_name(take("name") or english)),
        number=Personal(_number(take("number"))),
        sex=_sex(take("sex")),
        birth=Personal(_day(take("birth"), "birth")),
        valid_from=_day(take("valid_from"), "valid_from"),
        valid_to=_last_day(take("valid_to")),
        issuer=take("issuer"),
        nation=NATIONS.get(take("nation"), "") or take("nationality"),
        address=_boxed(take("address")),
        english_name=_boxed(english),
        photo=Personal(photo) if photo is not None else None,
        sam_no=sam_no,
    )


def _layout(text: bytes) -> tuple[IdType, Fields]:
    letter = _clean(text[LETTER], "kind")
    if letter not in LAYOUTS:
        raise CardUnreadable("kind")
    return LAYOUTS[letter]


def _clean(raw: bytes, field: str) -> str:
    """Decode one field. Its error names the field, never the value."""
    try:
        text = raw.decode("utf-16-le").strip(PADDING)
    except UnicodeDecodeError:
        raise CardUnreadable(field) from None
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        raise CardUnreadable(field)
    return text.strip()  # Unicode knows more spaces than a card is padded with; a name of them is none


def _name(text: str) -> str:
    if not text:
        raise CardUnreadable("name")
    return text.translate(DOTS)


def _number(text: str) -> str:
    # Whether it can exist is IdCard.check's question; here only whether it is a number at all.
    if len(text) < MIN_NUMBER or not (text.isascii() and text.isalnum()):
        raise CardUnreadable("number")
    return text


def _sex(code: str) -> str:
    if code not in SEXES:
        raise CardUnreadable("sex")
    return SEXES[code]


def _day(text: str, field: str) -> date:
    # strptime alone would take "2026 1 1" and digits of other scripts.
    if not (text.isascii() and text.isdigit() and len(text) == len("YYYYMMDD")):
        raise CardUnreadable(field)
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 a day on a document has no zone
    except ValueError:
        raise CardUnreadable(field) from None


def _last_day(text: str) -> date | None:
    return None if text == FOREVER else _day(text, "valid_to")


def _boxed(text: str) -> Personal[str] | None:
    return Personal(text) if text else None
