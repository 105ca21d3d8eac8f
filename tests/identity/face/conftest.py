from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from kiosk.config import Face
from kiosk.hardware.camera.opencv import OpencvCamera, Patience
from kiosk.identity.face.engine import Engine
from kiosk.identity.face.worker import FaceWorker
from simulator.camera import Frozen, MjpegCamera

FACES = Path("assets/faces")


def photo(name: str) -> Path:
    """A test face; ``make assets`` fetches them."""
    file = FACES / f"{name}.jpg"
    if not file.exists():
        pytest.fail(f"{file} is missing: run `make assets`")
    return file


@pytest.fixture(scope="session")
def engine() -> Engine:
    made = Engine()
    made.warm()
    return made


@pytest.fixture
def rules() -> Face:
    """Enough time for a slow machine; what fails takes as long."""
    return Face(find_seconds=20, action_seconds=8)


@pytest.fixture
async def worker() -> AsyncIterator[FaceWorker]:
    made = FaceWorker()
    running = asyncio.create_task(made.run())
    await made.ready(within=60)
    yield made
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.fixture
def network() -> Iterator[MjpegCamera]:
    """A camera that shows nobody alive until told."""
    with MjpegCamera(Frozen(photo("person_b_1"))) as made:
        yield made


@pytest.fixture
async def camera(network: MjpegCamera) -> AsyncIterator[OpencvCamera]:
    made = OpencvCamera(network.url, patience=Patience(picture=3.0))
    yield made
    await made.close()
