"""Areas: one press answers; none is out of reach."""

import pytest

from kiosk.journeys.views import AreaRow, ChooseArea
from kiosk.screens.parts import Local
from tests.screens.sketch import WAYS, Sketch
from tools.easel import Easel

pytestmark = pytest.mark.xdist_group("kivy")


def areas(count: int) -> ChooseArea:
    return ChooseArea(
        areas=tuple(
            AreaRow(code=f"a{n}", name=f"{n} 号区", waiting=n, wait_minutes=None) for n in range(count)
        )
    )


@pytest.mark.req("CH-12")
def test_one_press_answers(easel: Easel) -> None:
    assert Sketch(easel, areas(3)).press("1 号区") == "a1"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("count", [1, 4, 5, 13])
def test_every_area_can_be_chosen(easel: Easel, way: str, count: int) -> None:
    sketch = Sketch(easel, areas(count), way)
    found = sketch.choices()
    page = 1
    while any(t.action == Local("page", str(page)) for t in sketch.targets()):
        sketch.send(Local("page", str(page)))
        found += sketch.choices()
        page += 1
    assert found == [f"a{n}" for n in range(count)]


@pytest.mark.parametrize("way", [way for way in WAYS if ".elder." in way])
def test_elders_choose_among_at_most_four(easel: Easel, way: str) -> None:
    assert len(Sketch(easel, areas(13), way).choices()) <= 4


def test_the_queue_is_told(easel: Easel) -> None:
    view = ChooseArea(areas=(AreaRow(code="a", name="综合区", waiting=11, wait_minutes=40),))
    assert "前面 11 人，大约等 40 分钟" in Sketch(easel, view).words()
