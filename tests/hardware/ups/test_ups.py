"""What a UPS says, by both daemons, and who is told when the power is about to go."""

from __future__ import annotations

import asyncio

import pytest

from kiosk.errors import Action
from kiosk.hardware.device import DeviceState, DeviceStatus
from kiosk.hardware.ups import Power
from kiosk.hardware.ups.network_ups import NetworkUps
from simulator.ups import UpsDaemon

ONLINE = DeviceStatus(DeviceState.ONLINE)


async def test_on_the_mains(ups: NetworkUps) -> None:
    assert ups.power is None
    assert await ups.status() == ONLINE == await ups.self_test()
    assert ups.power == Power(on_mains=True, charge_percent=100.0, runtime_seconds=1800.0)


async def test_on_battery_and_back(daemon: UpsDaemon, ups: NetworkUps) -> None:
    daemon.supply.mains = False
    daemon.supply.charge, daemon.supply.runtime = 62.0, 540.0
    status = await ups.status()
    assert status == DeviceStatus(DeviceState.ONLINE, action=Action.SUSPEND, code="on_battery")
    assert ups.power == Power(on_mains=False, charge_percent=62.0, runtime_seconds=540.0)
    daemon.supply.mains = True
    assert await ups.status() == ONLINE


async def test_whoever_waits_is_told_that_the_power_ends(daemon: UpsDaemon, ups: NetworkUps) -> None:
    waiting = asyncio.create_task(ups.ending())
    daemon.supply.mains = False
    await ups.status()
    await asyncio.sleep(0)
    assert not waiting.done(), "a battery that is full is no reason to stop"
    daemon.supply.low = True
    assert (await ups.status()).code == "battery_low"
    await waiting


async def test_a_daemon_that_switches_off_ends_the_power(daemon: UpsDaemon, ups: NetworkUps) -> None:
    daemon.supply.ending = True
    assert (await ups.status()).code == "battery_low"
    await ups.ending()


async def test_a_low_battery_that_is_being_charged_is_no_danger(daemon: UpsDaemon, ups: NetworkUps) -> None:
    daemon.supply.mains, daemon.supply.low = False, True
    await ups.status()
    daemon.supply.mains = True
    assert await ups.status() == ONLINE
    waiting = asyncio.create_task(ups.ending())
    await asyncio.sleep(0)
    assert not waiting.done()
    waiting.cancel()


@pytest.mark.parametrize(
    ("what", "action"), [("overloaded", Action.CLEAR), ("replace_battery", Action.MAINTENANCE)]
)
async def test_what_staff_should_know(daemon: UpsDaemon, ups: NetworkUps, what: str, action: Action) -> None:
    setattr(daemon.supply, what, True)
    assert await ups.status() == DeviceStatus(DeviceState.ONLINE, action=action, code=what)
    daemon.supply.mains = False
    assert (await ups.status()).code == "on_battery", "what matters more comes first"


async def test_what_a_ups_does_not_say_is_not_known(daemon: UpsDaemon, ups: NetworkUps) -> None:
    daemon.supply.charge = daemon.supply.runtime = None
    assert await ups.status() == ONLINE
    assert ups.power == Power(on_mains=True)
