"""When something fails: the four ways on, a picture, and never a false promise."""

from datetime import datetime
from typing import Literal

import pytest

from kiosk.domain.words import Text
from kiosk.journeys.views import CannotBeDone, Fault, Picture, StaffCalled
from kiosk.screens.parts import Box, Target
from tests.screens.sketch import WAYS, Sketch
from tools.easel import Easel

pytestmark = pytest.mark.xdist_group("kivy")

AT = datetime.fromisoformat("2026-03-12T10:24:00+08:00")


AGAIN = Text("再试一次", "Try again")
OTHER = Text("换个方式", "Use another way")


def fault(
    *,
    reason: str = "ticket_printer_paper_out",
    picture: Picture = "printer",
    retry: Text | None = AGAIN,
    another_way: Text | None = OTHER,
) -> Fault:
    return Fault(
        reason=reason,
        what=Text("打印机没纸了", "The printer is out of paper"),
        safe=Text("什么都没丢。", "Nothing was lost."),
        picture=picture,
        retry=retry,
        another_way=another_way,
    )


LABELS = {
    "zh": {
        "retry": "再试一次",
        "another_way": "换个方式",
        "staff": "请工作人员帮忙",
        "cannot_be_done": "没办成",
    },
    "en": {
        "retry": "Try again",
        "another_way": "another way",
        "staff": "Ask staff",
        "cannot_be_done": "could not",
    },
}


@pytest.mark.parametrize("way", WAYS)
def test_all_four_ways_answer(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, fault(), way)
    for choice, label in LABELS[way[-2:]].items():
        assert sketch.press(label) == choice


@pytest.mark.parametrize("way", WAYS)
def test_a_way_that_is_closed_keeps_its_place_and_says_why(easel: Easel, way: str) -> None:
    open_, closed = Sketch(easel, fault(), way), Sketch(easel, fault(retry=None, another_way=None), way)
    assert [t.rect for t in closed.targets()] == [t.rect for t in open_.targets()]
    assert sorted(closed.choices()) == ["cannot_be_done", "staff"]
    zh = way.endswith("zh")
    assert ("再试也不行" if zh else "will not help") in closed.words()
    assert ("没有别的办法" if zh else "no other way") in closed.words()


@pytest.mark.parametrize("way", WAYS)
def test_what_happened_and_what_is_safe_are_told(easel: Easel, way: str) -> None:
    words = Sketch(easel, fault(), way).words()
    for text in (fault().what, fault().safe):
        assert text.in_language(way[-2:]) in words


def test_another_way_leads_where_trying_again_does_not(easel: Easel) -> None:
    assert Sketch(easel, fault()).fill("再试一次") == "blue_600"
    assert Sketch(easel, fault()).fill("换个方式") == "surface"
    assert Sketch(easel, fault(retry=None)).fill("换个方式") == "blue_600"


def test_the_paper_is_called_empty_only_when_it_is(easel: Easel) -> None:
    assert "纸盒空了" in Sketch(easel, fault()).words()
    assert "纸盒空了" not in Sketch(easel, fault(reason="ticket_printer_no_answer")).words()


def test_every_picture_is_another_one(easel: Easel) -> None:
    pictures: tuple[Picture, ...] = ("card", "reader", "printer", "network", "person")
    seen = {
        tuple(
            p for p in Sketch(easel, fault(picture=picture, reason="x")).parts() if not isinstance(p, Target)
        )
        for picture in pictures
    }
    assert len(seen) == len(pictures)


State = Literal["calling", "called", "failed"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("called", ["calling", "called", "failed"])
def test_after_a_call_one_carries_on(easel: Easel, way: str, called: State) -> None:
    sketch = Sketch(easel, StaffCalled(called=called, at=AT), way)
    assert sketch.choices() == ["continue"]
    assert sketch.press("接着办" if way.endswith("zh") else "Carry on") == "continue"


@pytest.mark.parametrize("way", WAYS)
def test_only_a_call_that_was_heard_is_ticked(easel: Easel, way: str) -> None:
    states: tuple[State, ...] = ("calling", "called", "failed")
    ticked = {
        state: "okc" in Sketch(easel, StaffCalled(called=state, at=AT), way).icons() for state in states
    }
    assert ticked == {"calling": False, "called": True, "failed": False}


@pytest.mark.parametrize("way", WAYS)
def test_a_failed_call_sends_to_the_desk(easel: Easel, way: str) -> None:
    words = Sketch(easel, StaffCalled(called="failed", at=AT), way).words()
    assert ("请去服务台" if way.endswith("zh") else "go to the desk") in words
    assert ("10:24 没叫到人" if way.endswith("zh") else "Not reached at 10:24") in words


def test_what_is_promised_grows_with_what_is_known(easel: Easel) -> None:
    assert "10:24 已通知" in Sketch(easel, StaffCalled(called="called", at=AT)).words()
    assert "已通知" not in Sketch(easel, StaffCalled(called="calling", at=AT)).words()


@pytest.mark.parametrize("way", WAYS)
def test_the_help_window_is_named_large(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, CannotBeDone(window="12"), way)
    assert max(sketch.sizes("12 号窗口" if way.endswith("zh") else "Window 12")) >= 80
    assert sketch.choices() == ["done"]


def test_no_window_is_invented(easel: Easel) -> None:
    sketch = Sketch(easel, CannotBeDone())
    assert "号窗口" not in sketch.words()
    assert sketch.press("知道了") == "done"
    assert not [p for p in sketch.parts() if isinstance(p, Box) and p.fill == "surface"]
