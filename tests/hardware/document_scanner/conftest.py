from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from kiosk.hardware.camera.opencv import Patience
from kiosk.hardware.document_scanner.opencv import OpencvScanner
from simulator.camera.server import MjpegCamera
from simulator.document_scanner import Desk


@pytest.fixture
def network() -> Iterator[MjpegCamera]:
    with MjpegCamera(Desk(), rate=6) as made:
        yield made


@pytest.fixture
async def scanner(network: MjpegCamera) -> AsyncIterator[OpencvScanner]:
    made = OpencvScanner(network.url, patience=Patience(open=30, picture=30))
    yield made
    await made.close()
