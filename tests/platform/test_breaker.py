from __future__ import annotations

import asyncio

import pytest

from kiosk.errors import PlatformUnavailable
from kiosk.platform.breaker import Breaker


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


async def opened(clock: Clock) -> Breaker:
    breaker = Breaker(failures=3, rest_seconds=2, join_seconds=0.1, now=clock)
    for _ in range(3):
        await breaker.admit()
        breaker.unanswered("cut")
    return breaker


async def test_opens_after_the_third_silence_in_a_row_and_tells_why() -> None:
    breaker = Breaker(failures=3, now=Clock())
    for why in ("cut", "cut", "refused"):
        assert not breaker.is_open
        await breaker.admit()
        breaker.unanswered(why)
    assert breaker.is_open
    with pytest.raises(PlatformUnavailable, match="refused"):
        await breaker.admit()


async def test_an_answer_between_starts_the_count_again() -> None:
    breaker = Breaker(failures=3, now=Clock())
    for _ in range(4):
        breaker.unanswered("cut")
        breaker.unanswered("cut")
        breaker.answered()
    assert not breaker.is_open


async def test_a_whole_deadline_of_silence_opens_at_once() -> None:
    breaker = Breaker(failures=3, now=Clock())
    breaker.unanswered("no answer in time", deadline_passed=True)
    assert breaker.is_open


async def test_opened_by_one_deadline_a_silent_probe_rests_again_too() -> None:
    clock = Clock()
    breaker = Breaker(failures=3, rest_seconds=2, now=clock)
    breaker.unanswered("no answer in time", deadline_passed=True)
    clock.seconds = 2
    await breaker.admit()
    breaker.unanswered("cut")
    with pytest.raises(PlatformUnavailable):
        await breaker.admit()


async def test_after_the_rest_one_may_try_and_an_answer_closes() -> None:
    clock = Clock()
    breaker = await opened(clock)
    clock.seconds = 1.9
    with pytest.raises(PlatformUnavailable):
        await breaker.admit()
    clock.seconds = 2
    await breaker.admit()
    breaker.answered()
    await breaker.admit()
    assert not breaker.is_open


async def test_a_knock_ends_the_rest_for_one() -> None:
    breaker = await opened(Clock())
    breaker.knock()
    await breaker.admit()
    breaker.unanswered("still cut")
    with pytest.raises(PlatformUnavailable, match="still cut"):
        await breaker.admit()


async def test_a_knock_does_not_wait_for_a_probe_that_hangs() -> None:
    clock = Clock()
    breaker = await opened(clock)
    clock.seconds = 2
    await breaker.admit()
    breaker.knock()
    await breaker.admit()


async def test_a_knock_at_an_open_door_changes_nothing() -> None:
    breaker = Breaker(failures=3, now=Clock())
    breaker.unanswered("cut")
    breaker.knock()
    assert not breaker.is_open
    breaker.unanswered("cut")
    breaker.unanswered("cut")
    assert breaker.is_open


async def test_a_silent_probe_rests_again() -> None:
    clock = Clock()
    breaker = await opened(clock)
    clock.seconds = 2
    await breaker.admit()
    breaker.unanswered("still cut")
    clock.seconds = 3.9
    with pytest.raises(PlatformUnavailable, match="still cut"):
        await breaker.admit()
    clock.seconds = 4
    await breaker.admit()


async def test_a_second_request_waits_for_the_probes_verdict() -> None:
    clock = Clock()
    for end, admitted in ((Breaker.answered, True), (lambda b: b.unanswered("cut"), False)):
        breaker = await opened(clock)
        clock.seconds += 2
        await breaker.admit()
        second = asyncio.create_task(breaker.admit())
        await asyncio.sleep(0)
        assert not second.done()
        end(breaker)
        [outcome] = await asyncio.gather(second, return_exceptions=True)
        assert (outcome is None) is admitted, outcome


async def test_a_second_request_does_not_wait_for_a_probe_that_hangs() -> None:
    clock = Clock()
    breaker = await opened(clock)
    clock.seconds = 2
    await breaker.admit()
    with pytest.raises(PlatformUnavailable):
        await breaker.admit()


async def test_a_probe_that_was_given_up_leaves_room_for_another() -> None:
    clock = Clock()
    breaker = await opened(clock)
    clock.seconds = 2
    await breaker.admit()
    breaker.withdrawn()
    await breaker.admit()
