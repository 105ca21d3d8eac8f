"""A whole check-in under a finger: each screen's press reaches the stage with the right answer."""

from collections.abc import Iterator

import pytest

from kiosk.screens.parts import Choose, Local
from tests.screens.test_touch import Terminal
from tools.easel import Easel
from tools.sample_views import BOOKINGS, ISSUED, PRESENT, SAMPLES

pytestmark = pytest.mark.xdist_group("kivy")


@pytest.fixture
def hall(easel: Easel) -> Iterator[Terminal]:
    opened = Terminal(easel)
    opened.step(3)
    yield opened
    opened.close()


@pytest.mark.req("BK-05")
def test_a_booking_is_ticked_then_taken(hall: Terminal) -> None:
    answer = hall.ask(SAMPLES["choose_booking"].view)
    hall.tap(Local("pick", BOOKINGS[1].id))
    assert not answer.done()
    hall.tap(Choose(BOOKINGS[1].id))
    hall.until(answer.done)
    assert answer.result().choice == BOOKINGS[1].id


@pytest.mark.parametrize(
    ("sample", "choice"),
    [
        ("present_credential", "walk_in"),
        ("present_credential", "qr_code"),
        ("choose_booking_none", "walk_in"),
        ("choose_area", "C"),
        ("ticket_issued", "reprint"),
        ("ticket_issued", "done"),
        ("fault_printer", "retry"),
        ("fault_printer", "another_way"),
        ("fault_printer", "staff"),
        ("fault_printer", "cannot_be_done"),
        ("staff_failed", "continue"),
        ("cannot_be_done", "done"),
    ],
)
def test_a_press_answers(hall: Terminal, sample: str, choice: str) -> None:
    answer = hall.ask(SAMPLES[sample].view)
    hall.tap(Choose(choice))
    hall.until(answer.done)
    assert answer.result().choice == choice


def test_the_tick_of_one_person_is_not_the_next_ones(hall: Terminal) -> None:
    view = SAMPLES["choose_booking"].view
    hall.ask(view)
    hall.tap(Local("pick", BOOKINGS[1].id))
    resting = SAMPLES["attract"].view
    hall.tell(lambda: hall.stage.show(resting))
    hall.ask(view)
    assert Choose(BOOKINGS[0].id) in hall.targets()


def test_a_card_that_is_felt_takes_the_other_ways_away(hall: Terminal) -> None:
    hall.ask(PRESENT)
    assert Choose("walk_in") in hall.targets()
    reading = SAMPLES["present_credential_reading"].view
    hall.tell(lambda: hall.stage.show(reading))
    assert Choose("walk_in") not in hall.targets()


def test_the_number_stays_while_it_is_printed(hall: Terminal) -> None:
    printing = SAMPLES["ticket_printing"].view
    hall.tell(lambda: hall.stage.show(printing))
    assert ISSUED.number in hall.words()
    assert Choose("done") not in hall.targets()
    hall.ask(ISSUED)
    assert ISSUED.number in hall.words()
