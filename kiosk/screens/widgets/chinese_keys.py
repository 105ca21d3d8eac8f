"""Keys for a field that takes Chinese (mock-up 12): letters for pinyin, capitals, digits and signs.

For elders the letters stand in the order of the alphabet, and as few keys as possible beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.domain.words import Text
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Action, Box, Local, Part, Target, Words, sunk
from kiosk.screens.widgets.keypad import (
    GAP,
    KEY_RADIUS,
    REACH,
    Accepts,
    backspace_key,
    character_key,
    row_of_ten,
    word_key,
)
from kiosk.screens.writing.pinyin import APART
from kiosk.screens.writing.writing import SPACE, Keys

Row = Sequence[str]
NINE: Final = 9
ON: Final = "on"
BACK: Final = "back"
EDGE: Final = 6
"""From the edge of the screen to the first key: it has nothing beside it to be hit by mistake."""
LABELS: Final = {
    "pinyin": Text("拼音", "Pinyin"),
    "capitals": Text("字母", "ABC"),
    "signs": Text("123", "123"),
    "both": Text("中/英", "ABC"),
    "apart": Text("分词", "Split"),
    "space": Text("空格", "Space"),
}
TO_PINYIN: Final = Text("中/英", "Pinyin")
WIDE: Final = {"both": 1.4, "back": 1.4, "signs": 1.4, "pinyin": 1.4, "apart": 1.4, "space": 3.3, ON: 2.2}
STANDARD: Final[dict[Keys, tuple[Row, ...]]] = {
    "pinyin": (
        "qwertyuiop",
        "asdfghjkl",
        ("both", *"zxcvbnm", BACK),
        ("signs", "apart", "，", "space", "。", ON),
    ),
    "capitals": (
        "QWERTYUIOP",
        "ASDFGHJKL",
        ("both", *"ZXCVBNM", BACK),
        ("signs", "-", "，", "space", "。", ON),
    ),
    "signs": (
        "1234567890",
        "-#/:.（）“”",
        ("both", *"、；？！·&@", BACK),
        ("pinyin", "+", "，", "space", "。", ON),
    ),
}
ELDER: Final[dict[Keys, tuple[Row, ...]]] = {
    "pinyin": ("abcdefgh", "ijklmnop", "qrstuvwx", (*"yz", "signs", BACK, "space", ON)),
    "capitals": ("ABCDEFGH", "IJKLMNOP", "QRSTUVWX", (*"YZ", "signs", BACK, "space", ON)),
    "signs": (
        (*"123-#", BACK),
        "456（），",
        "789·、。",
        ("pinyin", "0", "capitals", "space", ON),
    ),
}
ELDER_LANDSCAPE: Final[dict[Keys, tuple[Row, ...]]] = {
    "pinyin": ("abcdefghij", "klmnopqrst", (*"uvwxyz", "signs", BACK, ON)),
    "capitals": ("ABCDEFGHIJ", "KLMNOPQRST", (*"UVWXYZ", "signs", BACK, ON)),
    "signs": ("1234567890", "-#/（），。、·：", ("pinyin", "capitals", *".+&@", "space", BACK, ON)),
}
"""Three rows: four would be too low beside a notice."""


@dataclass(frozen=True, slots=True)
class Onward:
    """The key that goes on: what it says, and what it does; without an action it says what is missing."""

    label: Text
    action: Action | None


@dataclass(frozen=True, slots=True)
class Board:
    """What the keys need to know."""

    keys: Keys
    works: bool
    """Chinese can be written here."""
    accepts: Accepts
    onward: Onward


def rows_of(look: Look, keys: Keys = "pinyin") -> tuple[Row, ...]:
    """The rows of keys in this look."""
    if not look.elder:
        return STANDARD[keys]
    return ELDER_LANDSCAPE[keys] if look.landscape else ELDER[keys]


def chinese_keys(rect: Rect, look: Look, board: Board) -> Iterator[Part]:
    """All rows, on their ground from edge to edge of ``rect``."""
    yield Box(rect, "bar_track")
    rows = rows_of(look, board.keys)
    inner = rect.inset(EDGE, GAP)
    for place, row in zip(inner.rows(*[1] * len(rows), gap=GAP), rows, strict=True):
        yield from _row(place, row, look, board)


def _row(place: Rect, row: Row, look: Look, board: Board) -> Iterator[Target]:
    gap: float = GAP
    if look.elder:
        yield from _even(place, row, look, board)
        return
    if len(row) == NINE and isinstance(row, str):  # under ten, set in by half a key
        key, _ = row_of_ten(place.w)
        place = place.sized(NINE * key + (NINE - 1) * GAP, place.h)
    elif len(row) == 10:
        _, gap = row_of_ten(place.w)
    widths = [WIDE.get(name, 1.0) for name in row]
    for cell, name in zip(place.columns(*widths, gap=gap), row, strict=True):
        yield _key(cell, name, look, board)


def _even(place: Rect, row: Row, look: Look, board: Board) -> Iterator[Target]:
    """All of one width, in columns; the way on has what is left of its row."""
    columns = len(rows_of(look, board.keys)[0])
    _, gap = row_of_ten(place.w) if columns == 10 else (0.0, GAP)
    cells = place.columns(*[1] * columns, gap=gap)
    for cell, name in zip(cells, row, strict=False):
        last = Rect(cell.x, cell.y, place.right - cell.x, cell.h)
        yield _key(last if name == ON else cell, name, look, board)


def _key(cell: Rect, name: str, look: Look, board: Board) -> Target:
    if name == ON:
        return onward_key(cell, look, board.onward)
    if name == BACK:
        return backspace_key(cell, look)
    if name in LABELS:
        label = TO_PINYIN if name == "both" and board.keys == "capitals" else LABELS[name]
        return word_key(cell, label, look, _meant(name, board))
    return character_key(cell, name, look, board.accepts)


def _meant(name: str, board: Board) -> Local | None:
    """What a key with a word does; ``None`` while it does nothing."""
    match name:
        case "space":
            return Local("key", SPACE)
        case "apart":
            return Local("key", APART) if board.accepts(APART) else None
        case "both":
            other = "pinyin" if board.keys == "capitals" else "capitals"
            return Local("keys", other) if board.works else None
    return Local("keys", name) if name != "pinyin" or board.works else None


def onward_key(rect: Rect, look: Look, onward: Onward) -> Target:
    """The one filled key."""
    fill, ink = ("blue_600", "on_primary") if onward.action else ("dis_fill", "dis_ink")
    line = None if onward.action else "dis_ink"  # else it would sink into the ground
    least = look.size("min") if look.language == "zh" else 24
    words = Words(
        rect.inset(10, 4),
        look.main(onward.label),
        look.em(40),
        ink,
        bold=True,
        align="centre",
        leading=1.15,
        lines=2,
        least=least,
    )
    face = (Box(rect, fill, KEY_RADIUS, line), words)
    if onward.action is None:
        return Target(rect, face)
    return Target(rect, face, onward.action, sunk(face, fill="primary_pressed"), REACH)
