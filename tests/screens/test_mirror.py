"""The live picture: mirrored, seldom enough, only while its screen is up, and gone with it."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from kivy.core.window import Window
from kivy.graphics import Ellipse, InstructionGroup
from kivy.graphics.texture import Texture

from kiosk.domain.picture import Picture
from kiosk.screens.pane import Pane
from kiosk.screens.parts import Setting
from tests.screens.test_touch import Terminal
from tools.easel import Easel
from tools.sample_views import HOME, SAMPLES

pytestmark = pytest.mark.xdist_group("kivy")

WIDTH, HEIGHT = 64, 48
BLUE, RED = b"\xff\x00\x00", b"\x00\x00\xff"
CHECK = SAMPLES["face_check_find"].view
BLINK = SAMPLES["face_check_blink"].view


class Camera:
    """The left half blue, the right half red."""

    def __init__(self) -> None:
        self.asked = 0
        self.number = 1
        self.closed = False

    def __call__(self) -> Picture | None:
        self.asked += 1
        row = BLUE * (WIDTH // 2) + RED * (WIDTH // 2)
        return None if self.closed else Picture(WIDTH, HEIGHT, row * HEIGHT, self.number)


@pytest.fixture
def camera() -> Camera:
    return Camera()


@pytest.fixture
def hall(easel: Easel, camera: Camera) -> Iterator[Terminal]:
    opened = Terminal(easel, mirror=camera)
    opened.step(3)
    yield opened
    opened.close()


def pictures(hall: Terminal) -> list[Ellipse]:
    return [found for sheet in hall.window.surface.children for found in _within(sheet.canvas)]


def _within(group: InstructionGroup) -> Iterator[Ellipse]:
    for instruction in group.children:
        if isinstance(instruction, Ellipse):
            yield instruction
        elif isinstance(instruction, InstructionGroup):
            yield from _within(instruction)


def live(hall: Terminal) -> list[Texture]:
    return [e.texture for e in pictures(hall) if e.texture and e.texture.size == (WIDTH, HEIGHT)]


def test_nobody_is_looked_at_before_the_check(hall: Terminal, camera: Camera) -> None:
    hall.step(30)
    assert camera.asked == 0
    hall.ask(SAMPLES["face_consent"].view)
    hall.step(30)
    assert camera.asked == 0


def test_it_is_shown_right_for_left(hall: Terminal) -> None:
    hall.ask(CHECK)
    (ellipse,) = pictures(hall)
    assert ellipse.texture.size == (WIDTH, HEIGHT)
    (left, low, right, _, _, top, *_) = ellipse.tex_coords
    assert left > right
    assert low > top  # the first row of a picture is its top one
    assert left - right == pytest.approx(HEIGHT / WIDTH)  # the middle square
    raw = ellipse.texture.pixels
    assert raw[:3] == b"\x00\x00\xff"  # as the camera gave it: blue, told as red, green, blue


def test_a_new_picture_is_put_on_the_same_texture(hall: Terminal, camera: Camera) -> None:
    hall.ask(CHECK)
    (before,) = live(hall)
    asked = camera.asked
    camera.number += 1
    hall.until(lambda: camera.asked > asked)
    (after,) = live(hall)
    assert after is before


def test_it_stays_while_the_steps_change(hall: Terminal) -> None:
    hall.ask(CHECK)
    (before,) = live(hall)
    hall.ask(BLINK)
    (after,) = live(hall)
    assert after is before


def test_it_is_gone_with_its_screen(hall: Terminal, camera: Camera) -> None:
    hall.ask(CHECK)
    hall.step(5)
    (texture,) = live(hall)
    gone = weakref.ref(texture)
    hall.tell(lambda: hall.stage.show(HOME))
    assert texture.pixels == b"\x00\x00\x00\xff" * (WIDTH * HEIGHT)  # painted over
    assert live(hall) == []
    asked = camera.asked
    hall.step(30)
    assert camera.asked == asked
    del texture
    gc.collect()
    assert gone() is None


def test_a_dialog_over_it_closes_the_eye(hall: Terminal, camera: Camera) -> None:
    hall.ask(CHECK)
    hall.tap(Setting("ask_language"))
    asked = camera.asked
    hall.step(30)
    assert camera.asked == asked
    hall.tap(Setting("ask_language"))
    hall.until(lambda: len(live(hall)) == 1)


def test_without_a_picture_there_is_an_empty_circle(hall: Terminal, camera: Camera) -> None:
    camera.closed = True
    hall.ask(CHECK)
    hall.step(5)
    assert len(pictures(hall)) == 1
    assert live(hall) == []


def test_it_is_closed_with_the_window(easel: Easel, camera: Camera) -> None:
    opened = Terminal(easel, mirror=camera)
    opened.ask(CHECK)
    opened.until(lambda: camera.asked > 0)
    asked = camera.asked
    other = SAMPLES["face_check_blink"].view
    opened.say(lambda: opened.stage.show(other))  # a picture of it is on its way
    opened.close()
    opened.step(30)
    assert camera.asked == asked


def test_a_camera_that_changes_its_size_gets_another_texture(easel: Easel) -> None:  # noqa: ARG001 a context
    sizes = iter([(4, 4), (8, 6)])
    pane = Pane(lambda: next(((Picture(w, h, bytes(w * h * 3), w)) for w, h in sizes), None))
    group = pane.place((0, 0, 100, 100), (0, 0, 0))
    ellipse = next(i for i in group.children if isinstance(i, Ellipse))
    pane.look(wanted=True)
    assert ellipse.texture.size == (4, 4)
    pane.look(wanted=False)
    pane.look(wanted=True)
    assert ellipse.texture.size == (8, 6)
    pane.look(wanted=False)
    assert ellipse.texture is None or ellipse.texture.size != (8, 6)


def test_the_window_is_drawn_for_a_new_picture_and_for_no_other(hall: Terminal, camera: Camera) -> None:
    drawn: list[int] = []
    hall.ask(CHECK)
    hall.until(lambda: len(hall.window.surface.sheets()) == len(hall.window.surface.children))
    hall.step(20)

    def count(_window: object) -> None:
        drawn.append(camera.number)

    Window.bind(on_flip=count)
    try:
        hall.step(20)
        assert drawn == []
        camera.number += 1
        hall.until(lambda: camera.number in drawn)
    finally:
        Window.unbind(on_flip=count)
