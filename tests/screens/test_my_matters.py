"""Hello: each booking is one touch from its number, and everything else can be reached."""

import pytest

from kiosk.journeys.views import MyMatters
from kiosk.screens.parts import Box, Choose, Target
from tests.screens.sketch import WAYS, Sketch
from tests.screens.test_choose_one import every_page
from tools.easel import Easel
from tools.sample_views import SAMPLES

pytestmark = pytest.mark.xdist_group("kivy")


def sample(name: str) -> MyMatters:
    view = SAMPLES[name].view
    assert isinstance(view, MyMatters)
    return view


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "name", [n for n in SAMPLES if n.startswith("my_matters") and not n.endswith("notice")]
)
def test_everything_can_be_reached(easel: Easel, name: str, way: str) -> None:
    view = sample(name)
    choices, words = every_page(Sketch(easel, view, way))
    wanted = {c.id for c in view.choices if c.enabled}
    assert choices | {"staff"} == wanted, "求助 stands below for the one that may find no room"
    if not view.can_raise:
        assert ("已经核对过了" if way.endswith("zh") else "Already confirmed") in words


@pytest.mark.req("BK-05")
def test_a_booking_tells_when_what_and_where(easel: Easel) -> None:
    sketch = Sketch(easel, sample("my_matters"))
    for told in ("10:30", "到 11:00", "二手房过户", "一楼 A 区", "签到取号"):
        assert told in sketch.words()
    assert sketch.press("二手房过户") == "bk-1"


def filled(sketch: Sketch) -> list[Target]:
    return [t for t in sketch.targets() if isinstance(t.face[0], Box) and t.face[0].fill == "blue_600"]


def test_the_first_booking_leads_else_the_way_without_one(easel: Easel) -> None:
    for name, leads in (("my_matters_two", "bk-1"), ("my_matters_none", "walk_in")):
        for way in WAYS:
            (lead,) = filled(Sketch(easel, sample(name), way))
            assert lead.action == Choose(leads)


@pytest.mark.parametrize("shape", ["portrait", "landscape"])
def test_elders_choose_among_at_most_four(easel: Easel, shape: str) -> None:
    for name in ("my_matters", "my_matters_many", "my_matters_none"):
        sketch = Sketch(easel, sample(name), f"{shape}.elder.zh")
        assert len(sketch.choices()) <= 4


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["my_matters_cases", "my_matters_only_cases"])
def test_each_case_tells_where_it_stands(easel: Easel, name: str, way: str) -> None:
    view = sample(name)
    _, words = every_page(Sketch(easel, view, way))
    for row in view.cases:
        assert row.item_name in words
        assert (row.hint.zh if way.endswith("zh") else row.hint.en or "") in words


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["my_matters_certificates", "my_matters_long_certificates"])
def test_what_can_be_printed_is_told_by_its_whole_name(easel: Easel, name: str, way: str) -> None:
    view = sample(name)
    choices, words = every_page(Sketch(easel, view, way))
    for row in view.certificates:
        assert row.name in words
        assert row.id in choices


@pytest.mark.parametrize("way", WAYS)
def test_a_terminal_that_cannot_print_now_says_why(easel: Easel, way: str) -> None:
    view = sample("my_matters_no_printer")
    choices, words = every_page(Sketch(easel, view, way))
    assert "certificates" not in choices
    assert view.prints_not is not None
    assert (view.prints_not.zh if way.endswith("zh") else view.prints_not.en or "") in words
