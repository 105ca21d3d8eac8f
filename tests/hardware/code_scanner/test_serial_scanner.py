"""A scanner on a real pseudo-terminal: codes, nonsense, cancelling, the cable."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

import pytest
import serial

from kiosk.domain.personal import Personal
from kiosk.errors import Action, CodeUnreadable, DeviceFault
from kiosk.hardware.code_scanner.serial_scanner import SerialScanner
from kiosk.hardware.device import DeviceState, DeviceStatus
from simulator.scanner import SimScanner
from tests.hardware.ports import allow, as_owner_nobody

DEADLINE = 20.0
"""Seconds after which a code that should come is taken for lost. Nothing is measured with it."""
ONLINE = DeviceStatus(DeviceState.ONLINE)


async def reads(scanner: SerialScanner) -> asyncio.Task[Personal[str]]:
    """A read that has begun: what comes from now on is for it."""
    reading = asyncio.create_task(scanner.read())
    await asyncio.sleep(0.3)  # nothing outside tells when it has dropped what came before
    return reading


async def text(reading: asyncio.Task[Personal[str]]) -> str:
    async with asyncio.timeout(DEADLINE):
        return (await reading).reveal()


async def come() -> None:
    """The kernel hands over what was sent when it likes, and tells nobody."""
    await asyncio.sleep(0.05)


async def scan(device: SimScanner, text: str) -> None:
    await asyncio.to_thread(device.scan, text)


async def cancel(reading: asyncio.Task[Personal[str]]) -> None:
    reading.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await reading
    assert reading.cancelled()


@pytest.mark.parametrize("suffix", [b"\r", b"\n", b"\r\n", b""])
async def test_a_code_is_read(device: SimScanner, scanner: SerialScanner, suffix: bytes) -> None:
    device.suffix = suffix
    reading = await reads(scanner)
    await scan(device, "SAMPLE-EID-0001")
    code = await reading
    assert code.reveal() == "SAMPLE-EID-0001"
    assert "SAMPLE" not in repr(code)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
async def test_chinese(device: SimScanner, scanner: SerialScanner, encoding: str) -> None:
    device.encoding = encoding
    reading = await reads(scanner)
    await scan(device, "张示例㛃")
    assert await text(reading) == "张示例㛃"


async def test_what_was_scanned_before_is_dropped(device: SimScanner, scanner: SerialScanner) -> None:
    await scan(device, "BEFORE")
    await come()
    reading = await reads(scanner)
    assert not reading.done()
    await scan(device, "NOW")
    assert await text(reading) == "NOW"


async def test_the_end_of_a_code_that_began_before_is_dropped(
    device: SimScanner, scanner: SerialScanner
) -> None:
    device.line.write(b"BEFORE-")
    await come()
    reading = asyncio.create_task(scanner.read())
    await asyncio.sleep(0.1)
    device.line.write(b"THE-END\r")
    await asyncio.sleep(0.3)
    await scan(device, "NOW")
    assert await text(reading) == "NOW"


async def test_a_code_twice_within_a_moment_is_one(device: SimScanner, scanner: SerialScanner) -> None:
    device.fault = "twice"
    reading = await reads(scanner)
    await scan(device, "A")
    assert await text(reading) == "A"
    reading = await reads(scanner)
    device.fault = None
    await scan(device, "A")
    await scan(device, "B")
    assert await text(reading) == "B"


@pytest.mark.parametrize(("fault", "why"), [("garbage", "not text|control"), ("bomb", "too long")])
async def test_nonsense_is_refused_and_the_next_code_is_read(
    device: SimScanner, scanner: SerialScanner, fault: str, why: str
) -> None:
    device.fault = fault
    reading = await reads(scanner)
    await scan(device, "A")
    with pytest.raises(CodeUnreadable, match=why):
        await reading
    assert await scanner.status() == ONLINE
    device.fault = None
    reading = await reads(scanner)
    await scan(device, "A")
    assert await text(reading) == "A"


async def test_a_bomb_without_an_end_is_refused_before_it_ends(
    device: SimScanner, scanner: SerialScanner
) -> None:
    reading = await reads(scanner)
    sending = asyncio.create_task(asyncio.to_thread(device.line.write, b"x" * 200_000))
    with pytest.raises(CodeUnreadable, match="too long"):
        await reading
    assert not sending.done()
    with pytest.raises(CodeUnreadable, match="no end"):
        await scanner.read()
    device.unplug()
    assert not await sending


async def test_half_a_code_is_what_it_is(device: SimScanner, scanner: SerialScanner) -> None:
    device.fault = "half"
    reading = await reads(scanner)
    await scan(device, "ABCDEF")
    assert await text(reading) == "ABC"
    device.fault = None
    reading = await reads(scanner)
    await scan(device, "ABCDEF")
    assert await text(reading) == "ABCDEF"


async def test_a_silent_scanner_is_waited_for_until_cancelled(
    device: SimScanner, scanner: SerialScanner
) -> None:
    device.fault = "silent"
    reading = await reads(scanner)
    await scan(device, "A")
    assert await scanner.status() == ONLINE
    assert not reading.done()
    await cancel(reading)
    device.fault = None
    reading = await reads(scanner)
    await scan(device, "A")
    assert await text(reading) == "A"


async def test_closing_ends_a_waiting_read(device: SimScanner, scanner: SerialScanner) -> None:
    reading = await reads(scanner)
    await scanner.close()
    with pytest.raises(DeviceFault, match="closed"):
        await reading
    assert (await scanner.status()).device is DeviceState.OFFLINE
    with pytest.raises(DeviceFault, match="closed"):
        await scanner.read()
    await scanner.open()
    reading = await reads(scanner)
    await scan(device, "A")
    assert await text(reading) == "A"


async def test_opening_does_not_wait_for_a_read(device: SimScanner, scanner: SerialScanner) -> None:
    reading = await reads(scanner)
    await scanner.open()
    await scan(device, "A")
    assert await text(reading) == "A"


@pytest.mark.parametrize("mid_code", [False, True])
async def test_unplugged_while_waiting_and_back(
    device: SimScanner, scanner: SerialScanner, mid_code: bool
) -> None:
    reading = await reads(scanner)
    device.fault = "unplug_during_scan" if mid_code else None
    await (scan(device, "ABCDEF") if mid_code else asyncio.to_thread(device.unplug))
    with pytest.raises(DeviceFault) as fault:
        await reading
    assert (fault.value.kind, fault.value.code) == ("code_scanner", "unplugged")
    assert fault.value.action is Action.MAINTENANCE
    assert (await scanner.status()).device is DeviceState.NO_DEVICE
    with pytest.raises(DeviceFault, match="port_missing"):
        await scanner.open()
    device.plug()
    device.fault = None
    await scanner.open()
    reading = await reads(scanner)
    await scan(device, "ABCDEF")
    assert await text(reading) == "ABCDEF"


async def test_unplugged_while_idle(device: SimScanner, scanner: SerialScanner) -> None:
    assert await scanner.self_test() == ONLINE
    device.unplug()
    status = await scanner.status()
    assert (status.device, status.code) == (DeviceState.NO_DEVICE, "unplugged")


async def test_port_that_is_not_there(tmp_path: Path) -> None:
    scanner = SerialScanner(str(tmp_path / "nothing"))
    assert (await scanner.status()).device is DeviceState.STARTING
    with pytest.raises(DeviceFault) as fault:
        await scanner.open()
    assert (fault.value.code, fault.value.action) == ("port_missing", Action.MAINTENANCE)
    assert (await scanner.status()).device is DeviceState.NO_DEVICE


async def test_port_held_by_another_program(device: SimScanner, closed_scanner: SerialScanner) -> None:
    with serial.Serial(device.path, exclusive=True):
        with pytest.raises(DeviceFault, match="busy"):
            await closed_scanner.open()
        assert (await closed_scanner.status()).device is DeviceState.DEVICE_BUSY
    await closed_scanner.open()
    assert await closed_scanner.status() == ONLINE


async def test_the_port_is_held_alone(device: SimScanner, scanner: SerialScanner) -> None:
    with pytest.raises(serial.SerialException):
        serial.Serial(device.path, exclusive=True)
    await scanner.close()
    serial.Serial(device.path, exclusive=True).close()


async def test_permission_denied_and_given_a_moment_later() -> None:
    device = SimScanner()
    scanner = SerialScanner(device.path)
    try:
        with as_owner_nobody(device.path):
            allow(device.path, 0)
            with pytest.raises(DeviceFault) as fault:
                await scanner.open()
            assert (fault.value.code, fault.value.action) == ("port_denied", Action.CONFIGURATION)
            opening = asyncio.create_task(scanner.open())
            await asyncio.sleep(0.05)
            allow(device.path, 0o600)
            await opening
        assert await scanner.status() == ONLINE
    finally:
        await scanner.close()
        device.close()
