"""The number and the truth about its slip."""

from dataclasses import replace
from typing import Literal

import pytest

from kiosk.domain.words import Text
from kiosk.journeys.view import Progress
from kiosk.journeys.views import TicketPrinting
from kiosk.screens.parts import Box
from kiosk.screens.widgets.ticket import windows
from tests.screens.sketch import WAYS, Sketch
from tools.easel import Easel
from tools.sample_views import ISSUED, PRINTING, SAMPLES

pytestmark = pytest.mark.xdist_group("kivy")

Outcome = bool | Literal["unknown"]
TICKETS = [name for name in SAMPLES if name.startswith("ticket_")]


@pytest.mark.req("BK-05")
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", TICKETS)
def test_the_number_is_always_on_the_screen_and_large(easel: Easel, way: str, name: str) -> None:
    snapshot = SAMPLES[name]
    sketch = Sketch(easel, snapshot.view, way, attention=snapshot.attention)
    number = getattr(snapshot.view, "number", "")
    assert max(sketch.sizes(number)) >= 72


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("view", [PRINTING, ISSUED], ids=["printing", "issued"])
def test_where_and_how_long_are_told(easel: Easel, way: str, view: TicketPrinting) -> None:
    words = Sketch(easel, view, way).words()
    assert "一楼 A 区" in words
    assert ("3–8 号窗口" if way.endswith("zh") else "Windows 3–8") in words
    assert "6" in words
    assert ("18 分钟" if way.endswith("zh") else "18 min") in words


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("fate", "sign", "words"),
    [
        ((True, False), "okc", {"zh": "小票打好了", "en": "in the slot"}),
        ((False, False), "noc", {"zh": "小票没打出来", "en": "did not print"}),
        (("unknown", False), "warnc", {"zh": "小票不一定打出来了", "en": "may not have come out"}),
        (("unknown", True), "info", {"zh": "号还有效", "en": "still valid"}),
        ((True, True), "okc", {"zh": "小票打好了", "en": "in the slot"}),
    ],
)
def test_the_slips_fate_is_told_by_sign_and_words(
    easel: Easel, way: str, fate: tuple[Outcome, bool], sign: str, words: dict[str, str]
) -> None:
    sketch = Sketch(easel, replace(ISSUED, printed=fate[0], already_issued=fate[1]), way)
    assert sketch.icons() & {"okc", "noc", "warnc", "info"} == {sign}
    assert words[way[-2:]] in sketch.words()


def test_each_fate_has_its_own_colour(easel: Easel) -> None:
    def ground(printed: Outcome) -> set[str]:
        parts = Sketch(easel, replace(ISSUED, printed=printed)).parts()
        return {p.fill for p in parts if isinstance(p, Box)} & {"green_100", "red_100", "amber_100"}

    assert [ground(printed) for printed in (True, False, "unknown")] == [
        {"green_100"},
        {"red_100"},
        {"amber_100"},
    ]


@pytest.mark.parametrize("way", WAYS)
def test_print_again_and_done_answer(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, ISSUED, way)
    zh = way.endswith("zh")
    assert sketch.press("重打" if zh else "Print again") == "reprint"
    assert sketch.press("结束办理" if zh else "Done") == "done"


@pytest.mark.parametrize("way", WAYS)
def test_without_a_printer_nothing_is_printed_again_and_it_says_why(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, replace(ISSUED, printed=False, has_printer=False), way)
    assert sketch.choices() == ["done"]
    assert ("没有小票打印机" if way.endswith("zh") else "has no printer") in sketch.words()


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_pressed_while_it_prints(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, PRINTING, way)
    assert sketch.choices() == []
    assert ("打完再点这里" if way.endswith("zh") else "Wait for the ticket") in sketch.words()


class HalfWay(TicketPrinting):
    """A printer that tells how far it is."""

    @property
    def progress(self) -> Progress:
        return Progress(1, 2, Text("正在打小票……", "Printing your ticket"))

    @classmethod
    def name(cls) -> str:
        return "ticket_printing"


def test_a_bar_only_where_the_printer_tells_how_far_it_is(easel: Easel) -> None:
    unknown = Sketch(easel, PRINTING)
    known = Sketch(easel, HalfWay(**vars(PRINTING)))
    tracks = [
        [p.rect for p in sketch.parts() if isinstance(p, Box) and p.fill == "bar_track" and p.rect.w > 200]
        for sketch in (unknown, known)
    ]
    assert tracks[0] == []
    (track,) = tracks[1]
    done = [
        p.rect.w for p in known.parts() if isinstance(p, Box) and p.fill == "blue_600" and p.rect.y == track.y
    ]
    assert done == [track.w / 2]


def test_a_pane_is_lit_when_it_is_done_and_not_before(easel: Easel) -> None:
    def lit(sketch: Sketch) -> bool:
        return any(isinstance(p, Box) and p.fill == "amber" and p.radius == 0 for p in sketch.parts())

    assert lit(Sketch(easel, ISSUED))
    assert not lit(Sketch(easel, PRINTING))


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        (("7",), "7 号窗口"),
        (("3", "4", "5", "6"), "3–6 号窗口"),
        (("3", "4"), "3、4 号窗口"),
        (("1", "3", "4", "5", "9"), "1、3–5、9 号窗口"),
        (("A1", "A2"), "A1、A2 号窗口"),
    ],
)
def test_windows_in_a_row_are_drawn_together(numbers: tuple[str, ...], told: str) -> None:
    found = windows(numbers)
    assert found is not None
    assert found.zh == told


def test_no_window_is_named_where_none_is_known(easel: Easel) -> None:
    assert windows(()) is None
    assert "号窗口" not in Sketch(easel, replace(ISSUED, windows=())).words()


def test_windows_in_english() -> None:
    assert windows(("7",)) == Text("7 号窗口", "Window 7")
    assert windows(("3", "4")) == Text("3、4 号窗口", "Windows 3, 4")
