"""Signing in: the card's picture, the other ways, and the way without any."""

from dataclasses import replace

import pytest

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice
from kiosk.screens.parts import Local, Polygon
from tests.screens.sketch import WAYS, Sketch
from tools.easel import Easel
from tools.sample_views import PRESENT

pytestmark = pytest.mark.xdist_group("kivy")

NO_READER = replace(PRESENT, reader_ready=False)


@pytest.mark.req("CH-12")
@pytest.mark.parametrize("way", WAYS)
def test_the_way_without_a_card_is_always_there(easel: Easel, way: str) -> None:
    for view in (PRESENT, NO_READER):
        sketch = Sketch(easel, view, way)
        label = "不用证件，直接取号" if way.endswith("zh") else "Take a number without a card"
        assert sketch.press(label) == "walk_in"


@pytest.mark.parametrize("way", WAYS)
def test_every_way_can_be_reached(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, PRESENT, way)
    found = set(sketch.choices())
    if Local("page", "1") in [t.action for t in sketch.targets()]:
        sketch.send(Local("page", "1"))
        found |= set(sketch.choices())
    assert found == {"social_security_card", "qr_code", "type_number", "walk_in"}


@pytest.mark.parametrize("way", WAYS)
def test_a_way_that_is_missing_says_why(easel: Easel, way: str) -> None:
    why = Text("这里没有", "Not here")
    ways = tuple(Choice(c.id, c.label, c.hint, enabled=False, why_not=why) for c in PRESENT.ways)
    sketch = Sketch(easel, replace(PRESENT, ways=ways), way)
    assert ("这里没有" if way.endswith("zh") else "Not here") in sketch.words()
    assert sketch.choices() == []


def test_a_press_on_a_missing_way_does_nothing(easel: Easel) -> None:
    assert Sketch(easel, PRESENT).press("护照、通行证") is None


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_chosen_while_a_card_is_read(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, replace(PRESENT, reading=True), way)
    assert sketch.choices() == []
    assert ("先别拿走" if way.endswith("zh") else "leave the card there") in sketch.words()


def test_without_a_reader_the_way_without_a_card_leads(easel: Easel) -> None:
    assert Sketch(easel, PRESENT).fill("不用证件") == "surface"
    sketch = Sketch(easel, NO_READER)
    assert sketch.fill("不用证件") == "blue_600"
    assert "正在等您放卡" not in sketch.words()


def test_it_says_what_becomes_of_the_data(easel: Easel) -> None:
    assert "办完就从本机清掉" in Sketch(easel, PRESENT).words()


def _pictures(sketch: Sketch) -> list[tuple[object, ...]]:
    return [sketch.after(beat).parts() for beat in range(40)]


def test_the_hint_plays_three_rounds_then_rests_ten_seconds(easel: Easel) -> None:
    pictures = _pictures(Sketch(easel, PRESENT))
    whole = pictures[0]
    moving = [picture != whole for picture in pictures]
    assert moving[1:10] == [True, True, False] * 3
    assert not any(moving[10:21])
    assert moving[21:24] == [True, True, False]
    assert any(isinstance(p, Polygon) for p in whole)


@pytest.mark.parametrize("way", ["portrait.elder.zh", "landscape.contrast.en", "portrait.elder.en"])
def test_the_hint_stands_still_where_motion_would_disturb(easel: Easel, way: str) -> None:
    first, *others = _pictures(Sketch(easel, PRESENT, way))
    assert all(picture == first for picture in others)


def test_the_hint_stands_still_while_it_is_spoken(easel: Easel) -> None:
    sketch = Sketch(easel, PRESENT)
    sketch.speak()
    first, *others = _pictures(sketch)
    assert all(picture == first for picture in others)


# Another way is being asked for

ASKED = ("social_security_card", "travel_document", "qr_code")
ALL_THERE = tuple(replace(way, enabled=True, why_not=None) for way in PRESENT.ways)


def every_choice(sketch: Sketch) -> set[str]:
    found, page = set(sketch.choices()), 0
    while Local("page", str(page)) in [t.action for t in sketch.targets()] or page == 0:
        sketch.send(Local("page", str(page)))
        found |= set(sketch.choices())
        page += 1
    return found


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("asked", ASKED)
def test_the_card_is_one_touch_away_from_every_other_way(easel: Easel, asked: str, way: str) -> None:
    sketch = Sketch(easel, replace(PRESENT, asked=asked, ways=ALL_THERE), way)
    others = {"id_card", "type_number", "walk_in", *ASKED} - {asked}
    assert every_choice(sketch) == others


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("asked", ASKED)
def test_the_way_being_asked_is_marked_where_it_always_stands(easel: Easel, asked: str, way: str) -> None:
    view = replace(PRESENT, asked=asked, ways=ALL_THERE)
    sketch = Sketch(easel, view, way)
    label = view.choice(asked)
    assert label is not None
    assert sketch.fill(label.label.in_language(way.rsplit(".", maxsplit=1)[-1])) == "blue_50"
    assert "check_bold" in sketch.icons()
    assert sketch.press(label.label.in_language(way.rsplit(".", maxsplit=1)[-1])) is None


def test_each_way_has_its_own_picture(easel: Easel) -> None:
    def drawn(asked: str, *, reading: bool) -> frozenset[Polygon]:
        sketch = Sketch(easel, replace(PRESENT, asked=asked, ways=ALL_THERE, reading=reading))
        return frozenset(p for p in sketch.parts() if isinstance(p, Polygon))

    pictures = {drawn(asked, reading=reading) for asked in ("id_card", *ASKED) for reading in (False, True)}
    assert len(pictures) == 7  # a code is held to the scanner as it is read


def test_the_words_are_those_of_the_way(easel: Easel) -> None:
    sketch = Sketch(easel, replace(PRESENT, asked="qr_code"))
    assert "请把身份码对准扫码口" in sketch.words()
    assert "正在等您的码" in sketch.words()
    assert "扫码口" in sketch.words()


def test_a_card_reader_that_is_missing_says_so_where_the_card_would_be(easel: Easel) -> None:
    card = replace(PRESENT.ways[0], enabled=False, why_not=Text("这里没有", "Not here"))
    sketch = Sketch(easel, replace(PRESENT, asked="qr_code", ways=(card, *PRESENT.ways[1:])))
    assert sketch.press("这里没有") is None
