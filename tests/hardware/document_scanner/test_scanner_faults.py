"""Every way in which a scanner fails, in its own name; and the next page is scanned."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.camera.opencv import Patience
from kiosk.hardware.device import DeviceState
from kiosk.hardware.document_scanner.opencv import OpencvScanner
from kiosk.hardware.supervisor import of_fault
from simulator.camera.server import MjpegCamera
from simulator.document_scanner import still
from simulator.wire import PacedPty
from tests.hardware.ports import allow, as_owner_nobody


async def fails(scanner: OpencvScanner) -> DeviceFault:
    with pytest.raises(DeviceFault) as caught:
        await scanner.scan()
    assert caught.value.kind == "document_scanner"
    assert of_fault(caught.value).code == caught.value.code
    return caught.value


async def test_absent() -> None:
    scanner = OpencvScanner("/dev/video99")
    with pytest.raises(DeviceFault) as caught:
        await scanner.open()
    assert (caught.value.kind, caught.value.code) == ("document_scanner", "port_missing")
    told = await scanner.status()
    assert (told.device, told.action) == (DeviceState.NO_DEVICE, Action.MAINTENANCE)
    assert (await fails(scanner)).code == "port_missing"


async def test_unplugged_while_it_looks(network: MjpegCamera, scanner: OpencvScanner) -> None:
    await scanner.start()
    seen = await scanner.preview()
    waiting = asyncio.create_task(scanner.preview(seen.picture.number + 10_000))
    await scanner.preview(seen.picture.number)
    network.cut()
    with pytest.raises(DeviceFault) as caught:
        await waiting
    assert (caught.value.kind, caught.value.code) == ("document_scanner", "unplugged")
    assert (await scanner.scan()).reasons == (), "it is back"


async def test_the_folder_is_taken_away(tmp_path: Path) -> None:
    file = still(tmp_path)
    scanner = OpencvScanner(str(tmp_path), patience=Patience(open=30, picture=30))
    await scanner.start()
    await scanner.preview()
    file.unlink()
    assert (await fails(scanner)).code == "unplugged"
    await scanner.close()


async def test_silent(network: MjpegCamera) -> None:
    scanner = OpencvScanner(network.url, patience=Patience(picture=0.5))
    network.silent = True
    assert (await fails(scanner)).code == "no_answer"
    assert (await scanner.self_test()).code == "no_answer"
    network.silent = False
    async with asyncio.timeout(60):  # the camera's first picture takes it longer than this scanner waits
        while not (await scanner.self_test()).usable:
            pass
    await scanner.close()


async def test_slow(network: MjpegCamera, scanner: OpencvScanner) -> None:
    network.silent = True
    scanning = asyncio.create_task(scanner.scan())
    await asyncio.to_thread(network.watched.wait, 5)
    network.silent = False
    assert (await scanning).reasons == ()


async def test_garbage_frames(network: MjpegCamera, scanner: OpencvScanner) -> None:
    network.garbage = True
    assert (await fails(scanner)).code == "garbled"
    network.garbage = False
    assert (await scanner.scan()).reasons == ()


@pytest.mark.parametrize(("status", "code"), [(403, "port_denied"), (503, "busy")])
async def test_refused(network: MjpegCamera, scanner: OpencvScanner, status: int, code: str) -> None:
    network.refusal = status
    assert (await fails(scanner)).code == code
    network.refusal = 0
    assert (await scanner.scan()).reasons == ()


async def test_a_device_without_permission() -> None:
    with PacedPty(lambda _: None) as device, as_owner_nobody(device.path):
        allow(device.path, 0)
        told = await OpencvScanner(device.path).status()
    assert (told.device, told.code) == (DeviceState.OFFLINE, "port_denied")
    assert told.action is Action.CONFIGURATION


async def test_a_stop_ends_the_wait_for_a_page(network: MjpegCamera, scanner: OpencvScanner) -> None:
    network.silent = True
    scanning = asyncio.create_task(scanner.scan())
    await asyncio.to_thread(network.watched.wait, 5)
    await scanner.stop()
    with pytest.raises(DeviceFault) as caught:
        await scanning
    assert caught.value.code == "closed"
