from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import numpy as np
import pytest

from kiosk.hardware.camera.opencv import OpencvCamera, Patience
from simulator.camera.head import HEIGHT, WIDTH, Frame
from simulator.camera.server import MjpegCamera


class Grey:
    """A scene that grows brighter with every picture."""

    def __init__(self) -> None:
        self.level = 0

    def frame(self) -> Frame:
        self.level = (self.level + 8) % 256
        return np.full((HEIGHT, WIDTH, 3), self.level, np.uint8)

    def do(self, action: str) -> None:
        raise AssertionError(action)


@pytest.fixture
def network() -> Iterator[MjpegCamera]:
    with MjpegCamera(Grey()) as made:
        yield made


@pytest.fixture
async def camera(network: MjpegCamera) -> AsyncIterator[OpencvCamera]:
    made = OpencvCamera(network.url, patience=Patience(picture=1.0))
    yield made
    await made.close()
