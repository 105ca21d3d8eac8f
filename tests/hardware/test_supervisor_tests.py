"""Self-tests on demand: in the polling's turn, kept with their time, and never an exception."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.errors import Action
from kiosk.hardware.device import DeviceState, DeviceStatus, Media, Paper
from kiosk.hardware.supervisor import POLL_SECONDS, SelfTest
from tests.fakes import NOW, ONLINE
from tests.hardware.gadget import MISSING, SILENT, UNPLUGGED, Gadget, Watch, events, played

WORN = DeviceStatus(DeviceState.HARDWARE_ERROR, action=Action.MAINTENANCE, code="unconfirmed")


def test_a_test_is_done_at_once_and_kept_with_its_time() -> None:
    async def story() -> None:
        gadget = Gadget()
        watch = Watch(id_card=gadget)
        async with watch.running() as supervisor:
            await supervisor.all_tried()
            assert supervisor.last_test("id_card") is None
            watch.now = NOW + timedelta(minutes=5)
            loop = asyncio.get_running_loop()
            began = loop.time()
            assert await supervisor.test("id_card") == ONLINE
            assert loop.time() == began, "it does not wait for the next poll"
            assert supervisor.last_test("id_card") == SelfTest(NOW + timedelta(minutes=5), ONLINE)
            assert gadget.calls["self_test"] == 1
            assert watch.changes == 1, "a good test is no change"

    played(story)


def test_polling_waits_for_the_test() -> None:
    async def story() -> None:
        gadget = Gadget()
        gadget.hangs.add("self_test")
        async with Watch(id_card=gadget).running() as supervisor:
            await supervisor.all_tried()
            asking = asyncio.create_task(supervisor.test("id_card"))
            await asyncio.sleep(1)
            polls = gadget.calls["status"]
            await asyncio.sleep(10 * POLL_SECONDS)
            assert gadget.calls["status"] == polls
            assert not asking.done()

    played(story)


def test_a_bad_outcome_is_kept_and_the_device_asked_how_it_is() -> None:
    async def story() -> None:
        gadget = Gadget()
        gadget.tests = WORN
        async with Watch(id_card=gadget).running() as supervisor:
            assert await supervisor.test("id_card") == WORN
            await asyncio.sleep(1)
            assert supervisor.last_test("id_card") == SelfTest(NOW, WORN)
            assert supervisor.status("id_card") == ONLINE, "its own word"

    assert "device.lost" not in events(played(story))


def test_a_fault_in_the_test_is_its_outcome() -> None:
    async def story() -> None:
        gadget = Gadget()
        gadget.tests = UNPLUGGED
        async with Watch(id_card=gadget).running() as supervisor:
            outcome = await supervisor.test("id_card")
            assert (outcome.device, outcome.code) == (DeviceState.NO_DEVICE, "unplugged")

    played(story)


@pytest.mark.parametrize(("tests", "code"), [(ZeroDivisionError("a mistake"), "internal"), (None, "stalled")])
def test_a_test_that_breaks_or_hangs_costs_the_device_and_is_told(tests: Exception | None, code: str) -> None:
    async def story() -> None:
        gadget = Gadget()
        if tests is None:
            gadget.hangs.add("self_test")
        else:
            gadget.tests = tests
        async with Watch(id_card=gadget).running() as supervisor:
            await supervisor.all_tried()
            outcome = await supervisor.test("id_card")
            assert outcome.code == code
            await asyncio.sleep(0)
            assert supervisor.status("id_card") == outcome
            await asyncio.sleep(10)
            assert supervisor.status("id_card") == ONLINE

    logged = played(story)
    assert events(logged, "device.lost", "device.recovered") == ["device.lost", "device.recovered"]


def test_a_lost_device_is_tried_before_its_test() -> None:
    async def story() -> None:
        gadget = Gadget()
        gadget.opens = MISSING
        async with Watch(id_card=gadget).running() as supervisor:
            await asyncio.sleep(120)
            loop = asyncio.get_running_loop()
            began = loop.time()
            outcome = await supervisor.test("id_card")
            assert outcome.code == "port_missing"
            last = supervisor.last_test("id_card")
            assert last is not None
            assert last.outcome == outcome
            assert gadget.calls["self_test"] == 0
            gadget.opens = None
            assert await supervisor.test("id_card") == ONLINE
            assert gadget.calls["self_test"] == 1
            assert loop.time() == began

    played(story)


def test_two_who_ask_share_one_test() -> None:
    async def story() -> None:
        gadget = Gadget()
        async with Watch(id_card=gadget).running() as supervisor:
            await supervisor.all_tried()
            told = await asyncio.gather(supervisor.test("id_card"), supervisor.test("id_card"))
            assert set(told) == {ONLINE}
            assert gadget.calls["self_test"] == 1

    played(story)


def test_whoever_gives_up_waiting_leaves_nothing_behind() -> None:
    async def story() -> None:
        gadget = Gadget()
        async with Watch(id_card=gadget).running() as supervisor:
            await supervisor.all_tried()
            gadget.stays.add("status")
            await asyncio.sleep(POLL_SECONDS + 1)
            asking = asyncio.create_task(supervisor.test("id_card"))
            await asyncio.sleep(1)
            asking.cancel()
            await asyncio.sleep(1)
            gadget.mended.set()
            await asyncio.sleep(60)
            assert gadget.calls["self_test"] == 0
            assert supervisor.status("id_card") == ONLINE

    played(story)


def test_after_the_end_and_without_a_device_there_is_an_answer_too() -> None:
    async def story() -> None:
        async with Watch(id_card=Gadget()).running() as supervisor:
            await supervisor.all_tried()
            assert (await supervisor.test("camera")).device is DeviceState.NO_DEVICE
            assert supervisor.last_test("camera") is None
        assert (await supervisor.test("id_card")).code == "closed"
        assert supervisor.last_test("id_card") is None, "that was no test"

    played(story)


def test_what_changes_in_a_device_that_is_well_is_no_loss() -> None:
    async def story() -> None:
        gadget = Gadget()
        watch = Watch(document_printer=gadget)
        async with watch.running() as supervisor:
            await supervisor.all_tried()
            for change in (
                replace(ONLINE, paper=Paper.LOW),
                replace(ONLINE, paper=Paper.OUT, code="paper_out", action=Action.CLEAR),
                replace(ONLINE, media=Media.PRESENT),
                replace(ONLINE, code="toner_low", action=Action.MAINTENANCE),
            ):
                gadget.answers = change
                await asyncio.sleep(2 * POLL_SECONDS)
                assert supervisor.status("document_printer") is change
                gadget.answers = replace(change)  # an equal one is no news
                await asyncio.sleep(2 * POLL_SECONDS)
                assert supervisor.status("document_printer") is change, "one object, until it changes"
            assert (gadget.calls["open"], gadget.calls["close"], watch.changes) == (1, 0, 5)

    assert events(played(story)) == ["device.status"] * 5


def test_a_loss_shows_before_its_device_is_let_go() -> None:
    async def story() -> None:
        gadget = Gadget()
        async with Watch(id_card=gadget).running() as supervisor:
            await supervisor.all_tried()
            gadget.hangs.add("close")
            gadget.answers = SILENT
            await asyncio.sleep(2 * POLL_SECONDS)
            assert supervisor.status("id_card") == SILENT

    played(story)
