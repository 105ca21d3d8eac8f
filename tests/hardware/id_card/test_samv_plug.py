"""The port itself: missing, denied, taken by another, pulled out and put back."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import serial

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import DeviceState
from kiosk.hardware.id_card.samv_serial import SamvSerialReader
from simulator.samv import SamvModule
from simulator.samv.cards import sample_cards
from tests.hardware.ports import allow, as_owner_nobody

CARD = sample_cards()["two_bookings"]


async def test_port_that_is_not_there(tmp_path: Path) -> None:
    reader = SamvSerialReader(str(tmp_path / "nothing"), 115200, "")
    assert (await reader.status()).device is DeviceState.STARTING
    with pytest.raises(DeviceFault) as fault:
        await reader.open()
    assert (fault.value.code, fault.value.action) == ("port_missing", Action.MAINTENANCE)
    assert (await reader.status()).device is DeviceState.NO_DEVICE
    assert (await reader.self_test()).code == "port_missing"


async def test_path_that_is_no_port(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    reader = SamvSerialReader(str(tmp_path / "file"), 115200, "")
    with pytest.raises(DeviceFault) as fault:
        await reader.open()
    assert (fault.value.code, fault.value.action) == ("port_unusable", Action.CONFIGURATION)


async def test_port_held_by_another_program(module: SamvModule, closed_reader: SamvSerialReader) -> None:
    with serial.Serial(module.path, exclusive=True):
        with pytest.raises(DeviceFault, match="busy"):
            await closed_reader.open()
        assert (await closed_reader.status()).device is DeviceState.DEVICE_BUSY
    await closed_reader.open()
    assert (await closed_reader.status()).usable


async def test_reading_before_opening(closed_reader: SamvSerialReader) -> None:
    with pytest.raises(DeviceFault, match="closed"):
        await closed_reader.read()


async def test_opening_twice_is_fine(reader: SamvSerialReader) -> None:
    await reader.open()
    assert (await reader.status()).usable


async def test_opening_does_not_wait_for_a_read(module: SamvModule, reader: SamvSerialReader) -> None:
    reading = asyncio.create_task(reader.read())
    await asyncio.to_thread(module.heard, "find")
    await reader.open()
    module.lay(CARD)
    assert (await reading).name.reveal() == "张示例"


async def test_unplugged_while_waiting_and_back(module: SamvModule, reader: SamvSerialReader) -> None:
    reading = asyncio.create_task(reader.read())
    await asyncio.to_thread(module.heard, "find")
    module.unplug()
    with pytest.raises(DeviceFault) as fault:
        await reading
    assert (fault.value.code, fault.value.action) == ("unplugged", Action.MAINTENANCE)
    assert (await reader.status()).device is DeviceState.NO_DEVICE
    with pytest.raises(DeviceFault, match="port_missing"):
        await reader.open()
    module.plug()
    await reader.open()
    module.lay(CARD)
    assert (await reader.read()).name.reveal() == "张示例"


async def test_unplugged_in_the_middle_of_a_card(module: SamvModule, reader: SamvSerialReader) -> None:
    module.faults.unplug_during_read = True
    module.lay(CARD)
    with pytest.raises(DeviceFault, match="unplugged"):
        await reader.read()
    module.faults.clear()
    module.plug()
    await reader.open()
    assert (await reader.read()).name.reveal() == "张示例"


async def test_unplugged_while_idle(module: SamvModule, reader: SamvSerialReader) -> None:
    module.unplug()
    status = await reader.status()
    assert (status.device, status.code) == (DeviceState.NO_DEVICE, "unplugged")


async def test_permission_denied() -> None:
    module = SamvModule()
    reader = SamvSerialReader(module.path, 115200, "")
    try:
        with as_owner_nobody(module.path):
            allow(module.path, 0)
            with pytest.raises(DeviceFault) as fault:
                await reader.open()
        assert (fault.value.code, fault.value.action) == ("port_denied", Action.CONFIGURATION)
    finally:
        module.close()


async def test_permissions_that_come_a_moment_after_the_port() -> None:
    module = SamvModule()
    reader = SamvSerialReader(module.path, 115200, "")
    try:
        with as_owner_nobody(module.path):
            allow(module.path, 0)
            opening = asyncio.create_task(reader.open())
            await asyncio.sleep(0.05)
            allow(module.path, 0o600)
            await opening
        assert (await reader.status()).usable
    finally:
        await reader.close()
        module.close()
