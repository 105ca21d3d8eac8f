"""Keys: a number pad as on a telephone, the letters with the digits over them, the alphabet for elders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Drawn, Icon, Local, Target, Words, sunk
from kiosk.screens.typed import BACKSPACE, CLEAR

GAP = 16
ROW_OF_TEN: Final = 12
"""Between ten keys of 96 px in portrait: the single exception (design language, section 7)."""
REACH: Final = GAP / 2
"""The nearest key wins (section 7)."""
KEY = 96
KEY_RADIUS: Final = 16
ROWS: Final = 4
TALL: Final = 180
BROAD: Final = 160
CLEAR_ALL: Final = Text("清空", "Clear")
ERASE_ONE: Final = Text("删一个", "Erase")
TO_LETTERS: Final = Text("字母", "ABC")
TO_DIGITS: Final = Text("数字", "123")
LETTER_ROWS: Final = ("1234567890", "QWERTYUIOP", "ASDFGHJKL-", "ZXCVBNM")
ALPHABET: Final = ("ABCDEFG", "HIJKLMN", "OPQRSTU", "VWXYZ")
SIDE: Final = 1.4
"""Clear and backspace beside the letters, in widths of a letter."""
CLEARS: Final = Local("key", CLEAR)
Accepts = Callable[[str], bool]


def number_pad(
    rect: Rect, look: Look, accepts: Accepts, *, cross: bool = False, letters: bool = False
) -> Iterator[Target]:
    """1 to 9, 0, backspace and clear at the right. ``cross``: X before the 0; ``letters``: the way there."""
    cells = rect.grid(4, ROWS, GAP)
    for number in range(9):
        digit = str(number + 1)
        yield character_key(cells[number // 3 * 4 + number % 3], digit, look, accepts)
    if cross:
        yield character_key(cells[12], "X", look, accepts)
    if letters:
        yield word_key(cells[12], TO_LETTERS, look, Local("letters", "yes"))
        yield character_key(cells[14], "-", look, accepts)
    yield character_key(cells[13], "0", look, accepts)
    upper, lower = cells[3], cells[11]
    yield backspace_key(Rect(upper.x, upper.y, upper.w, cells[7].bottom - upper.y), look)
    yield word_key(Rect(lower.x, lower.y, lower.w, cells[15].bottom - lower.y), CLEAR_ALL, look, CLEARS)


def keyboard(rect: Rect, look: Look, accepts: Accepts) -> Iterator[Target]:
    """Digits over the letters as on a computer; capitals, as they are printed on cards."""
    *upper, lowest = rect.rows(*[1] * ROWS, gap=GAP)
    wide, gap = row_of_ten(rect.w)
    for place, row, between in zip(upper, LETTER_ROWS, (gap, gap, gap), strict=False):
        width = len(row) * (wide + between) - between
        yield from _row(place.sized(width, place.h), row, between, look, accepts)
    side = SIDE * (lowest.w - (len(LETTER_ROWS[-1]) + 1) * GAP) / (len(LETTER_ROWS[-1]) + 2 * SIDE)
    yield word_key(lowest.left(side), CLEAR_ALL, look, CLEARS)
    yield from _row(lowest.inset(side + GAP, 0), LETTER_ROWS[-1], GAP, look, accepts)
    yield backspace_key(lowest.tail(side), look)


def alphabet(rect: Rect, look: Look, accepts: Accepts) -> Iterator[Target]:
    """Large letters in the order of the alphabet, backspace, and the way back to the digits."""
    cells = rect.grid(len(ALPHABET[0]), ROWS, GAP)
    for cell, character in zip(cells, "".join(ALPHABET), strict=False):
        yield character_key(cell, character, look, accepts)
    yield word_key(cells[-2], TO_DIGITS, look, Local("letters", ""))
    yield backspace_key(cells[-1], look)


def _row(place: Rect, row: str, gap: float, look: Look, accepts: Accepts) -> Iterator[Target]:
    for cell, character in zip(place.columns(*[1] * len(row), gap=gap), row, strict=True):
        yield character_key(cell, character, look, accepts)


def row_of_ten(width: float) -> tuple[float, float]:
    """A key's width and the gap in a row of ten."""
    gap = GAP if width >= 10 * KEY + 9 * GAP else ROW_OF_TEN
    return (width - 9 * gap) / 10, gap


def character_key(rect: Rect, character: str, look: Look, accepts: Accepts) -> Target:
    """A character; grey while it cannot come next."""
    size = min(look.em(52), rect.h * 0.5)
    if not accepts(character):
        return Target(rect, (_grey(rect, look), Words(rect, character, size, "dis_ink", align="centre")))
    ink = Words(rect, character, size, "ink_900", align="centre")
    return key(rect, "surface", (ink,), look, Local("key", character))


def word_key(rect: Rect, label: Text, look: Look, action: Local | None) -> Target:
    """A key that says what it does; grey without an action."""
    room = rect.inset(8, 4)
    least = look.size("min") if look.language == "zh" else 24
    ink = "blue_600" if action else "dis_ink"
    text = Words(room, look.main(label), look.size("body"), ink, bold=True, align="centre", least=least)
    if action is None:
        return Target(rect, (_grey(rect, look), text))
    return key(rect, "blue_100", (text,), look, action)


def backspace_key(rect: Rect, look: Look) -> Target:
    """With its word where a tall key has room for it: not everybody knows the sign."""
    action = Local("key", BACKSPACE)
    side = min(look.em(64), rect.h - 24)
    if rect.h < TALL or rect.w < BROAD:
        return key(rect, "blue_100", (Icon(rect.sized(side, side), "bksp", "blue_600"),), look, action)
    sign = rect.sized(side, side).moved(0, -side * 0.5)
    least = look.size("min") if look.language == "zh" else 24
    room = Rect(rect.x + 8, sign.bottom + 4, rect.w - 16, look.size("body") * 1.3)
    word = Words(
        room,
        look.main(ERASE_ONE),
        look.size("body"),
        "blue_600",
        bold=True,
        align="centre",
        leading=1.2,
        least=least,
    )
    return key(rect, "blue_100", (Icon(sign, "bksp", "blue_600"), word), look, action)


def _grey(rect: Rect, look: Look) -> Box:
    return Box(rect, "dis_fill", KEY_RADIUS, "dis_ink" if look.theme.name == "high" else None)


def key(rect: Rect, fill: str, drawn: tuple[Drawn, ...], look: Look, action: Local) -> Target:
    """What all keys look like."""
    face: tuple[Drawn, ...] = (Box(rect, fill, KEY_RADIUS, "line_touch", look.theme.outline), *drawn)
    return Target(rect, face, action, sunk(face, fill="quiet_pressed"), REACH)
