"""Chinese under a finger, with the real library: what is written reaches the journey, and nothing stays."""

from collections.abc import Iterator

import pytest

from kiosk.journeys.stage import SessionInfo
from kiosk.journeys.views import StillThere
from kiosk.journeys.views.purpose import PurposeWords
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.parts import Choose, Local, Setting
from tests.screens.test_touch import Terminal
from tools.easel import Easel
from tools.sample_views import HOME, SAMPLES
from tools.sample_writing import ShopForm

pytestmark = pytest.mark.xdist_group("kivy")


@pytest.fixture
def hall(easel: Easel) -> Iterator[Terminal]:
    opened = Terminal(easel)
    opened.step(3)
    yield opened
    opened.close()


def type_in(hall: Terminal, letters: str) -> None:
    for letter in letters:
        hall.tap(Local("key", letter))


def choose(hall: Terminal, word: str) -> None:
    """Touch the word, wherever it is offered."""
    for page in range(9):
        for number in range(400):
            action = Local("word", str(number))
            if action in hall.targets() and hall.labelled(action) == f"{number + 1} {word}":
                hall.tap(action)
                return
        hall.tap(Local("more", "yes") if page == 0 else Local("page", str(page)))
    raise AssertionError("it is not offered")


def is_pictured(words: str) -> bool:
    """Whether there is a picture of these words as they stand in the field."""
    hits = fonts.textures.cache_info().hits
    fonts.textures(words, 44, False)
    return fonts.textures.cache_info().hits > hits


@pytest.mark.parametrize("elder", [False, True])
def test_a_place_written_letter_by_letter_reaches_the_journey(hall: Terminal, elder: bool) -> None:
    if elder:
        hall.tap(Setting("elder", "yes"))
        hall.until(lambda: hall.stage.now.settings.elder)
    answer = hall.ask(PurposeWords())
    type_in(hall, "xingfuli")
    assert "xing fu li" in hall.words()
    choose(hall, "幸福里")
    hall.tap(Choose("next", (("purpose", "幸福里"),)))
    hall.until(answer.done)
    assert answer.result().values == {"purpose": "幸福里"}


def test_character_by_character_with_digits_and_signs(hall: Terminal) -> None:
    answer = hall.ask(ShopForm())
    type_in(hall, "yunxiqu")
    choose(hall, "云")
    assert "xi qu" in hall.words()
    choose(hall, "溪")
    choose(hall, "区")
    hall.tap(Local("keys", "signs"))
    type_in(hall, "8-2")
    hall.tap(Local("keys", "pinyin"))
    type_in(hall, "shi")
    hall.tap(Local("key", " "))
    hall.tap(Local("key", "backspace"))
    type_in(hall, "hao")
    choose(hall, "号")
    hall.tap(Local("focus", "phone"))
    type_in(hall, "13800001234")
    values = (("name", "云溪小馆"), ("address", "云溪区8-2号"), ("phone", "13800001234"))
    hall.tap(Choose("next", values))
    hall.until(answer.done)
    assert answer.result().values["address"] == "云溪区8-2号"


def test_between_two_keys_the_nearer_one_is_meant(hall: Terminal) -> None:
    hall.ask(PurposeWords())
    left, right = (hall.targets()[Local("key", letter)] for letter in "as")
    assert right.x - left.right == pytest.approx(16)
    for x in (left.right + 4, right.x - 4):
        hall.finger(Rect(x, left.y + 20, 0, 0)).lift()
    assert "a s" in hall.words()
    hall.finger(Rect(left.x + 20, left.bottom + 3, 0, 0)).slide(left.x + 20, left.bottom + 30).lift()
    assert "a s" in hall.words(), "slid off"


def test_changing_how_it_is_shown_loses_neither_words_nor_letters(hall: Terminal) -> None:
    hall.ask(PurposeWords())
    type_in(hall, "li")
    hall.tap(Local("word", "0"))
    type_in(hall, "xingfu")
    hall.tap(Setting("elder", "yes"))
    hall.until(lambda: hall.stage.now.settings.elder)
    assert "xing fu" in hall.words()
    choose(hall, "幸福")
    hall.tap(Setting("elder"))
    hall.until(lambda: not hall.stage.now.settings.elder)
    assert any(isinstance(t, Choose) and t.values and t.values[0][1].endswith("幸福") for t in hall.targets())


def test_a_picture_of_what_was_written_can_be_found(hall: Terminal) -> None:
    """The test of the tests below."""
    hall.ask(PurposeWords())
    type_in(hall, "xingfu")
    assert is_pictured("xing fu")
    hall.tap(Local("word", "0"))
    assert is_pictured("幸福")


@pytest.mark.req("SC-09")
@pytest.mark.parametrize("chosen", [False, True])
def test_what_was_written_goes_with_its_view(hall: Terminal, chosen: bool) -> None:
    hall.ask(PurposeWords())
    type_in(hall, "xingfu")
    if chosen:
        hall.tap(Local("word", "0"))
    hall.ask(SAMPLES["present_credential"].view)
    assert not is_pictured("幸福" if chosen else "xing fu")
    hall.ask(PurposeWords())
    assert "幸福" not in hall.words()
    assert "xing fu" not in hall.words()


@pytest.mark.req("SC-09")
def test_what_was_written_goes_with_the_visit(hall: Terminal) -> None:
    session = SessionInfo(signed_in=True, who="张*例", level="L2", deadline=hall.loop.time() + 100)
    hall.tell(lambda: hall.stage.set_session(session))
    hall.ask(PurposeWords())
    type_in(hall, "xingfu")
    hall.tap(Local("word", "0"))
    type_in(hall, "li")
    hall.tell(lambda: hall.stage.show(StillThere(grace_seconds=20)))
    assert "幸福" not in hall.words()
    hall.say(lambda: hall.stage.set_session(SessionInfo()))
    hall.tell(lambda: hall.stage.show(HOME))
    assert not is_pictured("幸福")
    hall.ask(PurposeWords())
    assert "幸福" not in hall.words()
    assert " li " not in f" {hall.words()} "
