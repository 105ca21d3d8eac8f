"""Papers under the scanner: the live picture large, one thing to press next, every way to be reached."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace

import pytest
from kivy.graphics import Rectangle
from kivy.graphics.texture import Texture

from kiosk.domain.picture import Picture
from kiosk.journeys.views import MaterialCapture, PageRow
from kiosk.screens.geometry import Rect
from kiosk.screens.parts import Box, Choose, Local, Mirror, Target, Words
from kiosk.screens.widgets.reading import LEADING
from tests.screens.sketch import WAYS, Sketch, said
from tests.screens.test_touch import Terminal
from tools.audit import problems
from tools.easel import Easel
from tools.sample_pages import FIRST, LEASE, MANY, THREE, VIEWS
from tools.sample_views import HOME

pytestmark = pytest.mark.xdist_group("kivy")

CAPTURES = {name: view for name, view in VIEWS.items() if isinstance(view, MaterialCapture)}
CERTIFIED = replace(FIRST, certificate="不动产权证书", optional=True)


def mirror(sketch: Sketch) -> Rect:
    [found] = [p.rect for p in sketch.parts() if isinstance(p, Mirror)]
    return found


def main(sketch: Sketch) -> list[str]:
    """What the filled-blue buttons do."""
    return [
        t.action.choice
        for t in sketch.targets()
        if isinstance(t.action, Choose) and isinstance(t.face[0], Box) and t.face[0].fill == "blue_600"
    ]


def reached(sketch: Sketch) -> set[str]:
    """Every choice that can be pressed, on whichever part of the row."""
    found, seen = set(sketch.choices()), set[int]()
    todo = _turns(sketch)
    while todo:
        part = todo.pop()
        seen.add(part)
        sketch.send(Local("page", str(part)))
        found |= set(sketch.choices())
        todo |= _turns(sketch) - seen
    return found


def _turns(sketch: Sketch) -> set[int]:
    return {
        int(t.action.value)
        for t in sketch.targets()
        if isinstance(t.action, Local) and t.action.name == "page"
    }


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", CAPTURES)
def test_everything_is_said(easel: Easel, name: str, way: str) -> None:
    view, language = CAPTURES[name], way.rsplit(".", maxsplit=1)[-1]
    words = Sketch(easel, view, way).words()
    for text in (view.title, *view.lines, *((view.hint,) if view.hint else ())):
        assert text.in_language(language) in words


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", CAPTURES)
def test_one_thing_to_press_next_and_every_other_way_to_be_reached(easel: Easel, name: str, way: str) -> None:
    view = CAPTURES[name]
    sketch = Sketch(easel, view, way)
    assert main(sketch) == [c.id for c in view.choices if c.primary]
    wanted = {c.id for c in view.choices if c.enabled}
    if view.row is not None and not view.resting:
        wanted.discard("capture")  # what 加一页 leads to
    assert reached(sketch) == wanted


@pytest.mark.parametrize("way", WAYS)
def test_the_picture_is_large_and_lies_still(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, LEASE, way)
    first = mirror(sketch)
    assert first.h >= (270 if "elder" in way else 330)
    assert first.w / first.h == pytest.approx(4 / 3)
    for view in (replace(LEASE, seen=(), spot=None), replace(LEASE, busy=True), replace(LEASE, at=1)):
        sketch.show(view)
        assert mirror(sketch) == first


def test_all_of_a_wider_picture_is_shown(easel: Easel) -> None:
    frame = mirror(Sketch(easel, replace(LEASE, shape=16 / 9)))
    assert frame.w / frame.h == pytest.approx(16 / 9)
    assert frame.h == mirror(Sketch(easel, LEASE)).h, "as large as there is room"
    assert not next(p for p in Sketch(easel, LEASE).parts() if isinstance(p, Mirror)).flipped


@pytest.mark.req("AP-08")
@pytest.mark.parametrize("way", WAYS)
def test_what_shines_is_pointed_at_within_the_picture(easel: Easel, way: str) -> None:
    language = way.rsplit(".", maxsplit=1)[-1]
    here = {"zh": "这里反光", "en": "Glare here"}[language]
    for left in (0.0, 0.3, 0.56, 0.8):
        sketch = Sketch(easel, replace(LEASE, spot=(left, 0.3, 0.15, 0.19)), way)
        box = next(p.rect for p in sketch.parts() if isinstance(p, Box) and p.fill == "dai_950")
        frame = mirror(sketch)
        [label] = [p.rect for p in sketch.parts() if isinstance(p, Words) and p.text == here]
        assert box.x < label.x
        assert label.right < box.right
        spot = Rect(frame.x + left * frame.w, 0, 0.15 * frame.w, 1)
        assert label.x >= spot.right or label.right <= spot.x
    assert here not in Sketch(easel, replace(LEASE, seen=(), spot=None), way).words()


@pytest.mark.req("AP-08")
def test_a_page_that_cannot_be_read_is_marked_in_word_sign_and_colour(easel: Easel) -> None:
    sketch = Sketch(easel, LEASE)
    tile = sketch.saying("第 2 页")
    assert said(tile) == "第 2 页 反光"
    fills = [p.fill for p in tile.face if isinstance(p, Box)]
    assert "red_100" in fills
    assert "warnc" in sketch.icons()


@pytest.mark.req("AP-09")
@pytest.mark.parametrize("way", WAYS)
def test_no_place_for_a_page_that_is_not_asked_for(easel: Easel, way: str) -> None:
    full = Sketch(easel, replace(LEASE, most=3), way)
    assert "add_page" not in reached(full)
    one = Sketch(easel, CAPTURES["material_one"], way)
    assert {c for c in reached(one) if c.startswith(("page-", "add_"))} == {"page-1"}


@pytest.mark.req("MT-06")
@pytest.mark.parametrize("way", WAYS)
def test_the_electronic_way_stands_first(easel: Easel, way: str) -> None:
    places = {
        t.action.choice: t.rect
        for t in Sketch(easel, CERTIFIED, way).targets()
        if isinstance(t.action, Choose)
        and t.action.choice in {"use_certificate", "skip", "at_window", "capture"}
    }
    order = sorted(places, key=lambda name: (places[name].y, places[name].x))
    assert order == ["use_certificate", "skip", "at_window", "capture"]


def test_of_many_pages_the_one_in_hand_is_shown(easel: Easel) -> None:
    sketch = Sketch(easel, CAPTURES["material_many"])
    assert "page-13" in sketch.choices()
    sketch.send(Local("page", "0"))
    assert {"page-1", "page-2", "page-3"} <= set(sketch.choices())
    sketch.show(replace(CAPTURES["material_many"], seen=()))
    assert "page-1" in sketch.choices(), "what was turned to stays"
    sketch.show(replace(CAPTURES["material_many"], pages=MANY[:19], at=20))
    assert {"page-19"} <= set(sketch.choices())


@pytest.mark.parametrize("way", WAYS)
def test_long_notes_of_the_guide_are_read_whole_on_a_sheet_of_their_own(easel: Easel, way: str) -> None:
    view = CAPTURES["material_notes"]
    assert view.notes is not None
    sketch = Sketch(easel, view, way)
    assert reached(sketch) == {"use_certificate", "capture", "skip", "at_window"}
    sketch.send(Local("notes", "open"))
    read, part = "", 0
    while True:
        column = [p for p in sketch.parts() if isinstance(p, Words) and p.colour == "ink_900"]
        read += "".join(p.text for p in column if p.leading == LEADING and p.align == "left")
        assert problems(sketch.drawing()) == []
        if (part := part + 1) not in _turns(sketch):
            break
        sketch.send(Local("page", str(part)))
    assert view.notes in read
    assert sketch.choices() == []
    sketch.send(Local("notes", ""))
    assert "capture" in sketch.choices()
    assert problems(sketch.drawing()) == []
    sketch.send(Local("notes", "open"))
    assert Local("page", "0") not in [t.action for t in sketch.targets()], "from its beginning again"
    sketch.show(replace(view, pages=(PageRow(1),), at=2))
    assert "capture" in sketch.choices(), "a page was taken meanwhile"


def test_while_a_picture_is_taken_nothing_can_be_pressed(easel: Easel) -> None:
    sketch = Sketch(easel, replace(LEASE, busy=True))
    assert [t for t in sketch.targets() if t.action is not None] == []


def test_a_page_to_go_back_to(easel: Easel) -> None:
    assert Sketch(easel, LEASE).press("第 3 页") == "page-3"
    assert Sketch(easel, LEASE).press("加一页") == "add_page"
    assert Sketch(easel, replace(LEASE, pages=THREE[:1], at=1)).press("下一步") == "next"


# The live picture itself

WIDTH, HEIGHT = 64, 48


class Tray:
    """A tray that is looked at."""

    def __init__(self) -> None:
        self.asked = 0
        self.number = 1

    def __call__(self) -> Picture | None:
        self.asked += 1
        return Picture(WIDTH, HEIGHT, b"\x20\x40\x80" * (WIDTH * HEIGHT), self.number)


@pytest.fixture
def tray() -> Tray:
    return Tray()


@pytest.fixture
def hall(easel: Easel, tray: Tray) -> Iterator[Terminal]:
    opened = Terminal(easel, mirror=tray)
    opened.step(3)
    yield opened
    opened.close()


def live(hall: Terminal) -> list[Texture]:
    groups = [sheet.canvas for sheet in hall.window.surface.children]
    found = []
    while groups:
        for one in groups.pop().children:
            if isinstance(one, Rectangle) and one.texture is not None and one.texture.size == (WIDTH, HEIGHT):
                found.append(one.texture)
            elif hasattr(one, "children"):
                groups.append(one)
    return found


def test_the_tray_is_drawn_on_one_texture_whatever_is_said_of_it(hall: Terminal, tray: Tray) -> None:
    hall.ask(FIRST)
    hall.until(lambda: len(live(hall)) == 1)
    [before] = live(hall)
    for number, view in enumerate((LEASE, replace(LEASE, busy=True), replace(LEASE, pages=MANY)), 2):
        tray.number = number
        asked = tray.asked
        hall.tell(lambda view=view: hall.stage.show(view))  # type: ignore[misc]
        hall.until(lambda asked=asked: tray.asked > asked)  # type: ignore[misc]
        [after] = live(hall)
        assert after is before


def test_nothing_of_the_paper_outlives_its_screen(hall: Terminal, tray: Tray) -> None:
    hall.ask(LEASE)
    hall.until(lambda: len(live(hall)) == 1)
    [texture] = live(hall)
    gone = weakref.ref(texture)
    hall.tell(lambda: hall.stage.show(HOME))
    assert texture.pixels == b"\x00\x00\x00\xff" * (WIDTH * HEIGHT)
    assert live(hall) == []
    asked = tray.asked
    hall.step(30)
    assert tray.asked == asked
    del texture
    gc.collect()
    assert gone() is None


def test_with_the_scanner_off_nobody_looks(hall: Terminal, tray: Tray) -> None:
    hall.ask(CAPTURES["material_off"])
    hall.step(30)
    assert tray.asked == 0


def test_a_finger_takes_the_page(hall: Terminal) -> None:
    answer = hall.ask(replace(LEASE, pages=(PageRow(1),), at=2, seen=(), spot=None))
    hall.tap(Choose("capture"))
    assert answer.result(5).choice == "capture"


def test_targets_are_what_they_seem(easel: Easel) -> None:
    target = Sketch(easel, LEASE).saying("第 1 页")
    assert isinstance(target, Target)
    assert target.pressed is not None
