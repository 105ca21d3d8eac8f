"""The simulated camera as a program: told what to do line by line, or writing a video."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.hardware.camera.opencv import OpencvCamera
from simulator.camera import Frozen, Live, Print
from simulator.camera.chip import BYTES, chip_photo
from simulator.camera.head import Head, NoFace

FACE = Path("assets/faces/person_b_1.jpg")
COMMAND = [sys.executable, "-m", "simulator.camera", str(FACE)]


class Program:
    """The simulator in a process of its own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        self.url = self._said().removeprefix("camera: ")

    def told(self, line: str) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        return self._said()

    def quit(self) -> int:
        self._process.communicate("quit\n")
        return self._process.returncode

    def _said(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


@pytest.fixture
def program() -> Program:
    return Program()


async def test_as_a_program_it_serves_and_obeys(program: Program) -> None:
    camera = OpencvCamera(program.url)
    await camera.start()
    assert (await camera.next()).width == 640
    for line in ("blink", "turn_left", "scene frozen", "refuse 503"):
        assert program.told(line) == "ok"
    assert program.told("nonsense") != "ok"
    await camera.stop()
    assert (await camera.self_test()).code == "busy"
    assert program.quit() == 0


def test_it_writes_a_video_in_which_the_head_turns(tmp_path: Path) -> None:
    film = tmp_path / "film.avi"
    subprocess.run([*COMMAND, "--video", str(film), "--do", "turn_left"], check=True)
    video, frames = cv2.VideoCapture(str(film)), []
    while (read := video.read())[0]:
        frames.append(read[1].astype(np.int16))
    assert len(frames) == 40
    still, turned = frames[5], frames[20 + 12]
    assert np.abs(turned - still)[120:360, 220:420].mean() > 3 * np.abs(frames[8] - still).mean()


def test_a_still_one_is_still_and_a_living_one_is_not() -> None:
    frozen, living, held = Frozen(FACE), Live(FACE), Print(FACE)
    assert np.array_equal(frozen.frame(), frozen.frame())
    assert not np.array_equal(living.frame(), living.frame())
    assert not np.array_equal(held.frame(), held.frame()), "a camera's noise"


def test_a_chip_s_photo_is_a_kilobyte() -> None:
    assert len(chip_photo(FACE)) <= BYTES
    assert chip_photo(FACE)[8:12] == b"WEBP"


def test_a_photograph_without_a_face_is_told(tmp_path: Path) -> None:
    grey = tmp_path / "grey.png"
    cv2.imwrite(str(grey), np.full((200, 200, 3), 128, np.uint8))
    for make in (Head, chip_photo):
        with pytest.raises(NoFace):
            make(grey)
