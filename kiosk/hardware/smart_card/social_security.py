"""Reading a social security card (社保卡): the application ``sx1.sh.社会保障``, files EF05 and EF06.

Both files hold records of one object each: tag, length, value (社会保障卡规范 LB/T 32). Cards are asked by
record number first; those that know their records only by tag are asked again that way.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kiosk.domain.personal import Personal
from kiosk.domain.smart_card import SocialSecurityCard
from kiosk.errors import CardUnreadable
from kiosk.hardware.smart_card.apdu import OK, Command, Talk, select_application, select_file
from kiosk.hardware.smart_card.days import day

APPLICATION: Final = "sx1.sh.社会保障".encode("gbk")
HEAD: Final = 2
PADDING: Final = " \0\u3000"
SEXES: Final = {"0": "未知", "1": "男", "2": "女", "9": "未说明"}
"""GB/T 2261.1; a character on some cards, the bare number on others."""
CARD_FILE: Final = 0xEF05
HOLDER_FILE: Final = 0xEF06
SHORT_NAMES: Final = {CARD_FILE: 0x05, HOLDER_FILE: 0x06}


@dataclass(frozen=True, slots=True)
class Record:
    """Where a value stands: file, record numbers to try, tag, bytes."""

    name: str
    file: int
    numbers: tuple[int, ...]
    tag: int
    size: int


CARD_ID: Final = Record("card id", CARD_FILE, (1,), 0x01, 16)
VERSION: Final = Record("version", CARD_FILE, (3,), 0x03, 4)
ISSUED: Final = Record("issue date", CARD_FILE, (5,), 0x05, 4)
EXPIRES: Final = Record("expiry date", CARD_FILE, (6,), 0x06, 4)
CARD_NO: Final = Record("card number", CARD_FILE, (7,), 0x07, 9)
NUMBER: Final = Record("number", HOLDER_FILE, (1,), 0x08, 18)
NAME: Final = Record("name", HOLDER_FILE, (2,), 0x09, 30)
SEX: Final = Record("sex", HOLDER_FILE, (3, 4), 0x0A, 1)
"""The third record on cards of version 1, the fourth on later ones."""
REGION_BYTES: Final = 3
FOREVER: Final = frozenset({bytes(4), b"\xff" * 4})


def select(talk: Talk) -> bool:
    """Select the application; ``False`` where the card has none."""
    return talk.transmit(select_application(APPLICATION, p2=0x00)).word == OK


def read(talk: Talk) -> SocialSecurityCard:
    """Read the selected application. Raises ``CardLifted``, ``CardUnreadable`` or ``DeviceFault``."""
    records = _Records(talk)
    region = records.take(CARD_ID)[:REGION_BYTES].hex()
    if not region.isdecimal():
        raise CardUnreadable(CARD_ID.name)
    return SocialSecurityCard(
        region=region,
        version=_text(records.take(VERSION), VERSION),
        valid_from=day(records.take(ISSUED).hex(), ISSUED.name),
        valid_to=_last_day(records.take(EXPIRES)),
        card_no=Personal(_text(records.take(CARD_NO), CARD_NO)),
        number=Personal(_text(records.take(NUMBER), NUMBER)),
        name=Personal(_text(records.take(NAME), NAME)),
        sex=_sex(records.take(SEX)),
    )


@dataclass(slots=True)
class _Records:
    """Records of the two files, in whichever way this card gives them."""

    talk: Talk
    _selected: int = 0
    _by_tag: set[int] = field(default_factory=set)

    def take(self, record: Record) -> bytes:
        """The value of a record. Raises ``CardUnreadable`` where there is none."""
        if record.file not in self._by_tag:
            for number in record.numbers:
                value = self._ask(number, SHORT_NAMES[record.file] << 3 | 4, record)
                if value is not None:
                    return value
        self._select(record.file)
        value = self._ask(record.tag, 0x00, record)
        if value is None:
            raise CardUnreadable(record.name)
        self._by_tag.add(record.file)
        return value

    def _select(self, file: int) -> None:
        if self._selected != file:
            self.talk.transmit(Command(0x00, 0xA4, 0x02, 0x00, select_file(file).data))
            self._selected = file

    def _ask(self, p1: int, p2: int, record: Record) -> bytes | None:
        """``None``: refused, or another record than this one."""
        answer = self.talk.transmit(Command(0x00, 0xB2, p1, p2, b"", HEAD + record.size))
        data = answer.data
        if answer.word != OK or len(data) < HEAD or data[0] != record.tag:
            return None
        value = data[HEAD:]
        if len(value) < data[1] or data[1] != record.size:
            raise CardUnreadable(record.name)
        return value[: record.size]


def _text(raw: bytes, record: Record) -> str:
    """Its error names the record, never the value."""
    try:
        text = raw.rstrip(b"\xff").decode("gb18030").strip(PADDING)
    except UnicodeDecodeError:
        raise CardUnreadable(record.name) from None
    if not text or any(unicodedata.category(letter) in {"Cc", "Cn", "Co", "Cs"} for letter in text):
        raise CardUnreadable(record.name)
    return text


def _sex(raw: bytes) -> str:
    code = str(raw[0]) if raw[0] < 0x10 else chr(raw[0])
    if code not in SEXES:
        raise CardUnreadable(SEX.name)
    return SEXES[code]


def _last_day(raw: bytes) -> date | None:
    return None if raw in FOREVER else day(raw.hex(), EXPIRES.name)
