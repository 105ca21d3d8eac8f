"""Writing Chinese on the glass: the words offered, and under them the keys or all of the words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Part
from kiosk.screens.typing_state import TypingState
from kiosk.screens.widgets.candidates import bar, first, grid
from kiosk.screens.widgets.chinese_keys import Board, Onward, chinese_keys, rows_of
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
