"""The camera on a real wire: only between start and stop, and the newest picture wins."""

from __future__ import annotations

import asyncio
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.domain.picture import Picture
from kiosk.errors import DeviceFault
from kiosk.hardware.camera.opencv import OpencvCamera, Patience
from kiosk.hardware.device import DeviceState
from simulator.camera.film import record
from simulator.camera.server import MjpegCamera
from tests.hardware.camera.conftest import Grey


def level(picture: Picture) -> int:
    """How bright it is."""
    assert len(picture.pixels) == picture.width * picture.height * 3
    return picture.pixels[len(picture.pixels) // 2]


async def test_pictures_come_only_between_start_and_stop(network: MjpegCamera, camera: OpencvCamera) -> None:
    await camera.open()
    assert (await camera.status()).usable
    assert camera.newest is None
    assert not network.watched.is_set(), "asking how it is keeps it dark"
    await camera.start()
    first = await camera.next()
    second = await camera.next(first.number)
    assert (first.width, first.height) == (640, 480)
    assert second.number > first.number
    assert level(second) != level(first)
    assert camera.newest is not None
    await camera.stop()
    assert camera.newest is None
    assert await asyncio.to_thread(network.gone.wait, 5), "nobody watches any more"


async def test_starting_and_stopping_twice_is_fine_and_numbers_go_on(camera: OpencvCamera) -> None:
    await camera.stop()
    await camera.start()
    await camera.start()
    first = await camera.next()
    await camera.stop()
    await camera.stop()
    await camera.start()
    assert (await camera.next()).number > first.number


async def test_the_newest_picture_wins(camera: OpencvCamera) -> None:
    await camera.start()
    first = await camera.next()
    await camera.next(first.number + 4)
    newest = camera.newest
    assert newest is not None
    assert newest.number >= first.number + 5, "nobody has to fetch every picture"


async def test_a_stop_ends_the_wait_for_a_picture(camera: OpencvCamera) -> None:
    await camera.start()
    waiting = asyncio.create_task(camera.next(10_000))
    await camera.next()
    await camera.stop()
    with pytest.raises(DeviceFault) as caught:
        await waiting
    assert caught.value.code == "closed"


async def test_a_stop_ends_a_start_that_hangs() -> None:
    async def silent(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
        asked.set()

    asked = asyncio.Event()
    server = await asyncio.start_server(silent, "127.0.0.1")
    camera = OpencvCamera(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
    starting = asyncio.create_task(camera.start())
    await asked.wait()
    await camera.stop()
    with pytest.raises(DeviceFault) as caught:
        await starting
    assert caught.value.code == "closed"
    server.close()


async def test_a_cancelled_start_leaves_the_camera_dark(network: MjpegCamera, camera: OpencvCamera) -> None:
    starting = asyncio.create_task(camera.start())
    await asyncio.to_thread(network.watched.wait, 5)
    starting.cancel()
    await asyncio.gather(starting, return_exceptions=True)
    await camera.stop()
    assert await asyncio.to_thread(network.gone.wait, 5)
    assert camera.newest is None


async def test_the_self_test_takes_one_picture_and_goes_dark(
    network: MjpegCamera, camera: OpencvCamera
) -> None:
    assert (await camera.self_test()).usable
    assert await asyncio.to_thread(network.gone.wait, 5), "it watched, and went"
    assert camera.newest is None
    network.silent = True
    told = await camera.self_test()
    assert (told.device, told.code) == (DeviceState.OFFLINE, "no_answer")


async def test_a_video_file_begins_anew_at_its_end(tmp_path: Path) -> None:
    film = tmp_path / "film.avi"
    record(Grey(), film)
    camera = OpencvCamera(str(film))
    await camera.open()
    await camera.start()
    first = await camera.next()
    bright = {level(await camera.next(first.number + step)) for step in range(1, 25)}
    assert len(bright) > 5
    await camera.stop()


async def test_a_folder_shows_its_pictures_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name, grey in (("b.png", 200), ("a.png", 100)):
        cv2.imwrite(str(tmp_path / name), np.full((20, 30, 3), grey, np.uint8))
    (tmp_path / "notes.txt").write_text("no picture")
    camera = OpencvCamera(str(tmp_path))
    await camera.start()
    first = await camera.next()
    second = await camera.next(first.number)
    third = await camera.next(second.number)
    assert [level(p) for p in (first, second, third)] == [100, 200, 100]
    await camera.close()


async def test_pictures_that_nobody_needs_are_let_pass(network: MjpegCamera) -> None:
    camera = OpencvCamera(network.url, every=0.4, patience=Patience(picture=20))
    await camera.start()
    first = await camera.next()
    second = await camera.next(first.number)
    assert second.number == first.number + 1
    assert (level(second) - level(first)) % 256 >= 3 * 8, "several went by in between"
    await camera.close()
