"""A sharp lens and a blurred one, told apart on the camera's own wire."""

from __future__ import annotations

import asyncio
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.domain.picture import Picture
from kiosk.hardware.camera.focus import DRAWN_SIDE, focus
from kiosk.hardware.camera.opencv import OpencvCamera, Patience
from kiosk.hardware.device import DeviceState
from kiosk.hardware.document_scanner.opencv import OpencvScanner
from kiosk.hardware.look import SHARP_FROM, Eye, Judgement
from simulator.camera.film import record
from simulator.camera.server import MjpegCamera
from simulator.document_scanner import Desk
from tests.hardware.camera.lens import Scene

LENSES = [
    (0.0, False, Judgement.SHARP),
    (0.8, False, Judgement.SHARP),
    (1.5, False, Judgement.BLURRED),
    (4.0, False, Judgement.BLURRED),
    (0.0, True, Judgement.NOTHING_SEEN),
]


@pytest.mark.req("OP-01")
@pytest.mark.parametrize(("off", "dark", "judgement"), LENSES)
@pytest.mark.parametrize("device", [OpencvCamera, OpencvScanner])
async def test_the_self_test_says_how_sharp_the_lens_is(
    device: type[OpencvCamera | OpencvScanner], off: float, dark: bool, judgement: Judgement
) -> None:
    with MjpegCamera(Scene(off, dark=dark), rate=10) as network:
        lens = device(network.url, patience=Patience(open=30, picture=30))
        told = await lens.self_test()
        assert await asyncio.to_thread(network.gone.wait, 5), "nothing is taken after it"
    assert told.usable
    assert told.focus is not None
    assert told.focus.judgement is judgement
    assert (told.focus.score >= SHARP_FROM) is (judgement is Judgement.SHARP)


async def test_a_video_file_is_judged_like_a_camera(tmp_path: Path) -> None:
    film = tmp_path / "film.avi"
    record(Scene(4.0, wide=640), film)
    told = await OpencvCamera(str(film)).self_test()
    assert told.focus is not None
    assert told.focus.judgement is Judgement.BLURRED


async def test_a_glance_is_small_enough_to_draw_and_keeps_its_number() -> None:
    with MjpegCamera(Scene(0), rate=10) as network:
        lens: Eye = OpencvScanner(network.url, patience=Patience(open=30, picture=30))
        await lens.start()
        first = await lens.glance()
        second = await lens.glance(first.picture.number)
        await lens.stop()
    assert max(first.picture.width, first.picture.height) == DRAWN_SIDE
    assert len(first.picture.pixels) == first.picture.width * first.picture.height * 3
    assert second.picture.number > first.picture.number
    assert second.focus.judgement is Judgement.SHARP


async def test_without_a_picture_there_is_a_fault_and_no_focus() -> None:
    with MjpegCamera(Scene(0), rate=10) as network:
        network.silent = True
        told = await OpencvCamera(network.url, patience=Patience(picture=1.0)).self_test()
        network.silent, network.garbage = False, True
        torn = await OpencvCamera(network.url, patience=Patience(picture=5.0)).self_test()
    assert (told.device, told.code, told.focus) == (DeviceState.OFFLINE, "no_answer", None)
    assert (torn.code, torn.focus) == ("garbled", None)
    gone = await OpencvCamera(network.url).self_test()
    assert (gone.code, gone.focus) == ("unreachable", None)


def test_a_sharp_face_before_a_plain_wall_is_sharp() -> None:
    wall = np.full((480, 640, 3), 150, np.uint8)
    print_ = cv2.resize(Desk().frame(), (1280, 960), interpolation=cv2.INTER_AREA)[400:520, 500:660]
    wall[180:300, 240:400] = print_
    assert focus(Picture(640, 480, wall.tobytes())).judgement is Judgement.SHARP
