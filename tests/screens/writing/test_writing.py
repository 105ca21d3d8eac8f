"""Letters, words and keys by turns, with an engine that knows six words."""

from __future__ import annotations

import pytest

from kiosk.screens.typed import BACKSPACE, CLEAR
from kiosk.screens.writing.pinyin import APART, LETTERS_MOST, takes
from kiosk.screens.writing.writing import SPACE, Writing
from tests.fakes import FakePinyin

ROOM = 20


def writing(letters: str = "", engine: FakePinyin | None = None) -> Writing:
    opened = Writing(lambda: engine or FakePinyin())
    opened.begin()
    for letter in letters:
        assert opened.press(letter, ROOM) is None
    return opened


def offered(of: Writing, room: int = ROOM) -> list[str]:
    return [word.text for word in of.words(room)]


def test_the_engine_is_opened_when_it_is_wanted_and_once() -> None:
    opened: list[FakePinyin] = []

    def open_one() -> FakePinyin:
        opened.append(FakePinyin())
        return opened[-1]

    one = Writing(open_one)
    assert not opened
    one.begin()
    one.begin()
    assert len(opened) == 1
    assert one.works


def test_letters_wait_for_their_word() -> None:
    of = writing("xingfuli")
    assert of.suggested.spelt == "xing fu li"
    assert offered(of) == ["幸福里", "幸福", "星"]
    assert of.choose(of.words(ROOM)[0]) == "幸福里"
    assert of.letters == ""
    assert offered(of) == []


def test_word_by_word() -> None:
    of = writing("xingfuli")
    assert of.choose(of.words(ROOM)[1]) == "幸福"
    assert of.letters == "li"
    assert offered(of) == ["里", "李"]
    assert of.choose(of.words(ROOM)[1]) == "李"


def test_backspace_takes_letters_first_and_then_reaches_the_field() -> None:
    of = writing("li")
    assert of.press(BACKSPACE, ROOM) is None
    assert of.letters == "l"
    assert of.press(BACKSPACE, ROOM) is None
    assert of.press(BACKSPACE, ROOM) == BACKSPACE


def test_clear_takes_all_letters_first() -> None:
    of = writing("xingfu")
    assert of.press(CLEAR, ROOM) is None
    assert of.letters == ""
    assert of.press(CLEAR, ROOM) == CLEAR


def test_a_space_takes_the_likeliest_word() -> None:
    of = writing("xingfuli")
    assert of.press(SPACE, ROOM) == "幸福里"
    assert of.press(SPACE, ROOM) == SPACE


@pytest.mark.parametrize("sign", ["，", "8", "-", "A"])
def test_a_sign_finishes_the_word_before_it(sign: str) -> None:
    of = writing("li")
    assert of.press(sign, ROOM) == f"里{sign}"
    assert of.press(sign, ROOM) == sign


def test_letters_that_mean_nothing_are_offered_as_they_are() -> None:
    of = writing("u")
    assert offered(of) == ["u"]
    assert of.press(SPACE, ROOM) == "u"


def test_what_is_left_over_is_not_lost() -> None:
    of = writing("liu")
    assert of.choose(of.words(ROOM)[0]) == "里"
    assert (of.letters, offered(of)) == ("u", ["u"])


def test_only_words_that_find_room_are_offered() -> None:
    of = writing("xingfuli")
    assert offered(of, 2) == ["幸福", "星"]
    assert offered(of, 1) == ["星"]
    assert of.press(SPACE, 2) == "幸福"


def test_no_letters_in_a_full_field() -> None:
    of = writing()
    assert not of.accepts("x", 0)
    assert of.press("x", 0) is None
    assert of.letters == ""


def test_no_more_letters_than_the_engine_takes() -> None:
    of = writing("xingfulixingfulixingfuli")
    assert of.letters == "xingfulixingful"
    assert len(of.letters) == LETTERS_MOST
    assert not of.accepts("x", ROOM)


def test_the_sign_between_syllables_stands_only_after_letters() -> None:
    of = writing()
    assert not of.accepts(APART, ROOM)
    assert of.press(APART, ROOM) is None
    assert writing("li").accepts(APART, ROOM)
    assert not writing("li'").accepts(APART, ROOM)


def test_capitals_take_the_letters_as_they_are() -> None:
    of = writing("k'tv")
    assert of.turn("capitals") == "KTV"
    assert (of.keys, of.letters) == ("capitals", "")


def test_digits_keep_the_letters_until_one_is_typed() -> None:
    of = writing("li")
    assert of.turn("signs") == ""
    assert (of.keys, of.letters) == ("signs", "li")
    assert of.press("8", ROOM) == "里8"


def test_looking_through_the_words_ends_with_the_next_letter() -> None:
    of = writing("li")
    of.more, of.page = True, 3
    of.press("x", ROOM)
    assert (of.more, of.page) == (False, 0)


def test_letters_left_of_letters_that_were_taken_do_no_harm() -> None:
    of = writing("angzzzzzz")
    assert of.choose(of.words(ROOM)[0]) == "啊"
    assert not takes(of.letters)
    assert offered(of) == ["ngzzzzzz"]


def test_without_an_engine_there_are_capitals() -> None:
    of = Writing(lambda: None)
    of.begin()
    assert not of.works
    up = [of.keys]
    for keys in ("signs", "pinyin", "capitals"):
        assert of.turn(keys) == ""
        up.append(of.keys)
    assert up == ["capitals", "signs", "capitals", "capitals"]
    assert of.press("A", ROOM) == "A"
