"""Any letters whatever, in the real library: words that fit them, the same words again, and no crash."""

from __future__ import annotations

import os

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk.screens.typed import BACKSPACE, CLEAR
from kiosk.screens.writing.google_pinyin import WORDS_MOST, GooglePinyin
from kiosk.screens.writing.pinyin import (
    APART,
    LETTERS,
    LETTERS_MOST,
    Pinyin,
    Suggested,
    takes,
)
from kiosk.screens.writing.writing import SPACE, Writing

pytestmark = pytest.mark.fuzz
many = settings(max_examples=int(os.environ.get("FUZZ_EXAMPLES", "1000")), deadline=None)

ENGINE = GooglePinyin()
SYLLABLES = [
    "a",
    "an",
    "ang",
    "en",
    "eng",
    "er",
    "ou",
    "n",
    "ng",
    "g",
    "zh",
    "sh",
    "xian",
    "jiong",
    "ren",
    "lv",
]
letters = st.one_of(
    st.text(LETTERS + APART, max_size=LETTERS_MOST + 4),
    st.text("zscjy", max_size=LETTERS_MOST + 4),
    st.text("aeiouvngr'", max_size=LETTERS_MOST + 4),
    st.lists(st.sampled_from([*SYLLABLES, APART, *"zsjybg"]), max_size=8).map("".join),
)
FULLEST = ("ananananananana", "zshizzz'z'zshin", "zzzzz'shizzshi", "ananananangengs", "zzzzz'z'shingli")
"""Letters that fill the library's tables by eight to nine tenths."""


@many
@example(FULLEST[0])
@example(FULLEST[1])
@example(FULLEST[2])
@example(FULLEST[3])
@example(FULLEST[4])
@given(letters)
def test_whatever_is_typed_is_looked_up_or_refused(typed: str) -> None:
    if not takes(typed):
        with pytest.raises(ValueError, match="letters"):
            ENGINE.suggest(typed)
        return
    found = ENGINE.suggest(typed)
    assert len(found.words) <= WORDS_MOST
    assert found.spelt.replace(" ", "") == typed.replace(APART, "")
    for word in found.words:
        assert word.text
        assert not set(word.text) & set(LETTERS)
        assert len(word.text) <= word.letters <= len(typed)
    assert ENGINE.suggest(typed) == found


@many
@given(st.text(max_size=40))
def test_nothing_but_letters_is_taken(typed: str) -> None:
    if takes(typed):
        assert set(typed) <= set(LETTERS + APART)
        assert len(typed) <= LETTERS_MOST


class Nothing:
    """An engine for which letters mean nothing."""

    def suggest(self, letters: str) -> Suggested:
        return Suggested((), letters)


touch = st.one_of(
    st.sampled_from([*LETTERS, APART, SPACE, BACKSPACE, BACKSPACE, CLEAR, "，", "8", "A"]),
    st.integers(0, 60),
    st.sampled_from(["to pinyin", "to capitals", "to signs"]),
)


@many
@given(st.lists(touch, max_size=60), st.sampled_from([ENGINE, Nothing(), None]), st.integers(0, 30))
def test_whatever_is_touched_the_field_is_never_overfull(
    touches: list[str | int], engine: Pinyin | None, most: int
) -> None:
    writing, stands = Writing(lambda: engine), ""
    writing.begin()
    for one in touches:
        room = most - len(stands)
        words = writing.words(room)
        if isinstance(one, int):
            if words:
                stands += writing.choose(words[one % len(words)])
        elif one.startswith("to "):
            stands = (stands + writing.turn(one.removeprefix("to ")))[:most]
        else:
            text = writing.press(one, room)
            if text is not None and text not in {BACKSPACE, CLEAR}:
                stands = (stands + text)[:most]
        assert len(stands) <= most
        assert len(writing.letters) <= LETTERS_MOST
        if engine is None:
            assert writing.letters == ""
    stands += writing.finish(most - len(stands))
    assert len(stands) <= most
    assert writing.letters == ""
