"""A platform that does not answer must cost a journey milliseconds, not one time-out after another."""

from __future__ import annotations

import asyncio
import socket
from uuid import uuid4

import pytest

from kiosk.domain.booking import Source, TicketRequest
from kiosk.errors import PlatformUnavailable
from kiosk.platform import Help
from kiosk.platform.breaker import Breaker
from tests.platform.samples import HALL, HEARTBEAT_REPLY, TICKET
from tests.platform.scripted import Scripted, answer, cut, hang
from tests.platform.terminal import reference

WALK_IN = TicketRequest(Source.WALK_IN, area_code="A")


class Clock:
    """The breaker's seconds, which pass when the test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


async def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    platform = reference(f"http://127.0.0.1:{port}/kiosk/v1")
    with pytest.raises(PlatformUnavailable, match="cannot connect"):
        await platform.hall_status()
    assert not platform.link_up
    await platform.close()


async def test_the_first_call_tells_the_true_reason_and_the_next_asks_nobody() -> None:
    async with Scripted(cut) as server:
        platform = reference(server.base_url, breaker=Breaker(now=Clock()))
        with pytest.raises(PlatformUnavailable, match="RemoteProtocolError") as first:
            await platform.hall_status()
        assert "not asked" not in str(first.value)
        asked = len(server.seen)
        assert asked == 3
        with pytest.raises(PlatformUnavailable, match=r"not asked.*RemoteProtocolError"):
            await platform.issue_ticket(WALK_IN, key=uuid4(), citizen=None)
        assert len(server.seen) == asked
        assert not platform.link_up
        await platform.close()


async def test_one_hanging_call_spares_the_next_citizen() -> None:
    async with Scripted(hang) as server:
        platform = reference(server.base_url, seconds=0.5, breaker=Breaker(now=Clock()))
        with pytest.raises(PlatformUnavailable, match="in time"):
            await platform.hall_status()
        asked = len(server.seen)
        with pytest.raises(PlatformUnavailable, match="not asked"):
            await platform.hall_status()
        assert len(server.seen) == asked
        await platform.close()


async def test_a_citizens_retry_after_a_few_seconds_goes_out() -> None:
    clock = Clock()
    async with Scripted(cut) as server:
        platform = reference(server.base_url, breaker=Breaker(now=clock))
        with pytest.raises(PlatformUnavailable):
            await platform.issue_ticket(WALK_IN, key=uuid4(), citizen=None)
        server.then(answer(TICKET, 201))
        clock.seconds += 2
        ticket = await platform.issue_ticket(WALK_IN, key=uuid4(), citizen=None)
        assert ticket.number == "A023"
        await platform.close()


async def test_a_citizens_retry_goes_out_at_once_when_the_journey_knocks() -> None:
    async with Scripted(cut) as server:
        platform = reference(server.base_url, breaker=Breaker(now=Clock()))
        with pytest.raises(PlatformUnavailable):
            await platform.issue_ticket(WALK_IN, key=uuid4(), citizen=None)
        server.then(answer(TICKET, 201))
        platform.knock()
        assert (await platform.issue_ticket(WALK_IN, key=uuid4(), citizen=None)).number == "A023"
        await platform.close()


async def test_a_heartbeat_in_the_background_opens_the_way_again() -> None:
    clock = Clock()
    async with Scripted(cut) as server:
        platform = reference(server.base_url, breaker=Breaker(now=clock))
        with pytest.raises(PlatformUnavailable):
            await platform.hall_status()
        server.then(answer(HEARTBEAT_REPLY), answer(HALL))
        clock.seconds += 2
        await platform.heartbeat(Help())
        await platform.hall_status()
        assert platform.link_up
        await platform.close()


async def test_a_probe_that_fails_is_one_request_only() -> None:
    clock = Clock()
    async with Scripted(cut) as server:
        platform = reference(server.base_url, breaker=Breaker(now=clock))
        with pytest.raises(PlatformUnavailable):
            await platform.hall_status()
        asked = len(server.seen)
        clock.seconds += 2
        with pytest.raises(PlatformUnavailable, match="RemoteProtocolError"):
            await platform.hall_status()
        assert len(server.seen) == asked + 1
        await platform.close()


async def test_a_citizen_who_leaves_during_the_probe_leaves_room_for_another() -> None:
    clock = Clock()
    async with Scripted(cut) as server:
        platform = reference(server.base_url, breaker=Breaker(now=clock))
        with pytest.raises(PlatformUnavailable):
            await platform.hall_status()
        asked = len(server.seen)
        server.then(hang, answer(HALL))
        clock.seconds += 2
        leaving = asyncio.create_task(platform.hall_status())
        async with asyncio.timeout(10):
            while len(server.seen) == asked:
                await asyncio.sleep(0.01)
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        assert (await platform.hall_status()).waiting == 5
        await platform.close()
