"""The supervisor on devices that fail in every way, in virtual time."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import STARTING, DeviceState, DeviceStatus, Paper
from kiosk.hardware.document_printer import cups_faults
from kiosk.hardware.id_card import samv_words
from kiosk.hardware.supervisor import LAST_RETRY_SECONDS, POLL_SECONDS, Pace, of_fault
from kiosk.hardware.ticket_printer import escpos_faults
from tests.fakes import NOW, ONLINE, PAPER_OUT
from tests.hardware.gadget import MISSING, SILENT, UNPLUGGED, Gadget, Watch, events, played


def test_a_device_is_opened_asked_and_asked_again() -> None:
    async def story() -> None:
        gadget = Gadget()
        watch = Watch(id_card=gadget)
        async with watch.running() as supervisor:
            assert supervisor.status("id_card") == STARTING
            await supervisor.all_tried()
            assert supervisor.status("id_card") == ONLINE
            assert watch.changes == 1
            await asyncio.sleep(10 * POLL_SECONDS)
            assert gadget.calls["open"] == 1
            assert gadget.calls["status"] >= 10
            assert watch.changes == 1, "nothing changed, nothing is told"

    logged = played(story)
    assert events(logged) == ["device.status"]


def test_it_asks_and_tries_again_at_the_pace_it_is_given() -> None:
    async def story() -> None:
        gadget = Gadget()
        watch = Watch(Pace(poll=60, first_retry=30, last_retry=30), id_card=gadget)
        async with watch.running() as supervisor:
            await supervisor.all_tried()
            await asyncio.sleep(10 * 60 + 1)
            assert gadget.calls["status"] == 1 + 10
            gadget.answers = SILENT
            await asyncio.sleep(60 + 10 * 30 * 1.2)
            gaps = [later - sooner for sooner, later in pairwise(gadget.when[1:])]
            assert len(gaps) >= 8
            assert all(30 * 0.8 <= gap <= 30 * 1.2 for gap in gaps)

    played(story)


def test_paper_out_is_told_and_is_no_loss() -> None:
    async def story() -> None:
        gadget = Gadget()
        watch = Watch(ticket_printer=gadget)
        async with watch.running() as supervisor:
            await supervisor.all_tried()
            gadget.answers, watch.now = PAPER_OUT, NOW + timedelta(minutes=3)
            await asyncio.sleep(2 * POLL_SECONDS)
            status = supervisor.status("ticket_printer")
            assert status is not None
            assert (status.paper, status.usable) == (Paper.OUT, False)
            assert supervisor.since("ticket_printer") == NOW + timedelta(minutes=3)
            gadget.answers = replace(ONLINE, paper=Paper.FULL)
            await asyncio.sleep(2 * POLL_SECONDS)
            status = supervisor.status("ticket_printer")
            assert status is not None
            assert status.usable
            assert (gadget.calls["open"], watch.changes) == (1, 3)

    logged = played(story)
    assert events(logged) == ["device.status"] * 3


@pytest.mark.parametrize("loss", [UNPLUGGED, SILENT], ids=["raises", "says offline"])
def test_a_loss_is_logged_once_and_its_return_once(loss: DeviceStatus | DeviceFault) -> None:
    async def story() -> None:
        gadget = Gadget()
        async with Watch(id_card=gadget).running() as supervisor:
            await supervisor.all_tried()
            gadget.answers, gadget.opens = loss, MISSING
            await asyncio.sleep(600)
            assert gadget.calls["open"] > 30, "it goes on trying"
            status = supervisor.status("id_card")
            assert status is not None
            assert status.device is DeviceState.NO_DEVICE
            assert not status.usable
            gadget.answers, gadget.opens = ONLINE, None
            await asyncio.sleep(2 * LAST_RETRY_SECONDS)
            assert supervisor.status("id_card") == ONLINE

    logged = played(story)
    assert events(logged, "device.lost", "device.recovered") == ["device.lost", "device.recovered"]
    lost = next(entry for entry in logged if entry["event"] == "device.lost")
    assert (lost["kind"], lost["log_level"]) == ("id_card", "warning")
    back = next(entry for entry in logged if entry["event"] == "device.recovered")
    assert 500 < back["seconds"] < 700  # virtual seconds


def test_each_loss_is_a_new_one() -> None:
    async def story() -> None:
        gadget = Gadget()
        async with Watch(id_card=gadget).running():
            for _ in range(3):
                await asyncio.sleep(30)
                gadget.answers = UNPLUGGED
                await asyncio.sleep(30)
                gadget.answers = ONLINE
            await asyncio.sleep(30)

    logged = played(story)
    assert events(logged, "device.lost", "device.recovered") == ["device.lost", "device.recovered"] * 3


def test_retries_back_off_to_a_bound_and_start_afresh_after_a_recovery() -> None:
    async def story() -> None:
        gadget = Gadget()
        gadget.opens = MISSING
        async with Watch(id_card=gadget).running():
            await asyncio.sleep(120)
            gaps = [later - sooner for sooner, later in pairwise(gadget.when)]
            assert gaps[0] < 1
            assert all(later > sooner for sooner, later in pairwise(gaps[:5]))
            assert max(gaps) <= LAST_RETRY_SECONDS * 1.2
            assert min(gaps[6:]) >= LAST_RETRY_SECONDS * 0.8
            assert len(set(gaps[6:])) > 1, "jitter: two terminals do not knock in step"
            gadget.opens = None
            await asyncio.sleep(30)
            gadget.when.clear()
            gadget.answers, gadget.opens = UNPLUGGED, MISSING
            await asyncio.sleep(POLL_SECONDS + 3)
            assert len(gadget.when) >= 2

    played(story)


def test_a_device_is_closed_between_tries() -> None:
    async def story() -> None:
        gadget = Gadget()
        gadget.answers = SILENT
        async with Watch(id_card=gadget).running() as supervisor:
            await supervisor.all_tried()
            await asyncio.sleep(60)
            assert not gadget.is_open
            assert gadget.calls["open"] == gadget.calls["close"]
            assert supervisor.status("id_card") == SILENT

    logged = played(story)
    assert events(logged, "device.lost") == ["device.lost"], "a device that never answered is lost once"


@pytest.mark.parametrize("lost", [False, True], ids=["at the next poll", "before the next retry"])
def test_look_again_asks_at_once(lost: bool) -> None:
    async def story() -> None:
        gadget = Gadget()
        gadget.opens = MISSING if lost else None
        async with Watch(id_card=gadget).running() as supervisor:
            await asyncio.sleep(300)
            loop = asyncio.get_running_loop()
            began = loop.time()
            gadget.opens, gadget.answers = None, PAPER_OUT
            supervisor.look_again("id_card")
            for _ in range(100):  # turns of the loop
                await asyncio.sleep(0)
            assert supervisor.status("id_card") == PAPER_OUT
            assert loop.time() == began, "no virtual time passed"

    played(story)


def test_a_kind_that_is_not_configured_has_no_status_and_may_be_looked_at() -> None:
    async def story() -> None:
        async with Watch(id_card=Gadget()).running() as supervisor:
            supervisor.look_again("camera")
            assert supervisor.status("camera") is None
            assert supervisor.all().keys() == {"id_card"}

    played(story)


def test_all_tried_does_not_wait_for_a_device_that_never_opens() -> None:
    async def story() -> None:
        absent, silent, fine = Gadget(), Gadget(), Gadget()
        absent.opens, silent.answers = MISSING, UNPLUGGED
        async with Watch(id_card=absent, code_scanner=silent, ticket_printer=fine).running() as supervisor:
            async with asyncio.timeout(5):  # virtual seconds
                await supervisor.all_tried()
            assert STARTING not in supervisor.all().values()

    played(story)


def test_without_devices_there_is_nothing_to_wait_for() -> None:
    async def story() -> None:
        async with asyncio.timeout(1):
            await Watch().supervisor.all_tried()

    played(story)


def test_one_devices_hanging_status_does_not_hold_up_another() -> None:
    async def story() -> None:
        stuck, fine = Gadget(), Gadget()
        async with Watch(id_card=stuck, ticket_printer=fine).running() as supervisor:
            await supervisor.all_tried()
            stuck.hangs.add("status")
            await asyncio.sleep(2 * POLL_SECONDS)
            fine.answers = PAPER_OUT
            await asyncio.sleep(2 * POLL_SECONDS)
            assert supervisor.status("ticket_printer") == PAPER_OUT
            assert stuck.calls["status"] == 2

    played(story)


@pytest.mark.parametrize("fault", [None, MISSING], ids=["online", "lost"])
def test_every_device_is_closed_when_the_terminal_stops(fault: Exception | None) -> None:
    async def story() -> None:
        first, second = Gadget(), Gadget()
        first.opens = fault
        watch = Watch(id_card=first, ticket_printer=second)
        async with watch.running() as supervisor:
            await supervisor.all_tried()
        assert not first.is_open
        assert not second.is_open
        assert first.calls["close"] >= 1
        assert second.calls["close"] == 1
        assert watch.work is not None
        assert watch.work.cancelled()

    played(story)


@pytest.mark.parametrize("where", ["opens", "answers"])
def test_a_drivers_mistake_costs_its_own_device_alone(where: str) -> None:
    async def story() -> None:
        broken, fine = Gadget(), Gadget()
        setattr(broken, where, ZeroDivisionError("a driver's mistake"))
        async with Watch(id_card=broken, ticket_printer=fine).running() as supervisor:
            await supervisor.all_tried()
            await asyncio.sleep(120)
            assert supervisor.status("ticket_printer") == ONLINE
            status = supervisor.status("id_card")
            assert status is not None
            assert (status.device, status.code) == (DeviceState.HARDWARE_ERROR, "internal")
            broken.opens, broken.answers = None, ONLINE
            await asyncio.sleep(2 * LAST_RETRY_SECONDS)
            assert supervisor.status("id_card") == ONLINE

    logged = played(story)
    assert events(logged, "device.broke", "device.lost", "device.recovered") == [
        "device.broke",
        "device.lost",
        "device.recovered",
    ]


WIRE = {"port_missing", "unplugged", "unreachable", "busy", "port_busy", "port_denied", "port_unusable"}
WIRE |= {"no_answer", "stalled", "closed", "library_missing", "library_unusable", "library_other_abi"}
WIRE |= {"queue_missing", "queue_paused"}
FAULTS = {
    code: state
    for table in (samv_words.FAULTS, escpos_faults.FAULTS, cups_faults.FAULTS)
    for code, (state, _action) in table.items()
    if code in WIRE
}


@pytest.mark.parametrize(
    ("code", "state"), [*FAULTS.items(), ("code_of_a_later_driver", DeviceState.HARDWARE_ERROR)]
)
def test_a_fault_that_is_raised_leaves_the_status_that_its_driver_would_say(
    code: str, state: DeviceState
) -> None:
    status = of_fault(DeviceFault("id_card", code, Action.MAINTENANCE))
    assert status == DeviceStatus(state, action=Action.MAINTENANCE, code=code)
    assert not status.usable


@pytest.mark.parametrize("steps", range(5))
def test_it_ends_also_when_told_to_look_again_just_then(steps: int) -> None:
    async def story() -> None:
        supervisor = Watch(id_card=Gadget()).supervisor
        work = asyncio.create_task(supervisor.run())
        await supervisor.all_tried()
        await asyncio.sleep(POLL_SECONDS / 2)
        supervisor.look_again("id_card")
        for _ in range(steps):
            await asyncio.sleep(0)
        work.cancel()
        assert (await asyncio.wait({work}, timeout=60))[0], "the cancellation was lost"

    played(story)
