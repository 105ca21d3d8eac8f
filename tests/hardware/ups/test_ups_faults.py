"""What goes wrong between the terminal, the daemon and the UPS."""

from __future__ import annotations

import asyncio

import pytest

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import STARTING, DeviceState, DeviceStatus
from kiosk.hardware.ups.network_ups import NetworkUps
from kiosk.hardware.ups.nut import NutUps
from simulator.ups import ApcupsdDaemon, NutDaemon, UpsDaemon
from tests.hardware.ups.conftest import driver_for

ONLINE = DeviceStatus(DeviceState.ONLINE)


async def comes_back(ups: NetworkUps) -> None:
    await ups.open()
    assert await ups.status() == ONLINE


async def test_no_daemon_at_the_start(daemon: UpsDaemon, closed_ups: NetworkUps) -> None:
    daemon.line.unplug()
    assert await closed_ups.status() == STARTING
    with pytest.raises(DeviceFault) as fault:
        await closed_ups.open()
    assert (fault.value.kind, fault.value.code) == ("ups", "unreachable")
    assert (await closed_ups.status()).device is DeviceState.NO_DEVICE
    daemon.line.plug()
    await comes_back(closed_ups)


async def test_a_name_that_does_not_exist() -> None:
    ups = NutUps("no-such-ups.invalid", 3493, "ups")
    with pytest.raises(DeviceFault, match="unreachable"):
        await ups.open()


async def test_a_daemon_that_ends_while_nobody_asks(daemon: UpsDaemon, ups: NetworkUps) -> None:
    assert await ups.status() == ONLINE
    daemon.line.unplug()
    status = await ups.status()
    assert (status.device, status.code) == (DeviceState.NO_DEVICE, "unplugged")
    assert ups.power is None
    daemon.line.plug()
    await comes_back(ups)


@pytest.mark.parametrize("half", [False, True], ids=["before its answer", "in the middle of it"])
async def test_a_daemon_that_hangs_up(daemon: UpsDaemon, ups: NetworkUps, half: bool) -> None:
    assert await ups.status() == ONLINE
    daemon.closes, daemon.half = True, half
    assert (await ups.status()).code == "unplugged"
    daemon.closes = daemon.half = False
    await comes_back(ups)


async def test_a_daemon_that_takes_no_more_clients(daemon: UpsDaemon, ups: NetworkUps) -> None:
    daemon.closes = True
    status = await ups.status()
    assert (status.device, status.action) == (DeviceState.DEVICE_BUSY, Action.SUSPEND)
    daemon.closes = False
    await comes_back(ups)


@pytest.mark.parametrize("fault", ["silent", "half"])
async def test_a_daemon_that_says_nothing_or_half_of_it(
    daemon: UpsDaemon, ups: NetworkUps, fault: str
) -> None:
    setattr(daemon, fault, True)
    assert await ups.status() == DeviceStatus(DeviceState.OFFLINE, action=Action.RESET, code="no_answer")
    setattr(daemon, fault, False)
    await comes_back(ups)


NONSENSE = {
    "noise": b"\xff\xfe\x00" * 3000 + b"\n",
    "a line without end": b"A" * 20_000,
    "another protocol": b"HTTP/1.1 400 Bad Request\r\n\r\n" * 400,
    "no status": b"\x00\x0aSTATUS : \n\x00\x00",
    "a status of no kind": b"\x00\x10STATUS : DANCING\x00\x00",
    "no number": b"\x00\x0fSTATUS : ONLINE\x00\x0dBCHARGE : nan\x00\x00",
    "lines without end": b"\x00\x05A : B" * 201,
    "another's answer": b'VAR other ups.status "OL"\n',
    "an empty word": b'VAR ups ups.status ""\n',
    "an error of no kind": b"ERR UNKNOWN-COMMAND\n",
    "an error without a word": b"ERR  \n",
}
FOR_NUT = {"another's answer", "an empty word", "an error of no kind", "an error without a word"}
FOR_APCUPSD = {"no status", "a status of no kind", "no number", "lines without end"}


@pytest.mark.parametrize("nonsense", NONSENSE)
async def test_nonsense(daemon: UpsDaemon, ups: NetworkUps, nonsense: str) -> None:
    if nonsense in (FOR_APCUPSD if isinstance(daemon, NutDaemon) else FOR_NUT):
        return
    daemon.garbage = NONSENSE[nonsense]
    status = await ups.status()
    assert (status.device, status.code) == (DeviceState.HARDWARE_ERROR, "garbled")
    daemon.garbage = b""
    await comes_back(ups)


async def test_a_slow_daemon(daemon: UpsDaemon) -> None:
    ups = driver_for(daemon, answer=5.0)
    daemon.slow = 0.3
    await comes_back(ups)
    await ups.close()


async def test_a_daemon_that_does_not_reach_its_ups(daemon: UpsDaemon, ups: NetworkUps) -> None:
    daemon.supply.lost = True
    lost = DeviceStatus(DeviceState.NO_DEVICE, action=Action.MAINTENANCE, code="ups_lost")
    assert await ups.status() == lost
    await ups.close()
    assert await ups.status() == lost, "closing does not hide what was wrong"
    daemon.supply.lost = False
    await comes_back(ups)


@pytest.mark.parametrize(
    ("error", "code"), [("ACCESS-DENIED", "port_denied"), ("DRIVER-NOT-CONNECTED", "ups_lost")]
)
async def test_what_upsd_refuses(error: str, code: str) -> None:
    daemon = NutDaemon()
    daemon.refuses = error
    ups = driver_for(daemon)
    try:
        await ups.open()
        assert (await ups.status()).code == code
    finally:
        await ups.close()
        daemon.close()


async def test_a_ups_by_another_name() -> None:
    daemon = NutDaemon()
    daemon.name = "another"
    ups = driver_for(daemon)
    try:
        await ups.open()
        status = await ups.status()
        assert (status.code, status.action) == ("no_such_ups", Action.CONFIGURATION)
    finally:
        await ups.close()
        daemon.close()


async def test_a_question_that_was_cancelled_leaves_nothing_for_the_next(
    daemon: UpsDaemon, ups: NetworkUps
) -> None:
    daemon.silent = True
    asking = asyncio.create_task(ups.status())
    await asyncio.to_thread(daemon.wait_for, lambda: daemon.asked)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    daemon.silent = False
    assert (await ups.status()).code == "closed"
    await comes_back(ups)


async def test_closing_twice_is_fine(ups: NetworkUps) -> None:
    assert await ups.status() == ONLINE
    await ups.close()
    await ups.close()
    assert (await ups.status()).code == "closed"
    await comes_back(ups)


async def test_apcupsd_is_asked_in_its_own_words() -> None:
    daemon = ApcupsdDaemon()
    ups = driver_for(daemon)
    try:
        await comes_back(ups)
        assert daemon.asked == ["status"]
    finally:
        await ups.close()
        daemon.close()
