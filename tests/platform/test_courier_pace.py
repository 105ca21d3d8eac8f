from __future__ import annotations

import pytest

from kiosk.platform.courier_pace import DOWN, Backoff, Pace

LEAST = Backoff(base=1, cap=300, dice=lambda: 0.0)
MOST = Backoff(base=1, cap=300, dice=lambda: 1.0)


@pytest.mark.parametrize(("tries", "most"), [(1, 1), (2, 2), (3, 4), (9, 256), (10, 300), (10_000, 300)])
def test_the_wait_doubles_to_its_cap_with_half_of_it_left_to_the_dice(tries: int, most: float) -> None:
    assert MOST.seconds(tries) == most
    assert LEAST.seconds(tries) == most / 2
    assert most / 2 <= Backoff(1, 300).seconds(tries) <= most


def test_two_terminals_do_not_wait_alike() -> None:
    assert len({Backoff().seconds(5) for _ in range(20)}) > 1


def failed(pace: Pace, times: int, wait: float = 0) -> None:
    for _ in range(times):
        pace.failed(100, wait=wait)


def test_the_line_is_down_after_some_failures_in_a_row() -> None:
    pace = Pace(MOST)
    failed(pace, DOWN - 1)
    assert (pace.doubtful, pace.down, pace.resume_at) == (True, False, 0)
    failed(pace, 1)
    assert (pace.down, pace.resume_at) == (True, 101)
    failed(pace, 3)
    assert pace.resume_at == 108


def test_one_letter_getting_through_ends_it() -> None:
    pace = Pace(MOST)
    failed(pace, 1)
    assert not pace.carried()
    failed(pace, DOWN)
    assert pace.carried()
    assert (pace.doubtful, pace.down, pace.resume_at) == (False, False, 0)


def test_what_would_meet_all_letters_stops_the_line_at_once() -> None:
    pace = Pace(MOST)
    pace.failed(100, all_letters=True)
    assert (pace.down, pace.resume_at) == (True, 101)


def test_the_platforms_own_wish_is_the_least_wait() -> None:
    pace = Pace(MOST)
    pace.failed(100, wait=30, all_letters=True)
    assert pace.resume_at == 130
    pace.failed(100, wait=1)
    assert pace.resume_at == 102


def test_who_insists_need_not_wait() -> None:
    pace = Pace(MOST)
    failed(pace, 9)
    pace.insist()
    assert (pace.resume_at, pace.down) == (0, True)
