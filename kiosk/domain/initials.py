"""What one types of a Chinese name on a keyboard of letters: the first letter of each syllable.

GB/T 2312—1980 orders its 3755 common characters by their reading, so that the first character of each
letter is all the table there is. A rarer character has no letter here: whoever types passes it over.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import product
from typing import Final

FIRST: Final = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
LETTERS: Final = "ABCDEFGHJKLMNOPQRSTWXYZ"
COMMON_END: Final = b"\xd7\xfa"
"""The last character of the part that is ordered by reading, 座, is D7F9."""
OTHER_READINGS: Final = {
    "行": "H",
    "长": "C",
    "重": "C",
    "调": "T",
    "会": "K",
    "乐": "Y",
    "车": "J",
    "参": "S",
}
"""Common characters with a second reading (银行, 重新, 调动): either letter finds them."""
MOST_READINGS: Final = 64
_STARTS: Final = tuple(one.encode("gb2312") for one in FIRST)
_PLAIN: Final = re.compile("[0-9A-Z]")


@lru_cache(maxsize=4096)
def initials(text: str) -> tuple[str, ...]:
    """``text`` in capitals, in every reading: 居住证签注 is JZZQZ. Punctuation is left out."""
    letters = [letter for one in text.upper() if (letter := _letters(one))]
    ways = product(*letters)
    return tuple("".join(way) for way, _ in zip(ways, range(MOST_READINGS), strict=False))


def _letters(one: str) -> str:
    if _PLAIN.fullmatch(one):
        return one
    try:
        code = one.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    if not _STARTS[0] <= code < COMMON_END:
        return ""
    return LETTERS[bisect_right(_STARTS, code) - 1] + OTHER_READINGS.get(one, "")
