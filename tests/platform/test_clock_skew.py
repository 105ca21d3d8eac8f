from __future__ import annotations

from email.utils import formatdate

import pytest

from kiosk.errors import PlatformRefused
from kiosk.platform import Help
from tests.platform.samples import HALL, HEARTBEAT_REPLY
from tests.platform.scripted import Scripted, answer, problem
from tests.platform.terminal import reference

PLATFORM_TIME = 1795190400
SLOW = PLATFORM_TIME - 7200


def slow_clock() -> float:
    return SLOW


async def timestamps(server: Scripted, calls: int = 1) -> list[int]:
    platform = reference(server.base_url, now=slow_clock)
    for _ in range(calls):
        await platform.hall_status()
    await platform.close()
    return [int(seen.headers["x-timestamp"]) for seen in server.seen]


async def test_the_platforms_time_is_taken_over_and_kept() -> None:
    skew = problem("clock_skew", 401, "after_correction", server_time=PLATFORM_TIME)
    async with Scripted(skew, answer(HALL)) as server:
        assert await timestamps(server, calls=2) == [SLOW, PLATFORM_TIME, PLATFORM_TIME]


async def test_without_server_time_the_date_header_tells() -> None:
    date = {"Date": formatdate(PLATFORM_TIME, usegmt=True)}
    skew = problem("clock_skew", 401, "after_correction", headers=date)
    async with Scripted(skew, answer(HALL)) as server:
        assert await timestamps(server) == [SLOW, PLATFORM_TIME]


@pytest.mark.parametrize("headers", [{}, {"Date": "yesterday"}])
async def test_a_platform_that_does_not_tell_its_time(headers: dict[str, str]) -> None:
    async with Scripted(problem("clock_skew", 401, "after_correction", headers=headers)) as server:
        with pytest.raises(PlatformRefused, match="clock_skew"):
            await timestamps(server)
    assert len(server.seen) == 2


async def test_signed_again_once_only() -> None:
    async with Scripted(problem("clock_skew", 401, "after_correction", server_time=1)) as server:
        with pytest.raises(PlatformRefused, match="clock_skew"):
            await timestamps(server)
    assert len(server.seen) == 2


async def test_a_heartbeat_sets_the_clock_before_it_is_refused() -> None:
    async with Scripted(answer(HEARTBEAT_REPLY), answer(HALL)) as server:
        platform = reference(server.base_url, now=slow_clock)
        await platform.heartbeat(Help())
        await platform.hall_status()
        await platform.close()
    assert int(server.seen[1].headers["x-timestamp"]) == PLATFORM_TIME
