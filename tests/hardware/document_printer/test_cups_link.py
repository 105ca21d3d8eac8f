"""One connection in a thread of its own: what becomes of it, and of libcups' errors."""

from __future__ import annotations

import asyncio
import threading

import pytest

from kiosk.errors import DeviceFault
from kiosk.hardware.document_printer.cups_link import Connection, CupsLink
from simulator.cups import PrivateCups


async def test_given_up_it_does_nothing_more(cups: PrivateCups) -> None:
    link = CupsLink(cups.server)
    begun, go = threading.Event(), threading.Event()

    def work(connection: Connection) -> None:
        begun.set()
        go.wait(20)
        connection.createJob("A4", "late", {})

    late = asyncio.create_task(link.call(work, 20))
    await asyncio.to_thread(begun.wait, 20)
    link.abandon()
    go.set()
    with pytest.raises(DeviceFault, match="unreachable"):
        await late
    assert await CupsLink(cups.server).call(lambda connection: connection.getJobs("all"), 20) == {}


async def test_a_call_that_nobody_waits_for_any_more_is_not_begun(cups: PrivateCups) -> None:
    link = CupsLink(cups.server)
    begun, go = threading.Event(), threading.Event()

    def first(_connection: Connection) -> None:
        begun.set()
        go.wait(20)

    holding = asyncio.create_task(link.call(first, 20))
    await asyncio.to_thread(begun.wait, 20)
    done: list[str] = []
    with pytest.raises(DeviceFault, match="no_answer"):
        await link.call(lambda _connection: done.append("second"), 0.05)
    go.set()
    await holding
    await link.call(lambda _connection: done.append("third"), 20)
    assert done == ["third"]
    link.abandon()


async def test_a_mistake_of_ours_stays_what_it_is(cups: PrivateCups) -> None:
    link = CupsLink(cups.server)
    with pytest.raises(ZeroDivisionError):
        await link.call(lambda _connection: 1 // 0, 20)
    link.abandon()


async def test_giving_up_touches_no_other_server(cups: PrivateCups) -> None:
    link, far, near = CupsLink(cups.server), CupsLink(cups.server), CupsLink(cups.socket)
    for one in (link, far, near):
        await one.call(lambda connection: connection.getDefault(), 20)
    link.abandon()
    assert await near.call(lambda connection: connection.getJobs("all"), 20) == {}
    near.abandon()
    far.abandon()
