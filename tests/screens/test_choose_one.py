"""For whom, and which further number: every row can be reached, and who cannot be chosen says why."""

import pytest

from kiosk.journeys.views import ChooseFactor, ChooseSubject
from kiosk.screens.parts import Choose, Local
from tests.screens.sketch import WAYS, Sketch
from tools.easel import Easel
from tools.sample_views import SAMPLES

pytestmark = pytest.mark.xdist_group("kivy")


def subjects(name: str = "choose_subject") -> ChooseSubject:
    view = SAMPLES[name].view
    assert isinstance(view, ChooseSubject)
    return view


def every_page(sketch: Sketch) -> tuple[set[str], str]:
    choices, words, page = set(sketch.choices()), sketch.words(), 1
    while Local("page", str(page)) in [t.action for t in sketch.targets()]:
        sketch.send(Local("page", str(page)))
        choices |= set(sketch.choices())
        words += sketch.words()
        page += 1
    return choices, words


@pytest.mark.parametrize("way", WAYS)
def test_everybody_who_may_be_acted_for_can_be_chosen(easel: Easel, way: str) -> None:
    choices, words = every_page(Sketch(easel, subjects(), way))
    assert choices == {"sub-1", "sub-2", "sub-3", "staff"}
    assert ("委托书过期了" if way.endswith("zh") else "The mandate has expired") in words
    many, _ = every_page(Sketch(easel, subjects("choose_subject_many"), way))
    assert many == {f"sub-{n}" for n in range(9)} | {"staff"}


def test_a_press_on_who_cannot_be_chosen_does_nothing(easel: Easel) -> None:
    sketch = Sketch(easel, subjects())
    assert sketch.press("王*明") is None
    assert sketch.press("李*样") == "sub-2"


@pytest.mark.parametrize("way", WAYS)
def test_every_further_number_and_the_ways_around(easel: Easel, way: str) -> None:
    view = ChooseFactor()
    choices, _ = every_page(Sketch(easel, view, way))
    assert choices == {c.id for c in view.choices}


@pytest.mark.parametrize("shape", ["portrait", "landscape"])
def test_elders_choose_among_at_most_four(easel: Easel, shape: str) -> None:
    for view in (ChooseFactor(), subjects(), subjects("choose_subject_many")):
        sketch = Sketch(easel, view, f"{shape}.elder.zh")
        assert len([t for t in sketch.targets() if isinstance(t.action, Choose)]) <= 4
