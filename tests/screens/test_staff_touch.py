"""A finger over the glass: cells turn, a dead zone stays, crosses are measured; it ends by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from kivy.tests.common import UnitTestTouch

from kiosk.journeys.views.touch import StaffTouchAim, StaffTouchSweep
from kiosk.screens.geometry import Rect
from kiosk.screens.parts import Box, Choose
from tests.screens.test_touch import Terminal
from tools.easel import Easel
from tools.sample_views import HOME

pytestmark = pytest.mark.xdist_group("kivy")

COLUMNS, ROWS = 9, 16
CELL = 120
SWEEP = StaffTouchSweep(columns=COLUMNS, rows=ROWS, quiet_seconds=20)
AIM = StaffTouchAim(crosses=((0.08, 0.05), (0.5, 0.25), (0.92, 0.95)), quiet_seconds=20)
Point = tuple[float, float]


@pytest.fixture
def terminal(easel: Easel) -> Iterator[Terminal]:
    opened = Terminal(easel)
    opened.step(3)
    yield opened
    opened.close()


def at(terminal: Terminal, x: float, y: float) -> UnitTestTouch:
    view = terminal.view
    return UnitTestTouch(view.x(x), view.y(y))


def sweep(terminal: Terminal, dead: Callable[[int, int], bool] = lambda _r, _c: False) -> None:
    """A stroke along each row; over a dead zone the glass feels nothing: it lands again behind."""
    for row in range(ROWS):
        finger: UnitTestTouch | None = None
        for column in range(COLUMNS):
            x, y = column * CELL + 60, row * CELL + 60
            if dead(row, column):
                if finger is not None:
                    finger.touch_up()
                finger = None
            elif finger is None:
                finger = at(terminal, x, y)
                finger.touch_down()
            else:
                finger.touch_move(terminal.view.x(x), terminal.view.y(y))
        if finger is not None:
            finger.touch_up()


def green(terminal: Terminal) -> set[tuple[int, int]]:
    sheet = terminal.window.surface.sheets()[-1]
    return {
        (int(p.rect.y // CELL), int(p.rect.x // CELL))
        for p in sheet.parts
        if isinstance(p, Box) and p.fill == "green_700"
    }


@pytest.mark.req("OP-01")
def test_a_whole_sweep_answers_by_itself(terminal: Terminal) -> None:
    answer = terminal.ask(SWEEP)
    sweep(terminal)
    terminal.until(answer.done)
    assert answer.result().values["touched"] == "1" * (ROWS * COLUMNS)


def test_a_dead_zone_stays_to_be_seen_and_is_told_at_the_end(terminal: Terminal) -> None:
    dead = {(1, 4), (15, 0), (7, 4)}  # one of them under the words in the middle
    answer = terminal.ask(SWEEP)
    sweep(terminal, lambda row, column: (row, column) in dead)
    terminal.step(3)
    assert not answer.done()
    assert {(r, c) for r in range(ROWS) for c in range(COLUMNS)} - green(terminal) == dead
    for _ in range(SWEEP.quiet_seconds):
        terminal.window._tick(1.0)  # noqa: SLF001 a second of the screen's own clock
    terminal.until(answer.done)
    signs = answer.result().values["touched"]
    assert {(n // COLUMNS, n % COLUMNS) for n, sign in enumerate(signs) if sign == "0"} == dead


def test_the_button_in_the_middle_ends_it_and_is_swept_over(terminal: Terminal) -> None:
    answer = terminal.ask(SWEEP)
    first = at(terminal, 60, 60)
    first.touch_down()
    first.touch_up()
    terminal.step(2)
    (place,) = [r for a, r in terminal.targets().items() if isinstance(a, Choose) and a.choice == "done"]
    over = at(terminal, place.centre[0], place.y - 200)
    over.touch_down()
    over.touch_move(terminal.view.x(place.centre[0]), terminal.view.y(place.centre[1]))
    over.touch_up()
    terminal.step(3)
    assert not answer.done(), "a finger that only passes presses nothing"
    assert (int(place.centre[1] // CELL), int(place.centre[0] // CELL)) in green(terminal)
    terminal.finger(place).lift()
    terminal.until(answer.done)
    assert answer.result().values["touched"].count("1") == 3


def test_nothing_is_left_of_the_last_sweep(terminal: Terminal) -> None:
    terminal.ask(SWEEP)
    sweep(terminal, lambda row, _column: row > 3)
    terminal.step(3)
    assert len(green(terminal)) == 4 * COLUMNS
    terminal.tell(lambda: terminal.stage.show(HOME))
    terminal.ask(SWEEP)
    terminal.step(2)
    assert green(terminal) == set()


def test_crosses_are_hit_one_after_the_other(terminal: Terminal) -> None:
    answer = terminal.ask(AIM)
    for across, down in AIM.crosses:
        far = at(terminal, 540, 1500)  # the other hand
        far.touch_down()
        far.touch_up()
        finger = at(terminal, across * 1080 + 8, down * 1920 - 4)
        finger.touch_down()
        for x, y in AIM.crosses:  # what follows the landing does not count, wherever it goes
            finger.touch_move(terminal.view.x(x * 1080 + 60), terminal.view.y(y * 1920))
        finger.touch_up()
        terminal.step(2)
    terminal.until(answer.done)
    hits = [tuple(map(float, hit.split(","))) for hit in answer.result().values["hits"].split(";")]
    for (x, y), (across, down) in zip(hits, AIM.crosses, strict=True):
        assert x * 1080 == pytest.approx(across * 1080 + 8, abs=1.5)
        assert y * 1920 == pytest.approx(down * 1920 - 4, abs=1.5)


def test_another_screen_feels_nothing(terminal: Terminal) -> None:
    terminal.ask(HOME)
    terminal.finger(Rect(500, 200, 10, 10)).lift()
    drawing = terminal.window.surface._drawing  # noqa: SLF001
    assert drawing is not None
    assert not drawing.feels
