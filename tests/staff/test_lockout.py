"""A PIN search is stopped: attempts an hour are bounded, and a restart does not help."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.staff.lockout import NAME, Lockout
from tests.fakes import NOW


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def tries_within(lockout: Lockout, clock: Clock, number: str, hours: int) -> int:
    """Somebody who tries as often as they may."""
    end, tries = clock.now + timedelta(hours=hours), 0
    while clock.now < end:
        clock.now += timedelta(seconds=lockout.seconds_left(number))
        if clock.now >= end:
            break
        lockout.wrong(number)
        tries += 1
    return tries


def test_three_tries_are_free_then_the_wait_doubles(tmp_path: Path) -> None:
    lockout = Lockout(tmp_path, Clock())
    assert [lockout.wrong("1001") for _ in range(5)] == [0, 0, 30, 60, 120]


@pytest.mark.parametrize(("hours", "most"), [(1, 10), (24, 34)])
def test_attempts_are_bounded(tmp_path: Path, hours: int, most: int) -> None:
    clock = Clock()
    assert tries_within(Lockout(tmp_path, clock), clock, "1001", hours) <= most


def test_the_wait_survives_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    lockout = Lockout(tmp_path, clock)
    for _ in range(6):
        lockout.wrong("1001")
    assert Lockout(tmp_path, clock).seconds_left("1001") == 240


def test_the_right_pin_clears_its_own_number_only(tmp_path: Path) -> None:
    lockout = Lockout(tmp_path, Clock())
    for _ in range(3):
        lockout.wrong("1001")
        lockout.wrong("1002")
    lockout.right("1002")
    assert (lockout.seconds_left("1001"), lockout.seconds_left("1002")) == (30, 0)


def test_a_clock_set_back_does_not_lengthen_the_wait(tmp_path: Path) -> None:
    clock = Clock()
    lockout = Lockout(tmp_path, clock)
    for _ in range(3):
        lockout.wrong("1001")
    clock.now -= timedelta(days=1)
    assert lockout.seconds_left("1001") == 30
    clock.now += timedelta(seconds=30)
    assert lockout.seconds_left("1001") == 0, "and not until the old hour comes round again"


def test_a_refusal_is_told_once_a_wait(tmp_path: Path) -> None:
    lockout = Lockout(tmp_path, Clock())
    for _ in range(3):
        lockout.wrong("1001")
    assert [lockout.refused("1001") for _ in range(3)] == [True, False, False]
    lockout.wrong("1001")
    assert lockout.refused("1001")


def test_a_damaged_file_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("{half")
    assert Lockout(tmp_path, Clock()).seconds_left("1001") == 0
