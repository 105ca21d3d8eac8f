"""Every way in which a camera fails, each by its name; and the next start works."""

from __future__ import annotations

import asyncio
import errno
import os
from pathlib import Path

import pytest

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.camera import opencv_faults
from kiosk.hardware.camera.opencv import OpencvCamera, Patience
from kiosk.hardware.supervisor import of_fault
from simulator.camera.film import record
from simulator.camera.server import MjpegCamera
from tests.hardware.camera.conftest import Grey


async def fails(camera: OpencvCamera) -> DeviceFault:
    """Start it and wait for a picture that never comes."""

    async def film() -> None:
        await camera.start()
        await camera.next(10_000)

    with pytest.raises(DeviceFault) as caught:
        await film()
    assert caught.value.kind == "camera"
    assert camera.newest is None
    await camera.stop()
    return caught.value


@pytest.mark.parametrize(
    "source", ["/dev/video99", "99", "/nowhere/film.avi"], ids=["path", "number", "file"]
)
async def test_what_is_not_there(source: str) -> None:
    camera = OpencvCamera(source)
    with pytest.raises(DeviceFault) as caught:
        await camera.open()
    assert (caught.value.code, caught.value.action) == ("port_missing", Action.MAINTENANCE)
    assert (await fails(camera)).code == "port_missing"
    told = await camera.status()
    assert (told.code, told.usable) == ("port_missing", False)


async def test_nobody_at_the_address(network: MjpegCamera, camera: OpencvCamera) -> None:
    network.close()
    assert (await camera.status()).code == "unreachable"
    assert (await fails(camera)).code == "unreachable"


@pytest.mark.parametrize(
    ("status", "code", "action"),
    [
        (401, "port_denied", Action.CONFIGURATION),
        (403, "port_denied", Action.CONFIGURATION),
        (404, "port_missing", Action.MAINTENANCE),
        (503, "busy", Action.SUSPEND),
        (500, "port_unusable", Action.CONFIGURATION),
    ],
)
async def test_a_camera_that_refuses(
    network: MjpegCamera, camera: OpencvCamera, status: int, code: str, action: Action
) -> None:
    network.refusal = status
    problem = await fails(camera)
    assert (problem.code, problem.action) == (code, action)
    network.refusal = 0
    await camera.start()
    assert await camera.next()


async def test_pulled_out_while_pictures_are_taken(network: MjpegCamera, camera: OpencvCamera) -> None:
    await camera.start()
    await camera.next()
    waiting = asyncio.create_task(camera.next(10_000))
    await camera.next()
    network.cut()
    with pytest.raises(DeviceFault) as caught:
        await waiting
    assert (caught.value.code, caught.value.action) == ("unplugged", Action.MAINTENANCE)
    assert camera.newest is None, "a lost camera's last picture is forgotten"
    await camera.start()
    assert await camera.next()


async def test_silence_has_an_end(network: MjpegCamera, camera: OpencvCamera) -> None:
    network.silent = True
    assert (await fails(camera)).code == "no_answer"
    network.silent = False
    await camera.start()
    assert await camera.next()


async def test_one_picture_after_another_that_cannot_be_read(network: MjpegCamera) -> None:
    camera = OpencvCamera(network.url, patience=Patience(picture=10.0))
    network.garbage = True
    assert (await fails(camera)).code == "garbled"
    network.garbage = False
    await camera.start()
    assert await camera.next()
    await camera.close()


async def test_a_video_file_that_vanishes(tmp_path: Path) -> None:
    film = tmp_path / "film.avi"
    record(Grey(), film)
    camera = OpencvCamera(str(film))
    await camera.start()
    await camera.next()
    film.unlink()
    assert (await fails(camera)).code == "unplugged"
    assert (await camera.status()).code == "port_missing"


@pytest.mark.parametrize("kind", ["text", "device", "empty folder"])
async def test_what_is_no_camera(tmp_path: Path, kind: str) -> None:
    source = tmp_path / "source"
    if kind == "text":
        source.write_text("no video")
    elif kind == "device":
        source = Path("/dev/null")
    else:
        source.mkdir()
    assert (await fails(OpencvCamera(str(source)))).code == "port_unusable"


async def test_a_server_without_pictures() -> None:
    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\nhello")
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1")
    port = server.sockets[0].getsockname()[1]
    assert (await fails(OpencvCamera(f"http://127.0.0.1:{port}/"))).code == "port_unusable"
    server.close()


@pytest.mark.parametrize(
    ("number", "code"), [(errno.EACCES, "port_denied"), (errno.EBUSY, "busy"), (errno.ENODEV, "port_missing")]
)
def test_why_a_device_cannot_be_opened(number: int, code: str) -> None:
    assert opencv_faults.refusal(OSError(number, os.strerror(number))).code == code


@pytest.mark.parametrize("code", opencv_faults.FAULTS)
def test_the_supervisor_tells_the_same_of_a_fault(code: str) -> None:
    problem = opencv_faults.fault(code)
    assert of_fault(problem) == opencv_faults.status_of(problem)
