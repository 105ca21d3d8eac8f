"""A read that is cancelled leaves nothing behind: no thread at the port, no bytes for the next one."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from kiosk.domain.card import IdCard
from kiosk.errors import DeviceFault
from kiosk.hardware.device import DeviceState
from kiosk.hardware.id_card.samv_serial import SamvSerialReader
from simulator.samv import SamvModule
from simulator.samv.cards import sample_cards

CARDS = sample_cards()


async def cancel(reading: asyncio.Task[IdCard]) -> None:
    reading.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await reading
    assert reading.cancelled()


async def heard(module: SamvModule, command: str) -> None:
    await asyncio.to_thread(module.heard, command)


async def test_cancel_while_waiting_and_read_again(module: SamvModule, reader: SamvSerialReader) -> None:
    reading = asyncio.create_task(reader.read())
    await heard(module, "find")
    await cancel(reading)
    module.lay(CARDS["two_bookings"])
    assert (await reader.read()).name.reveal() == "张示例"


async def test_cancel_while_the_answer_is_on_its_way(module: SamvModule, reader: SamvSerialReader) -> None:
    module.lay(CARDS["two_bookings"])
    reading = asyncio.create_task(reader.read())
    await heard(module, "read_base")
    await cancel(reading)
    module.lay(CARDS["no_booking"])
    assert (await reader.read()).name.reveal() == "李样本"


async def test_cancel_before_the_answer_begins(module: SamvModule, reader: SamvSerialReader) -> None:
    module.faults.slow = 0.3
    module.lay(CARDS["two_bookings"])
    reading = asyncio.create_task(reader.read())
    await heard(module, "read_base")
    await cancel(reading)
    module.lay(CARDS["no_booking"])
    assert (await reader.read()).name.reveal() == "李样本"


async def test_nothing_is_told_after_cancelling(module: SamvModule, reader: SamvSerialReader) -> None:
    told: list[str] = []
    module.faults.slow = 0.1
    module.lay(CARDS["two_bookings"])
    reading = asyncio.create_task(reader.read(on_found=lambda: told.append("found")))
    await heard(module, "find")
    await cancel(reading)
    module.asked.clear()
    assert (await reader.status()).device is DeviceState.ONLINE
    assert told == []
    assert set(module.asked) == {"status"}


async def test_cancelled_twice(module: SamvModule, reader: SamvSerialReader) -> None:
    reading = asyncio.create_task(reader.read())
    await heard(module, "find")
    reading.cancel()
    await asyncio.sleep(0)
    await cancel(reading)
    module.lay(CARDS["two_bookings"])
    assert (await reader.read()).name.reveal() == "张示例"


async def test_closing_ends_a_waiting_read(module: SamvModule, reader: SamvSerialReader) -> None:
    reading = asyncio.create_task(reader.read())
    await heard(module, "find")
    await reader.close()
    with pytest.raises(DeviceFault, match="closed"):
        await reading
    assert (await reader.status()).device is DeviceState.OFFLINE
    await reader.close()
    await reader.open()
    module.lay(CARDS["two_bookings"])
    assert (await reader.read()).name.reveal() == "张示例"


async def test_closing_ends_reads_that_wait_their_turn(module: SamvModule, reader: SamvSerialReader) -> None:
    reading = [asyncio.create_task(reader.read()) for _ in range(3)]
    await heard(module, "find")
    await reader.close()
    ended = await asyncio.gather(*reading, return_exceptions=True)
    assert [str(end) for end in ended] == ["id_card: closed"] * 3


async def test_two_reads_take_turns(module: SamvModule, reader: SamvSerialReader) -> None:
    module.lay(CARDS["two_bookings"])
    both = asyncio.gather(reader.read(), reader.read())
    await heard(module, "read_base")
    await asyncio.to_thread(module.heard, "find", times=2)
    module.lay(CARDS["no_booking"])
    assert [card.name.reveal() for card in await both] == ["张示例", "李样本"]
