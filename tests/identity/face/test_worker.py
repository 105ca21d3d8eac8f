"""The worker process: warm, replaced when it dies, honest about a processor it cannot work on."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from kiosk.config import Face
from kiosk.domain.personal import Personal
from kiosk.domain.picture import Picture
from kiosk.errors import Action, DeviceFault
from kiosk.hardware.camera.opencv import OpencvCamera
from kiosk.identity.face.base import FaceStep, Stage, Verdict
from kiosk.identity.face.checker import LiveFaceChecker
from kiosk.identity.face.worker import FaceWorker
from kiosk.identity.face.worker_process import has_avx
from simulator.camera import MjpegCamera
from simulator.camera.chip import chip_photo
from tests.identity.face.conftest import photo

GREY = Picture(64, 48, bytes(64 * 48 * 3), 1)


async def test_killed_in_the_middle_and_the_next_check(
    network: MjpegCamera, camera: OpencvCamera, worker: FaceWorker
) -> None:
    checker = LiveFaceChecker(camera, worker, Face(liveness=()))
    chip = Personal(chip_photo(photo("person_b_2")))
    first = worker.pid
    assert first is not None

    def kill(step: FaceStep) -> None:
        if step.stage is Stage.COMPARE:
            os.kill(first, signal.SIGKILL)

    with pytest.raises(DeviceFault) as caught:
        await checker.check(chip, on_step=kill)
    assert (caught.value.kind, caught.value.code) == ("face", "worker_died")
    assert caught.value.action is Action.RESET
    assert camera.newest is None
    assert await asyncio.to_thread(network.gone.wait, 5), "the camera is dark"
    await worker.ready(within=60)
    decision = await checker.check(chip, on_step=lambda _: None)
    assert decision.verdict is Verdict.MATCH
    assert worker.pid not in {None, first}


async def test_a_worker_that_does_not_answer_is_replaced(worker: FaceWorker) -> None:
    first = worker.pid
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    with pytest.raises(DeviceFault) as caught:
        await worker.look(GREY)
    assert caught.value.code == "worker_silent"
    await worker.ready(within=60)
    assert worker.pid != first
    assert (await worker.look(GREY)).kept == 0


async def test_a_cancelled_question_leaves_the_line_in_order(worker: FaceWorker) -> None:
    asking = asyncio.create_task(worker.look(GREY))
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert await worker.begin(Personal(b"no picture")) is False


async def test_it_ends_with_the_terminal(worker: FaceWorker) -> None:
    pid = worker.pid
    assert pid is not None
    assert (await worker.look(GREY)).hint is not None
    other = FaceWorker()
    running = asyncio.create_task(other.run())
    await other.ready(within=60)
    gone = other.pid
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert gone is not None
    with pytest.raises(ProcessLookupError):
        os.kill(gone, 0)
    os.kill(pid, 0)


async def test_without_avx_it_says_so_in_plain_words(tmp_path: Path) -> None:
    cpu_info = tmp_path / "cpuinfo"
    cpu_info.write_text("processor\t: 0\nflags\t\t: fpu sse sse2\n")
    worker = FaceWorker(cpu_info)
    with capture_logs() as logged:
        await worker.run()
    with pytest.raises(DeviceFault) as caught:
        await worker.ready()
    assert (caught.value.code, caught.value.action) == ("no_avx", Action.MAINTENANCE)
    assert "no AVX" in caught.value.detail
    assert [entry["event"] for entry in logged] == ["face.unfit"]


async def test_before_it_runs_it_is_not_ready() -> None:
    with pytest.raises(DeviceFault) as caught:
        await FaceWorker().ready(within=0.01)
    assert (caught.value.code, caught.value.action) == ("not_ready", Action.SUSPEND)


async def test_a_picture_too_large_is_refused(worker: FaceWorker) -> None:
    with pytest.raises(DeviceFault) as caught:
        await worker.look(Picture(4000, 3000, bytes(4000 * 3000 * 3)))
    assert caught.value.code == "picture_too_large"


def test_avx_is_asked_of_every_core() -> None:
    assert has_avx("flags : fpu avx\nflags : fpu avx avx2\n")
    assert not has_avx("flags : fpu avx\nflags : fpu\n")
    assert not has_avx("")


def test_the_terminal_itself_loads_no_model_and_no_opencv() -> None:
    code = (
        "import sys, kiosk.identity.face.build, kiosk.devices\n"
        "print([m for m in ('cv2', 'dlib', 'numpy', 'face_recognition') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
