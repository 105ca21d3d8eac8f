"""Chinese text as a printer's ROM knows it: which characters, in which bytes, how wide."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

SAME: Final = str.maketrans({"•": "·", "‧": "·", "・": "·", "¥": "￥", "–": "-", "\t": " ", "\n": " "})
"""Look-alikes that ROMs lack, to those they have."""
TWO_BYTES: Final = 2
"""GB 18030 has four-byte codes too, which no ROM seen so far can print."""
NOT_FIRST: Final = frozenset("，。、；：！？）》」』”’%,.;:!?)")
"""Marks that must not begin a line."""

ALNUM: Final = string.ascii_letters + string.digits


class Charset(StrEnum):
    """What the printer's ROM holds, by two-byte codes."""

    GB2312 = "gb2312"
    GBK = "gbk"
    GB18030 = "gb18030"


def normalise(text: str) -> str:
    """``text`` with look-alikes made one, and without invisible or control characters.

    A control character from a notice or a name would otherwise be a printer command. Variation selectors
    go too: no printer knows them, and the character without is the same character.
    """
    return "".join(c for c in text.translate(SAME) if not _invisible(c))


def _invisible(char: str) -> bool:
    selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return selector or unicodedata.category(char) in {"Cc", "Cf"}


def columns(char: str) -> int:
    """Width in half-width cells (12 dots at scale 1)."""
    return 1 if char.isascii() else 2


def code(char: str, charset: Charset) -> bytes | None:
    """The ROM's code for ``char``: one byte for ASCII, two for the rest, ``None`` for what it has not."""
    if char.isascii():
        return char.encode()
    try:
        # Python's gb2312 puts · and — elsewhere in Unicode than its gbk; the bytes are the same.
        data = char.encode("gbk" if charset is Charset.GB2312 else charset)
        data.decode(charset)
    except UnicodeError:
        return None
    return data if len(data) == TWO_BYTES else None


def in_rom(text: str, charset: Charset) -> bool:
    """Whether the printer can print the whole of ``text`` by itself."""
    return all(code(char, charset) is not None for char in text)


def encode(text: str, charset: Charset) -> bytes:
    """``text`` in the ROM's codes. ``text`` must be ``in_rom``."""
    return b"".join(code(char, charset) or b"" for char in text)


def wrap(text: str, width: int) -> Iterator[str]:
    """Cut ``text`` into lines of at most ``width`` half-width cells. An empty text is one empty line."""
    line, used = "", 0
    for char in text:
        if used + columns(char) > width:
            keep = _whole(line, char)
            yield line[:keep]
            line = line[keep:]
            used = sum(map(columns, line))
        line += char
        used += columns(char)
    yield line


def _whole(line: str, char: str) -> int:
    """How much of a full ``line`` stays on it, given the ``char`` to come: a number is not cut in two."""
    keep = len(line) - 1 if char in NOT_FIRST and len(line) > 1 else len(line)
    first = (line + char)[keep]
    if first.isascii() and first.isalnum():
        keep = len(line[:keep].rstrip(ALNUM)) or keep
    return keep
