"""Nothing of a face is left: not in files, not in shared memory, not in the log or on the terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.identity.face import portrait
from kiosk.identity.face.engine import Engine
from simulator.camera import Live, MjpegCamera
from simulator.camera.chip import chip_photo
from simulator.camera.head import Frame
from simulator.camera.server import QUALITY
from tests.identity.face.conftest import photo

CHILD = Path(__file__).with_name("whole_check.py")
ROOT = Path.cwd()
SNIPPET = 24
"""Bytes in a row that are nowhere by chance."""


class Remembered(Live):
    """A person, and every picture that was taken of them."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.taken: list[Frame] = []

    def frame(self) -> Frame:
        self.taken.append(super().frame())
        return self.taken[-1]


def traces(scene: Remembered, chip: bytes, engine: Engine) -> Iterator[bytes]:
    """What would be found of the pictures, the portrait and their descriptions."""
    yield chip[100 : 100 + SNIPPET]
    for frame in scene.taken:
        jpeg = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1]
        middle = len(jpeg) // 2
        yield jpeg.tobytes()[middle : middle + SNIPPET]
        decoded = cv2.imdecode(jpeg, cv2.IMREAD_COLOR)
        assert decoded is not None
        yield decoded[240, 320 : 320 + SNIPPET].tobytes()
    seen = cv2.imdecode(cv2.imencode(".jpg", scene.taken[-1])[1], cv2.IMREAD_COLOR)
    assert seen is not None
    face = engine.faces(np.asarray(seen, np.uint8))[0]
    described = [*(portrait.describe(engine, chip) or ()), engine.sface(np.asarray(seen, np.uint8), face)]
    for numbers in described:
        yield numbers[:4].tobytes()
        yield numbers[:4].astype(np.float32).tobytes()
        yield from (f"{abs(number):.5f}"[1:].encode() for number in numbers[:20])


@pytest.mark.parametrize(("way", "ended"), [("whole", "match"), ("kill", "worker_died")])
def test_no_bytes_are_left(engine: Engine, tmp_path: Path, way: str, ended: str) -> None:
    scene, chip = Remembered(photo("person_b_1")), chip_photo(photo("person_b_2"))
    shared = set(Path("/dev/shm").iterdir())  # noqa: S108 looked at, not written to
    environment = {**os.environ, "TMPDIR": str(tmp_path), "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with MjpegCamera(scene) as network:
        told = subprocess.run(
            [sys.executable, str(CHILD), network.url, way],
            input=chip,
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            check=True,
        )
    lines = told.stdout.decode().splitlines()
    assert f"ENDED {ended}" in lines
    log = tmp_path / "log" / "kiosk.log"
    assert {line for line in lines if line.startswith("WRITES ")} == {f"WRITES {log}"}, "only the log"
    assert set(Path("/dev/shm").iterdir()) <= shared  # noqa: S108
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert log in files
    left = b"\0".join([told.stdout, told.stderr, *(file.read_bytes() for file in files)])
    assert b"face.step" in left, "the log was looked at"
    assert len(scene.taken) > 5
    for trace in traces(scene, chip, engine):
        assert trace not in left
        assert trace.hex().encode() not in left
