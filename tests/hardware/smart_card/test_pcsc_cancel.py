"""A read that is cancelled leaves nothing behind: no thread at the reader, no card held."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from kiosk.domain.smart_card import SocialSecurityCard, TravelDocument
from kiosk.errors import DeviceFault
from kiosk.hardware.device import DeviceState
from kiosk.hardware.smart_card.pcsc import PcscReader
from simulator.pcsc import Slot
from simulator.pcsc.cards import SAMPLES, TRAVELLER, passport
from tests.hardware.smart_card.direct import access_of

ACCESS = access_of(TRAVELLER)
Reading = asyncio.Task[SocialSecurityCard | TravelDocument]


async def cancel(reading: Reading) -> None:
    reading.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await reading
    assert reading.cancelled()


async def test_cancel_while_waiting_and_read_again(slot: Slot, reader: PcscReader) -> None:
    reading = asyncio.create_task(reader.read())
    await asyncio.sleep(0)
    await cancel(reading)
    slot.insert(passport())
    assert isinstance(await reader.read(access=ACCESS), TravelDocument)


@pytest.mark.parametrize("after", [1, 30])
async def test_cancel_while_a_card_is_read(slot: Slot, reader: PcscReader, after: int) -> None:
    slot.faults.slow, slot.faults.after = 0.1, after
    slot.insert(passport())
    reading = asyncio.create_task(reader.read(access=ACCESS))
    await asyncio.to_thread(slot.wait_heard, after + 1)
    await cancel(reading)
    slot.faults.clear()
    assert isinstance(await reader.read(access=ACCESS), TravelDocument)


async def test_cancel_while_a_card_is_silent(slot: Slot, reader: PcscReader) -> None:
    slot.faults.silent = True
    slot.insert(passport())
    reading = asyncio.create_task(reader.read(access=ACCESS))
    await asyncio.to_thread(slot.wait_heard, 1)
    await cancel(reading)
    with pytest.raises(DeviceFault, match="stalled"):
        await reader.read()
    slot.pull()


async def test_cancelled_twice(slot: Slot, reader: PcscReader) -> None:
    reading = asyncio.create_task(reader.read())
    await asyncio.sleep(0.05)
    reading.cancel()
    await asyncio.sleep(0)
    await cancel(reading)
    slot.insert(SAMPLES["social_security"]())
    assert isinstance(await reader.read(), SocialSecurityCard)


async def test_nothing_is_told_after_cancelling(slot: Slot, reader: PcscReader) -> None:
    told: list[str] = []
    reading = asyncio.create_task(reader.read(on_found=lambda: told.append("found")))
    await asyncio.sleep(0)
    await cancel(reading)
    slot.insert(passport())
    assert (await reader.status()).device is DeviceState.ONLINE
    assert (told, slot.heard) == ([], [])


async def test_closing_ends_a_waiting_read(slot: Slot, reader: PcscReader) -> None:
    reading = asyncio.create_task(reader.read())
    await asyncio.sleep(0)
    await reader.close()
    with pytest.raises(DeviceFault, match="closed"):
        await reading
    assert (await reader.status()).device is DeviceState.OFFLINE
    await reader.close()
    await reader.open()
    slot.insert(SAMPLES["social_security"]())
    assert isinstance(await reader.read(), SocialSecurityCard)


async def test_closing_ends_reads_that_wait_their_turn(reader: PcscReader) -> None:
    reading = [asyncio.create_task(reader.read()) for _ in range(3)]
    await asyncio.sleep(0)
    await reader.close()
    ended = await asyncio.gather(*reading, return_exceptions=True)
    assert [str(end) for end in ended] == ["smart_card: closed"] * 3


async def test_opening_while_a_card_is_awaited_changes_nothing(slot: Slot, reader: PcscReader) -> None:
    reading = asyncio.create_task(reader.read())
    await asyncio.sleep(0)
    await reader.open()
    slot.insert(SAMPLES["social_security"]())
    assert isinstance(await reading, SocialSecurityCard)
