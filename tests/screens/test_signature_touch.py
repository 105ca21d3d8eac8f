"""A name written with a finger: strokes on the pad alone, cleared, handed in, gone with the view."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.documents.signature import picture
from kiosk.screens.parts import Choose, Local, Stroke
from tests.screens.test_touch import Finger, Terminal
from tools.easel import Easel
from tools.sample_apply import CONFIRM, DELIVERY

pytestmark = pytest.mark.xdist_group("kivy")

PAD = (540.0, 1260.0)
SUBMIT = "submit"


@pytest.fixture
def hall(easel: Easel) -> Iterator[Terminal]:
    opened = Terminal(easel)
    opened.step(3)
    yield opened
    opened.close()


def write(hall: Terminal, x: float = 200.0, y: float = PAD[1], points: int = 12) -> None:
    finger = Finger(hall, (x, y))
    for number in range(1, points):
        finger.slide(x + 30 * number, y + 40 * (number % 2))
    finger.lift()


def strokes(hall: Terminal) -> list[Stroke]:
    sheet = hall.window.surface.sheets()[-1]
    return [part for part in sheet.parts if isinstance(part, Stroke)]


def submits(hall: Terminal) -> list[Choose]:
    return [a for a in hall.targets() if isinstance(a, Choose) and a.choice == SUBMIT]


def test_a_name_is_written_and_goes_out(hall: Terminal) -> None:
    answer = hall.ask(CONFIRM)
    assert submits(hall) == [], "first the signature"
    write(hall)
    write(hall, y=PAD[1] + 60)
    assert len(strokes(hall)) == 2
    [submit] = submits(hall)
    hall.tap(submit)
    hall.until(answer.done)
    given = answer.result().values["signature"]
    assert picture(given).startswith(b"\x89PNG")
    assert given.count(";") == 1


def test_what_was_written_can_be_cleared_and_a_tap_is_no_name(hall: Terminal) -> None:
    hall.ask(CONFIRM)
    write(hall, points=3)
    assert submits(hall) == []
    write(hall)
    assert submits(hall)
    hall.tap(Local("clear"))
    assert strokes(hall) == []
    assert submits(hall) == []


def test_a_finger_beside_the_pad_writes_nothing(hall: Terminal) -> None:
    hall.ask(CONFIRM)
    write(hall, y=700)
    assert strokes(hall) == []


def test_another_view_forgets_it(hall: Terminal) -> None:
    hall.ask(CONFIRM)
    write(hall)
    hall.ask(DELIVERY)
    hall.ask(CONFIRM)
    assert strokes(hall) == []
