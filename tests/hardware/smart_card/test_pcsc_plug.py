"""pcscd that dies, restarts or freezes, and a reader that is not there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from kiosk.domain.smart_card import SocialSecurityCard, TravelDocument
from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import DeviceState, DeviceStatus
from kiosk.hardware.smart_card.pcsc import PcscReader
from simulator.pcsc import Pcscd, Slot
from simulator.pcsc.cards import SAMPLES, TRAVELLER, passport
from simulator.pcsc.daemon import READER
from tests.hardware.smart_card.direct import access_of

ACCESS = access_of(TRAVELLER)
GONE = DeviceStatus(DeviceState.OFFLINE, action=Action.RESET, code="no_service")


async def waits(reader: PcscReader, daemon: Pcscd) -> asyncio.Task[SocialSecurityCard | TravelDocument]:
    """A read that has reached pcscd."""
    reading = asyncio.create_task(reader.read(access=ACCESS))
    while not daemon.clients:
        await asyncio.sleep(0.01)
    return reading


@pytest.mark.parametrize("end", [Pcscd.kill, Pcscd.stop])
async def test_wait_outlives_a_restart(
    reader: PcscReader, daemon: Pcscd, slot: Slot, end: Callable[[Pcscd], None]
) -> None:
    reading = await waits(reader, daemon)
    for _ in range(2):
        await asyncio.to_thread(end, daemon)
        await asyncio.to_thread(daemon.start)
    slot.insert(passport())
    assert isinstance(await reading, TravelDocument)


async def test_card_that_lies_there_when_pcscd_returns(reader: PcscReader, daemon: Pcscd, slot: Slot) -> None:
    reading = await waits(reader, daemon)
    daemon.kill()
    slot.insert(SAMPLES["social_security"]())
    await asyncio.to_thread(daemon.start)
    assert isinstance(await reading, SocialSecurityCard)


@pytest.mark.parametrize("after", [1, 30])
async def test_pcscd_dies_while_a_card_is_read(
    reader: PcscReader, daemon: Pcscd, slot: Slot, after: int
) -> None:
    slot.faults.silent, slot.faults.after = True, after
    slot.insert(passport())
    reading = asyncio.create_task(reader.read(access=ACCESS))
    await asyncio.to_thread(slot.wait_heard, after + 1)
    daemon.kill()
    with pytest.raises(DeviceFault) as fault:
        await reading
    assert (fault.value.code, fault.value.action) == ("no_service", Action.RESET)
    assert await reader.status() == GONE
    slot.faults.clear()
    await asyncio.to_thread(daemon.start)
    assert isinstance(await reader.read(access=ACCESS), TravelDocument)
    assert (await reader.status()).usable


async def test_pcscd_that_stays_away(reader: PcscReader, daemon: Pcscd, slot: Slot) -> None:
    reading = await waits(reader, daemon)
    daemon.kill()
    with pytest.raises(DeviceFault, match="no_service"):
        await reading
    assert await reader.status() == GONE
    with pytest.raises(DeviceFault, match="no_service"):
        await reader.open()
    await asyncio.to_thread(daemon.start)
    await reader.open()
    slot.insert(passport())
    assert isinstance(await reader.read(access=ACCESS), TravelDocument)


async def test_pcscd_that_freezes(reader: PcscReader, daemon: Pcscd, slot: Slot) -> None:
    reading = await waits(reader, daemon)
    daemon.freeze()
    with pytest.raises(DeviceFault, match="stalled"):
        await reading
    daemon.thaw()
    slot.insert(passport())
    while not (await opens(reader)):
        await asyncio.sleep(0.02)
    assert isinstance(await reader.read(access=ACCESS), TravelDocument)


async def opens(reader: PcscReader) -> bool:
    try:
        await reader.open()
    except DeviceFault:
        return False
    return True


async def test_no_reader(daemon: Pcscd, reader: PcscReader, slot: Slot) -> None:
    daemon.kill()
    daemon.unplug()
    await asyncio.to_thread(daemon.start)
    with pytest.raises(DeviceFault) as fault:
        await reader.open()
    assert (fault.value.code, fault.value.action) == ("no_reader", Action.MAINTENANCE)
    assert (await reader.status()).device is DeviceState.NO_DEVICE
    with pytest.raises(DeviceFault, match="no_reader"):
        await reader.read()
    daemon.kill()
    daemon.plug()
    await asyncio.to_thread(daemon.start)
    await reader.open()
    slot.insert(passport())
    assert isinstance(await reader.read(access=ACCESS), TravelDocument)


async def test_reader_goes_while_a_card_is_awaited(daemon: Pcscd, reader: PcscReader, slot: Slot) -> None:
    reading = await waits(reader, daemon)
    daemon.kill()
    daemon.unplug()
    await asyncio.to_thread(daemon.start)
    with pytest.raises(DeviceFault) as fault:
        await reading
    assert (fault.value.code, fault.value.action) == ("reader_gone", Action.MAINTENANCE)
    assert (await reader.status()).device is DeviceState.NO_DEVICE
    daemon.kill()
    daemon.plug()
    await asyncio.to_thread(daemon.start)
    slot.insert(passport())
    assert isinstance(await reader.read(access=ACCESS), TravelDocument)


@pytest.mark.usefixtures("daemon")
async def test_another_reader_than_the_one_named() -> None:
    reader = PcscReader("Some Other Reader")
    with pytest.raises(DeviceFault, match="no_reader"):
        await reader.open()
    await reader.close()


async def test_card_in_the_other_reader_of_two(daemon: Pcscd, second: Slot) -> None:
    reader = PcscReader(READER)
    await reader.open()
    reading = await waits(reader, daemon)
    second.insert(passport())
    assert isinstance(await reading, TravelDocument)
    await reader.close()
