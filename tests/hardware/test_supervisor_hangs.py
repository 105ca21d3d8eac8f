"""Drivers whose calls do not return: given up, let go, taken back, and in nobody's way."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from kiosk.errors import Action
from kiosk.hardware.calls import SECONDS
from kiosk.hardware.device import STARTING, DeviceState, DeviceStatus
from kiosk.hardware.supervisor import LAST_RETRY_SECONDS, POLL_SECONDS, START_SECONDS
from tests.fakes import ONLINE, PAPER_OUT
from tests.hardware.gadget import Gadget, Watch, events, played

STALLED = DeviceStatus(DeviceState.OFFLINE, action=Action.RESET, code="stalled")
A_WHILE = 10 * sum(SECONDS.values())


class Restarting(Gadget):
    """What hangs in it can be killed."""

    async def restart(self) -> None:
        await self._called("restart")
        self.stays.clear()
        self.hangs.clear()
        self.mended.set()


@pytest.mark.parametrize("call", ["open", "status"])
def test_a_call_that_hangs_is_given_up_and_the_device_taken_back(call: str) -> None:
    async def story() -> None:
        gadget = Gadget()
        async with Watch(id_card=gadget).running() as supervisor:
            await supervisor.all_tried()
            if call == "open":  # it has to be lost before it is opened again
                gadget.answers = STALLED
            gadget.hangs.add(call)
            await asyncio.sleep(A_WHILE)
            assert supervisor.status("id_card") == STALLED
            assert gadget.calls["open"] > 3, "it goes on trying"
            assert gadget.calls["close"] >= gadget.calls["open"] - 1
            gadget.hangs.clear()
            gadget.answers = ONLINE
            await asyncio.sleep(SECONDS[call] + 2 * LAST_RETRY_SECONDS)
            assert supervisor.status("id_card") == ONLINE

    logged = played(story)
    assert events(logged, "device.lost", "device.recovered") == ["device.lost", "device.recovered"]
    assert [entry["call"] for entry in logged if entry["event"] == "device.stalled"] in ([call], [])


def test_a_stall_is_said_once_with_the_call_that_hung() -> None:
    async def story() -> None:
        gadget = Gadget()
        async with Watch(id_card=gadget).running():
            await asyncio.sleep(5)
            gadget.hangs.add("status")
            await asyncio.sleep(A_WHILE)

    stalls = [entry for entry in played(story) if entry["event"] == "device.stalled"]
    assert [(entry["kind"], entry["call"], entry["seconds"]) for entry in stalls] == [
        ("id_card", "status", SECONDS["status"])
    ]


@pytest.mark.parametrize("call", ["open", "status"])
def test_a_driver_may_ask_for_another_deadline(call: str) -> None:
    async def story() -> None:
        gadget, patient = Gadget(), Gadget()
        patient.deadlines = {call: 100.0}
        gadget.hangs.add(call)
        patient.hangs.add(call)
        async with Watch(id_card=gadget, camera=patient).running() as supervisor:
            await asyncio.sleep(90)
            assert supervisor.status("id_card") == STALLED
            assert supervisor.status("camera") == STARTING
            await asyncio.sleep(20)
            assert supervisor.status("camera") == STALLED

    played(story)


def test_retries_after_a_stall_back_off() -> None:
    async def story() -> None:
        gadget = Gadget()
        gadget.hangs.add("open")
        async with Watch(id_card=gadget).running():
            await asyncio.sleep(A_WHILE)
            gaps = [later - sooner - SECONDS["open"] for sooner, later in pairwise(gadget.when)]
            assert gaps[0] < 1
            assert all(later > sooner for sooner, later in pairwise(gaps[:4]))
            assert max(gaps) <= LAST_RETRY_SECONDS * 1.2
            assert len(set(gaps[6:])) > 1, "jitter"

    played(story)


def test_nothing_new_is_asked_of_a_driver_that_never_returns() -> None:
    async def story() -> None:
        gadget = Gadget()
        async with Watch(id_card=gadget).running() as supervisor:
            await supervisor.all_tried()
            gadget.stays.update({"status", "close", "open"})
            gadget.calls.clear()
            await asyncio.sleep(3600)
            assert supervisor.status("id_card") == STALLED
            assert gadget.calls["status"] <= 2
            assert (gadget.calls["close"], gadget.calls["open"]) == (1, 0), "calls do not pile up"
            gadget.stays.clear()
            gadget.mended.set()
            await asyncio.sleep(2 * LAST_RETRY_SECONDS)
            assert supervisor.status("id_card") == ONLINE

    assert events(played(story), "device.lost", "device.recovered") == ["device.lost", "device.recovered"]


@pytest.mark.parametrize("call", ["open", "status"])
@pytest.mark.parametrize("how", ["hangs", "stays"])
def test_what_can_be_restarted_is_restarted(call: str, how: str) -> None:
    async def story() -> None:
        gadget = Restarting()
        getattr(gadget, how).add(call)
        async with Watch(id_card=gadget).running() as supervisor:
            await asyncio.sleep(SECONDS[call] + 2)
            assert gadget.calls["restart"] == 1
            assert supervisor.status("id_card") == ONLINE
            await asyncio.sleep(60)
            assert gadget.calls["restart"] == 1, "once mended it is left alone"

    played(story)


def test_a_loss_that_is_no_stall_restarts_nothing() -> None:
    async def story() -> None:
        gadget = Restarting()
        gadget.answers = DeviceStatus(DeviceState.OFFLINE, code="no_answer")
        async with Watch(id_card=gadget).running():
            await asyncio.sleep(60)
            assert gadget.calls["restart"] == 0

    played(story)


@pytest.mark.parametrize("how", ["hangs", "stays"])
def test_a_close_that_hangs_is_given_up_too(how: str) -> None:
    async def story() -> None:
        gadget = Gadget()
        async with Watch(id_card=gadget).running() as supervisor:
            await supervisor.all_tried()
            getattr(gadget, how).add("close")
            gadget.answers = STALLED
            await asyncio.sleep(60)
            gadget.answers = ONLINE
            gadget.stays.clear()
            gadget.mended.set()
            await asyncio.sleep(SECONDS["close"] + 2 * LAST_RETRY_SECONDS)
            assert supervisor.status("id_card") == ONLINE

    played(story)


def test_a_close_that_fails_costs_nobody_anything() -> None:
    class Failing(Gadget):
        async def close(self) -> None:
            await super().close()
            raise ZeroDivisionError("a driver's mistake")

    async def story() -> None:
        failing, fine = Failing(), Gadget()
        failing.answers = STALLED
        watch = Watch(id_card=failing, ticket_printer=fine)
        async with watch.running() as supervisor:
            await asyncio.sleep(60)
            assert supervisor.status("ticket_printer") == ONLINE
            assert failing.calls["open"] > 3
        assert watch.work is not None
        assert watch.work.cancelled()

    assert "device.broke" in events(played(story))


def test_a_driver_that_cancels_itself_is_watched_on() -> None:
    async def story() -> None:
        gadget = Gadget()
        gadget.opens = asyncio.CancelledError()
        async with Watch(id_card=gadget).running() as supervisor:
            await asyncio.sleep(60)
            status = supervisor.status("id_card")
            assert status is not None
            assert status.code == "internal"
            gadget.opens = None
            await asyncio.sleep(2 * LAST_RETRY_SECONDS)
            assert supervisor.status("id_card") == ONLINE

    played(story)


@pytest.mark.parametrize("call", ["open", "status", "close"])
def test_one_that_never_returns_holds_up_nobody(call: str) -> None:
    async def story() -> None:
        stuck, fine = Gadget(), Gadget()
        stuck.stays.add(call)
        stuck.answers = STALLED
        async with Watch(id_card=stuck, ticket_printer=fine).running() as supervisor:
            await asyncio.sleep(60)
            fine.answers = PAPER_OUT
            await asyncio.sleep(2 * POLL_SECONDS)
            assert supervisor.status("ticket_printer") == PAPER_OUT

    played(story)


def test_the_terminal_starts_without_a_device_that_hangs() -> None:
    async def story() -> None:
        stuck, fine = Gadget(), Gadget()
        stuck.deadlines = {"open": 600.0}
        stuck.stays.add("open")
        async with Watch(id_card=stuck, ticket_printer=fine).running() as supervisor:
            async with asyncio.timeout(START_SECONDS + 1):  # virtual seconds
                await supervisor.all_tried()
            assert supervisor.status("id_card") == STARTING
            assert supervisor.status("ticket_printer") == ONLINE

    played(story)


@pytest.mark.parametrize("call", ["open", "status", "close", "self_test"])
@pytest.mark.parametrize("after", [1.0, 12.0, 300.0])
def test_the_terminal_ends_in_spite_of_a_device_that_hangs(call: str, after: float) -> None:
    async def story() -> None:
        stuck, fine = Gadget(), Gadget()
        stuck.stays.add(call)
        watch = Watch(id_card=stuck, ticket_printer=fine)
        async with watch.running() as supervisor:
            asking = asyncio.create_task(supervisor.test("id_card"))
            await asyncio.sleep(after)
            assert watch.work is not None
            watch.work.cancel()
            ended, _ = await asyncio.wait({watch.work}, timeout=SECONDS["close"] + 1)
            assert ended, "it ends within the deadline of a close"
            assert not fine.is_open
            await asyncio.sleep(0)
            assert asking.done(), "whoever waits for a test is told"

    played(story)
