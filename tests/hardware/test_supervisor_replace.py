"""One device is replaced while the supervisor runs: the old one is closed first, no other notices."""

from __future__ import annotations

import asyncio

from kiosk.hardware.device import DeviceState
from tests.hardware.gadget import Gadget, Watch, played


def test_the_old_one_is_closed_before_the_new_one_is_opened() -> None:
    async def story() -> None:
        old, new, other = Gadget(), Gadget(), Gadget()
        order: list[str] = []
        old.on_call = lambda name: order.append(f"old {name}")
        new.on_call = lambda name: order.append(f"new {name}")
        watch = Watch(thing=old, other=other)
        async with watch.running() as supervisor:
            await supervisor.all_tried()
            opened = other.calls["open"]
            status = await supervisor.replace("thing", new)
            assert status is not None
            assert status.device is DeviceState.ONLINE
            assert order.index("old close") < order.index("new open")
            assert supervisor.device("thing") is new
            assert (other.calls["open"], other.calls["close"]) == (opened, 0)
        assert new.calls["close"] >= 1
        assert old.calls["close"] == 1, "and it stays closed"

    played(story)


def test_one_that_is_taken_out_is_gone_and_one_can_come_where_none_was() -> None:
    async def story() -> None:
        first, second = Gadget(), Gadget()
        watch = Watch(thing=first)
        async with watch.running() as supervisor:
            await supervisor.all_tried()
            assert await supervisor.replace("thing", None) is None
            assert supervisor.status("thing") is None
            assert "thing" not in supervisor.all()
            assert await supervisor.replace("new", second) is not None
            assert set(supervisor.all()) == {"new"}

    played(story)


def test_an_old_one_whose_close_hangs_keeps_the_new_one_waiting_no_longer_than_its_deadline() -> None:
    async def story() -> None:
        old, new = Gadget(), Gadget()
        old.hangs.add("close")
        watch = Watch(thing=old)
        async with watch.running() as supervisor:
            await supervisor.all_tried()
            status = await supervisor.replace("thing", new)
            assert status is not None
            assert status.device is DeviceState.ONLINE

    played(story)


def test_one_that_takes_long_to_open_is_waited_for_as_its_driver_says() -> None:
    async def story() -> None:
        old, new = Gadget(), Gadget()
        new.deadlines = {"open": 60.0}
        new.takes = 40.0
        async with Watch(thing=old).running() as supervisor:
            await supervisor.all_tried()
            status = await supervisor.replace("thing", new)
            assert status is not None
            assert status.device is DeviceState.ONLINE

    played(story)


def test_the_end_comes_while_a_device_is_replaced() -> None:
    async def story() -> None:
        old, new = Gadget(), Gadget()
        old.stays.add("close")
        watch = Watch(thing=old)
        async with watch.running() as supervisor:
            await supervisor.all_tried()
            replacing = asyncio.ensure_future(supervisor.replace("thing", new))
            await asyncio.sleep(1)
            assert watch.work is not None
            watch.work.cancel()
            await asyncio.wait({watch.work, replacing})
            assert replacing.result() is not None
            assert new.calls["open"] == 0

    played(story)
