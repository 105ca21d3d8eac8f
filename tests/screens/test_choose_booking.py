"""Bookings: what is ticked is what 取号 answers with."""

from dataclasses import replace

import pytest

from kiosk.journeys.views import ChooseBooking
from kiosk.screens.parts import Box, Local, Words
from tests.screens.sketch import WAYS, Sketch, said
from tools.easel import Easel
from tools.sample_views import BOOKINGS, MOMENT, SAMPLES

pytestmark = pytest.mark.xdist_group("kivy")

TWO = ChooseBooking(bookings=BOOKINGS)
NONE = ChooseBooking(bookings=())


def many() -> ChooseBooking:
    view = SAMPLES["choose_booking_twenty"].view
    assert isinstance(view, ChooseBooking)
    return view


def pick(sketch: Sketch, name: str) -> None:
    sketch.send(Local("pick", name))


@pytest.mark.parametrize("way", WAYS)
def test_the_first_booking_is_ticked(easel: Easel, way: str) -> None:
    assert Sketch(easel, TWO, way).choices() == ["bk-1"]


@pytest.mark.req("BK-10")
@pytest.mark.parametrize("way", WAYS)
def test_a_later_booking_can_be_checked_in_as_well(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, TWO, way)
    if "办理社保转移" not in sketch.words():
        sketch.send(Local("page", "1"))
    assert sketch.press("办理社保转移") is None
    assert sketch.choices() == ["bk-2"]


@pytest.mark.req("CH-12")
@pytest.mark.parametrize("way", WAYS)
def test_the_way_without_a_booking_stands_on_every_page(easel: Easel, way: str) -> None:
    for view in (TWO, many()):
        sketch = Sketch(easel, view, way)
        sketch.press("我没预约" if way.endswith("zh") else "No booking")
        assert sketch.choices() == ["walk_in"]
        sketch.send(Local("page", "1"))
        assert sketch.choices() == ["walk_in"]


@pytest.mark.parametrize("way", WAYS)
def test_without_bookings_one_press_takes_a_number(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, NONE, way)
    assert sketch.choices() == ["walk_in"]
    assert sketch.press("现场取号" if way.endswith("zh") else "No booking") == "walk_in"


@pytest.mark.parametrize("way", WAYS)
def test_twenty_bookings_can_all_be_picked(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, many(), way)
    found: list[str] = []
    page = 0
    while True:
        rows = [
            t.action.value
            for t in sketch.targets()
            if isinstance(t.action, Local) and t.action.name == "pick"
        ]
        bookings = [row for row in rows if row != "walk_in"]
        found += bookings
        for row in bookings:
            pick(sketch, row)
            assert sketch.choices() == [row]
        page += 1
        if not any(t.action == Local("page", str(page)) for t in sketch.targets()):
            break
        sketch.send(Local("page", str(page)))
    assert found == [b.id for b in many().bookings]


def test_what_is_out_of_sight_is_not_ticked(easel: Easel) -> None:
    sketch = Sketch(easel, many())
    sketch.send(Local("page", "1"))
    on_page = {t.action.value for t in sketch.targets() if isinstance(t.action, Local)}
    assert set(sketch.choices()) <= on_page
    assert sketch.choices() != ["bk-0"]


def test_a_ticked_booking_that_is_gone_is_not_answered_with(easel: Easel) -> None:
    sketch = Sketch(easel, TWO)
    pick(sketch, "bk-2")
    sketch.show(ChooseBooking(bookings=BOOKINGS[:1]))
    assert sketch.choices() == ["bk-1"]


def test_only_the_ticked_row_looks_ticked(easel: Easel) -> None:
    sketch = Sketch(easel, TWO)
    pick(sketch, "bk-2")
    lines = {said(t).split(" ")[0]: t.face[0] for t in sketch.targets() if isinstance(t.action, Local)}
    widths = {name: box.line_width for name, box in lines.items() if isinstance(box, Box)}
    assert widths["办理社保转移"] == 6
    assert widths["二手房过户"] == 3


def test_the_chip_tells_now_from_later(easel: Easel) -> None:
    sketch = Sketch(easel, TWO)
    now, later = sketch.saying("二手房过户"), sketch.saying("办理社保转移")
    colours = [{w.text: w.colour for w in t.face if isinstance(w, Words)} for t in (now, later)]
    assert colours[0]["现在能签到"] == "green_700"
    assert colours[1]["14:00 叫号"] == "amber_800"


@pytest.mark.parametrize("way", WAYS)
def test_time_and_place_of_a_booking_are_read(easel: Easel, way: str) -> None:
    words = Sketch(easel, TWO, way).words()
    assert "10:30–11:00" in words
    assert "一楼 A 区" in words


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("bookings", [BOOKINGS, ()], ids=["two", "none"])
def test_paused_booking_is_told(easel: Easel, way: str, bookings: tuple[()]) -> None:
    view = ChooseBooking(bookings=bookings, suspended_until=MOMENT)
    said_so = "网上预约停到 3 月 12 日" if way.endswith("zh") else "paused until 2026-03-12"
    assert said_so in Sketch(easel, view, way).words()


def test_a_rare_character_in_a_name_is_drawn(easel: Easel) -> None:
    view = ChooseBooking(bookings=(replace(BOOKINGS[0], item_name="𠮷㛃镇换证"),))
    sketch = Sketch(easel, view)
    assert sketch.press("𠮷㛃镇换证") is None
