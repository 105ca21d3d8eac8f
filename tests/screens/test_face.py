"""The face check: a free choice first, then a picture, one instruction and the ways out."""

from dataclasses import replace

import pytest

from kiosk.domain.words import Text
from kiosk.journeys.views import FaceCheck, FaceConsent, FaceNotice
from kiosk.screens.geometry import Rect
from kiosk.screens.parts import Box, Choose, Icon, Local, Mirror, Part, Ring, Target, Words
from tests.screens.sketch import WAYS, Sketch, said
from tools.easel import Easel
from tools.sample_views import HALL

pytestmark = pytest.mark.xdist_group("kivy")

CONSENT = FaceConsent(hall=HALL)
STEPS = ("find", "blink", "turn_left", "turn_right", "compare")
HINTS = (
    "no_face",
    "several",
    "too_far",
    "too_close",
    "off_centre",
    "not_frontal",
    "dark",
    "backlit",
    "blurred",
)


def of(sketch: Sketch, choice: str) -> Target:
    return next(t for t in sketch.targets() if t.action == Choose(choice))


def look(target: Target) -> tuple[object, ...]:
    box, icon, *words = target.face
    assert isinstance(box, Box)
    assert isinstance(icon, Icon)
    sizes = tuple((w.size, w.bold, w.colour) for w in words if isinstance(w, Words))
    return box.rect.w, box.rect.h, box.rect.y, box.fill, box.line, box.line_width, icon.rect.w, sizes


@pytest.mark.req("ID-03")
@pytest.mark.parametrize("way", WAYS)
def test_yes_and_no_weigh_the_same(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, CONSENT, way)
    assert look(of(sketch, "agree")) == look(of(sketch, "another_way"))
    assert not [t for t in sketch.targets() if isinstance(t.face[0], Box) and t.face[0].fill == "blue_600"]


@pytest.mark.parametrize("way", WAYS)
def test_the_notice_and_a_person_are_one_press_away(easel: Easel, way: str) -> None:
    assert sorted(Sketch(easel, CONSENT, way).choices()) == ["agree", "another_way", "notice", "staff"]


@pytest.mark.parametrize("way", WAYS)
def test_all_six_facts_can_be_read(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, CONSENT, way)
    read = sketch.words()
    page = 1
    while Local("page", str(page)) in [t.action for t in sketch.targets()]:
        sketch.send(Local("page", str(page)))
        read += sketch.words()
        page += 1
    for question, answer in CONSENT.facts:
        for text in (question, answer):
            assert text.in_language(way.rsplit(".", maxsplit=1)[-1]) in read


@pytest.mark.parametrize("way", WAYS)
def test_the_whole_notice_can_be_read(easel: Easel, way: str) -> None:
    view = FaceNotice(hall=HALL)
    sketch = Sketch(easel, view, way)
    read = sketch.words()
    page = 1
    while Local("page", str(page)) in [t.action for t in sketch.targets()]:
        sketch.send(Local("page", str(page)))
        read += sketch.words()
        page += 1
    for line in view.lines:
        assert line.in_language(way.rsplit(".", maxsplit=1)[-1]) in read
    assert sketch.choices() == ["done"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("step", STEPS)
def test_the_ways_out_are_there_at_every_step(easel: Easel, step: str, way: str) -> None:
    view = FaceCheck(step=step)
    sketch = Sketch(easel, view, way)
    assert sketch.choices() == ["another_way", "staff"]
    assert view.title.in_language(way.rsplit(".", maxsplit=1)[-1]) in sketch.words()


@pytest.mark.parametrize("way", WAYS)
def test_what_is_in_the_way_is_said_beside_the_instruction(easel: Easel, way: str) -> None:
    for hint in HINTS:
        view = FaceCheck(step="blink", hint=hint)
        sketch = Sketch(easel, view, way)
        for text in (view.title, view.lines[0], view.lines[1]):
            assert text.in_language(way.rsplit(".", maxsplit=1)[-1]) in sketch.words()
        assert "warnc" in sketch.icons()


def mirror(parts: tuple[Part, ...]) -> Rect:
    return next(p.rect for p in parts if isinstance(p, Mirror))


@pytest.mark.parametrize("way", WAYS)
def test_the_picture_is_large_and_does_not_move(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, FaceCheck(), way)
    first = mirror(sketch.parts())
    assert first.w == first.h >= 350
    sketch.show(FaceCheck(step="blink", done=1, hint="several"))
    assert mirror(sketch.parts()) == first


def test_the_ring_tells_how_far_it_is(easel: Easel) -> None:
    def shares(view: FaceCheck) -> set[float]:
        return {p.share for p in Sketch(easel, view).parts() if isinstance(p, Ring)}

    assert shares(FaceCheck(done=3, total=4)) == {0, 0.75}
    assert shares(FaceCheck(done=5, total=4)) == {0, 1}


def test_a_hall_with_a_long_name_is_named_whole(easel: Easel) -> None:
    name = "云溪区政务服务和数据管理局综合服务大厅（东区）"
    for way in ("portrait.normal.zh", "portrait.elder.zh"):
        assert name in Sketch(easel, replace(CONSENT, hall=Text(name)), way).words()


def test_steps_are_told_by_number_tick_and_word(easel: Easel) -> None:
    sketch = Sketch(easel, FaceCheck(step="turn_left", done=2))
    assert "okc" in sketch.icons()
    assert "2 转转头" in sketch.words()
    assert said(of(sketch, "another_way")).startswith("不刷了，换方式")
