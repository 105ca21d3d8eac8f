"""Cards as their chips hold them: 256 bytes of text in one of four layouts, 1024 bytes of photo."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Self

from simulator.samv import portrait

TEXT: Final = 256
PHOTO: Final = 1024
BLANK: Final = " ".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class SimCard:
    """One card. Each kind has its constructor; for bad cards any bytes may be given."""

    text: bytes
    photo: bytes = field(default_factory=portrait.block)
    extra_address: str = ""

    @classmethod
    def resident(  # noqa: PLR0913 a card has this many fields
        cls,
        *,
        name: str,
        number: str,
        sex: str = "1",
        nation: str = "01",
        birth: str = "",
        address: str = "示例省示例市云溪区桃源路1号",
        issuer: str = "示例市公安局云溪分局",
        valid_from: str = "20160312",
        valid_to: str = "20360312",
        letter: str = " ",
        tail: str = "",
    ) -> Self:
        """居民身份证; dates are YYYYMMDD, ``valid_to`` may be 长期, ``birth`` follows from the number."""
        head = _fields(
            (name, 30), (sex, 2), (nation, 4), (birth or number[6:14], 16), (address, 70), (number, 36),
            (issuer, 30), (valid_from, 16), (valid_to, 16), (tail, 28), (letter, 2),
        )  # fmt: skip
        return cls(_whole(head), portrait.block(number))

    @classmethod
    def hmt(  # noqa: PLR0913
        cls,
        *,
        name: str,
        number: str,
        permit: str,
        sex: str = "2",
        first: str = "20240101",
        last: str = "20281231",
    ) -> Self:
        """港澳台居民居住证 (2018), with the number of the travel permit it belongs to."""
        return cls.resident(
            name=name,
            number=number,
            sex=sex,
            nation="",
            valid_from=first,
            valid_to=last,
            letter="J",
            tail=f"{permit:<9}01",
        )

    @classmethod
    def foreign_2017(  # noqa: PLR0913
        cls,
        *,
        english: str,
        number: str,
        birth: str,
        chinese: str = "",
        sex: str = "1",
        nationality: str = "NLD",
    ) -> Self:
        """外国人永久居留身份证 of 2017: a number of 15 characters."""
        head = _fields(
            (english, 120), (sex, 2), (number, 30), (nationality, 6), (chinese, 30), ("20190801", 16),
            ("20290801", 16), (birth, 16), ("01", 4), ("9901", 8), ("I", 2),
        )  # fmt: skip
        return cls(_whole(head), portrait.block(number))

    @classmethod
    def foreign_2023(
        cls, *, english: str, number: str, chinese: str = "", sex: str = "2", nationality: str = "CAN"
    ) -> Self:
        """外国人永久居留身份证 of 2023: 18 digits that begin with 9; the English name in two places."""
        head = _fields(
            (chinese, 30), (sex, 2), ("00", 4), (number[6:14], 16), (english[:35], 70), (number, 36),
            ("", 30), ("20240115", 16), ("20340115", 16), (english[35:], 22), (nationality, 6), ("Y", 2),
        )  # fmt: skip
        return cls(_whole(head), portrait.block(number))


def _fields(*fields: tuple[str, int]) -> bytes:
    return b"".join(_field(text, size) for text, size in fields)


def _field(text: str, size: int) -> bytes:
    raw = text.encode("utf-16-le")
    if len(raw) > size:
        raise ValueError(f"{text} takes {len(raw)} bytes, the field has {size}")
    return raw + BLANK * ((size - len(raw)) // len(BLANK))


def _whole(head: bytes) -> bytes:
    return head + BLANK * ((TEXT - len(head)) // len(BLANK))
