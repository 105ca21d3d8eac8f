"""Typing under a finger: the value reaches the journey, and nothing typed outlives its view or its visit."""

from collections.abc import Iterator

import pytest

from kiosk.domain.words import Text
from kiosk.journeys.stage import SessionInfo
from kiosk.journeys.views import EnterCode, PleaseWait, StillThere, TypeNumber
from kiosk.screens import fonts
from kiosk.screens.parts import Choose, Local, Setting
from tests.screens.test_touch import Terminal
from tools.easel import Easel
from tools.sample_views import HOME, SAMPLES

pytestmark = pytest.mark.xdist_group("kivy")

NUMBER = "99010119750308123X"
GROUPED = "990101 19750308 123X"
BEGUN = "990101197"
BEGUN_GROUPED = "990101 197"
ON = Choose("next", (("id_number", NUMBER),))


@pytest.fixture
def hall(easel: Easel) -> Iterator[Terminal]:
    opened = Terminal(easel)
    opened.step(3)
    yield opened
    opened.close()


def type_in(hall: Terminal, keys: str) -> None:
    for key in keys:
        hall.tap(Local("key", key))


def is_pictured(words: str) -> bool:
    """Whether there is a picture of these words as typed, in the size of the box."""
    hits = fonts.textures.cache_info().hits
    fonts.textures(words, 52, False)
    return fonts.textures.cache_info().hits > hits


@pytest.mark.req("ID-06")
def test_a_number_typed_on_the_keys_reaches_the_journey(hall: Terminal) -> None:
    answer = hall.ask(TypeNumber())
    type_in(hall, NUMBER)
    assert GROUPED in hall.words()
    hall.tap(ON)
    hall.until(answer.done)
    assert answer.result().choice == "next"
    assert answer.result().values == {"id_number": NUMBER}


def test_a_date_typed_on_the_keys_reaches_the_journey(hall: Terminal) -> None:
    answer = hall.ask(SAMPLES["document_data"].view)
    type_in(hall, "E1")
    hall.tap(Local("focus", "birth"))
    type_in(hall, "19750308")
    hall.tap(Local("focus", "expiry"))
    type_in(hall, "20300101")
    hall.tap(Choose("next", (("number", "E1"), ("birth", "1975-03-08"), ("expiry", "2030-01-01"))))
    hall.until(answer.done)
    assert answer.result().values["expiry"] == "2030-01-01"


def test_another_way_needs_nothing_typed(hall: Terminal) -> None:
    answer = hall.ask(TypeNumber())
    type_in(hall, "99")
    hall.tap(Choose("another_way"))
    hall.until(answer.done)
    assert answer.result().values == {}


def test_the_number_stays_for_correction_while_it_is_looked_up(hall: Terminal) -> None:
    hall.ask(TypeNumber())
    type_in(hall, NUMBER)
    hall.tap(ON)
    wait = PleaseWait(what=Text("正在查", "Looking it up"))
    hall.tell(lambda: hall.stage.show(wait))
    hall.ask(TypeNumber(error=Text("不对", "Wrong")))
    assert GROUPED in hall.words()


def test_the_question_whether_one_is_there_gives_back_what_was_typed(hall: Terminal) -> None:
    view = TypeNumber()
    hall.ask(view)
    type_in(hall, BEGUN)
    hall.tell(lambda: hall.stage.show(StillThere(grace_seconds=20)))
    assert BEGUN_GROUPED not in hall.words()
    hall.ask(view)
    assert BEGUN_GROUPED in hall.words()


def test_changing_how_it_is_shown_loses_nothing(hall: Terminal) -> None:
    hall.ask(TypeNumber())
    type_in(hall, BEGUN)
    hall.tap(Setting("elder", "yes"))
    hall.until(lambda: hall.stage.now.settings.elder)
    hall.tap(Setting("ask_language"))
    hall.tap(Setting("language", "en"))
    hall.until(lambda: hall.stage.now.settings.language == "en" and "9 of 18 typed" in hall.words())
    assert BEGUN_GROUPED in hall.words()


def test_a_picture_of_what_was_typed_can_be_found(hall: Terminal) -> None:
    """The test of the tests below."""
    hall.ask(TypeNumber())
    type_in(hall, BEGUN)
    assert is_pictured(BEGUN_GROUPED)


def test_a_refused_code_is_not_shown_again(hall: Terminal) -> None:
    hall.ask(EnterCode(phone_masked="138****5678"))
    type_in(hall, "123456")
    hall.tap(Choose("next", (("code", "123456"),)))
    hall.ask(EnterCode(phone_masked="138****5678", error=Text("不对", "Wrong"), attempts_left=2))
    assert "123456" not in hall.words()


def test_what_was_typed_goes_with_its_view(hall: Terminal) -> None:
    hall.ask(TypeNumber())
    type_in(hall, BEGUN)
    hall.ask(SAMPLES["present_credential"].view)
    assert not is_pictured(BEGUN_GROUPED)
    hall.ask(TypeNumber())
    assert BEGUN_GROUPED not in hall.words()


@pytest.mark.req("SC-09")
@pytest.mark.parametrize("covered", [False, True])
def test_what_was_typed_goes_with_the_visit(hall: Terminal, covered: bool) -> None:
    hall.ask(TypeNumber())
    type_in(hall, BEGUN)
    if covered:
        hall.tell(lambda: hall.stage.show(StillThere(grace_seconds=20)))
    hall.tell(lambda: hall.stage.show(HOME))
    assert not is_pictured(BEGUN_GROUPED)
    hall.ask(TypeNumber())
    assert BEGUN_GROUPED not in hall.words()


def test_what_was_typed_goes_when_somebody_is_signed_out_behind_a_cover(hall: Terminal) -> None:
    session = SessionInfo(signed_in=True, who="张*例", level="L2", deadline=hall.loop.time() + 100)
    hall.tell(lambda: hall.stage.set_session(session))
    hall.ask(TypeNumber())
    type_in(hall, BEGUN)
    hall.tell(lambda: hall.stage.show(StillThere(grace_seconds=20)))
    hall.say(lambda: hall.stage.set_session(SessionInfo()))
    hall.ask(TypeNumber())
    assert not is_pictured(BEGUN_GROUPED)
    assert BEGUN_GROUPED not in hall.words()
