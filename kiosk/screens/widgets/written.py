"""Writing Chinese on the glass: the words offered, and under them the keys or all of the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kiosk.domain.words import Text
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Part
from kiosk.screens.typing_state import TypingState
from kiosk.screens.widgets.candidates import BAR, BAR_BESIDE, bar, first, grid
from kiosk.screens.widgets.chinese_keys import Board, Onward, chinese_keys, rows_of
from kiosk.screens.widgets.keypad import GAP
from kiosk.screens.writing.pinyin import APART, LETTERS

HINTS: Final = {
    "pinyin": Text("打拼音，汉字会出现在这里", "Type pinyin. The words appear here."),
    "capitals": Text("现在打的是字母", "You are typing letters."),
    "signs": Text("数字和符号", "Digits and signs"),
}
BROKEN: Final = Text(
    "现在打不了汉字，只能打字母和数字。要写汉字，点“求助”。",
    "Chinese cannot be typed now. For Chinese, press Call staff.",
)
WAY_WIDE: Final = {False: 184.0, True: 204.0}
"""Something to press beside offered words, in landscape; wider for the longer words of English."""
FULL: Final = Text("写满了，不能再长了", "The field is full.")


def written(above: Rect, below: Rect, look: Look, state: TypingState, onward: Onward) -> Iterator[Part]:
    """``above``: the words offered; ``below``: the keys, or all words where 更多 was pressed."""
    writing, words = state.writing, state.words()
    yield from bar(above, words, _hint(state), look, more=writing.more)
    shown = first(above, words, look)
    if writing.more and shown < len(words):
        yield from grid(below, words, shown, writing.page, len(rows_of(look)) - 1, look)
        return
    room = state.room(state.focused)

    def accepts(character: str) -> bool:
        if writing.works and (character in LETTERS or character == APART):
            return writing.accepts(character, room)
        return room > 0

    yield from chinese_keys(below, look, Board(writing.keys, writing.works, accepts, onward))


def _hint(state: TypingState) -> Text:
    if not state.writing.works:
        return BROKEN
    return HINTS[state.writing.keys] if state.room(state.focused) else FULL


def at_foot(look: Look, room: float, most: float) -> tuple[Rect, Rect]:
    """Portrait: the places of words and keys at the foot of the stage, ``room`` high at most.

    ``most``: the height of a key.
    """
    rows, tall = len(rows_of(look)), BAR[look.elder]
    key = min(most, (room - tall - (rows + 1) * GAP) / rows)
    whole = look.stage.low(tall + (rows + 1) * GAP + rows * key)
    return whole.top(tall), whole.below(tall)


def beside_ways(press: Rect, ways: Sequence[float], look: Look) -> tuple[Rect, tuple[Rect, ...], Rect]:
    """Landscape: the places of words, of what else is pressed beside them, and of the keys."""
    wide = WAY_WIDE[look.elder] * (1 if look.language == "zh" else 1.3)
    top = press.inset(24, 16).top(BAR_BESIDE)
    aside = top.tail(len(ways) * (wide + GAP) - GAP)
    bar = top.left(top.w - aside.w - GAP)
    return bar, aside.columns(*ways, gap=GAP), press.below(BAR_BESIDE + 2 * 16)
