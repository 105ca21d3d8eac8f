from dataclasses import replace

from kiosk.journeys.stage import SessionInfo, Snapshot
from kiosk.screens.countdown import Countdown
from kiosk.screens.widgets.rings import minutes
from tools.sample_views import HOME, SAMPLES

STILL_THERE = SAMPLES["still_there"].view


def until(deadline: float | None) -> Snapshot:
    return Snapshot(1, HOME, SessionInfo(deadline=deadline))


def test_it_counts_whole_seconds_down_to_nothing() -> None:
    countdown = Countdown()
    countdown.follow(until(1120.0), now=1000.0)
    assert (countdown.left(1000.0), countdown.left(1000.5), countdown.left(1119.9)) == (120, 120, 1)
    assert countdown.left(1300.0) == 0
    assert countdown.whole == 120


def test_a_touch_fills_the_ring_again() -> None:
    countdown = Countdown()
    countdown.follow(until(1120.0), now=1000.0)
    countdown.follow(until(1210.0), now=1090.0)
    assert (countdown.left(1090.0), countdown.whole) == (120, 120)


def test_the_question_is_the_tail_of_the_old_time() -> None:
    countdown = Countdown()
    countdown.follow(until(1120.0), now=1000.0)
    countdown.follow(replace(until(1140.0), view=STILL_THERE), now=1120.0)
    assert (countdown.left(1120.0), countdown.whole) == (20, 120)


def test_without_a_deadline_there_is_nothing_to_count() -> None:
    countdown = Countdown()
    countdown.follow(until(1120.0), now=1000.0)
    countdown.follow(until(None), now=1000.0)
    assert (countdown.left(1000.0), countdown.whole) == (None, None)


def test_seconds_are_told_as_minutes() -> None:
    assert [minutes(s) for s in (0, 9, 60, 108, 300)] == ["0:00", "0:09", "1:00", "1:48", "5:00"]
