from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from kiosk.hardware.code_scanner.serial_scanner import SerialScanner
from simulator.scanner import SimScanner


@pytest.fixture
def device(tmp_path: Path) -> Iterator[SimScanner]:
    made = SimScanner(tmp_path / "qr")
    yield made
    made.close()


@pytest.fixture
async def closed_scanner(device: SimScanner) -> AsyncIterator[SerialScanner]:
    made = SerialScanner(device.path)
    yield made
    await made.close()


@pytest.fixture
async def scanner(closed_scanner: SerialScanner) -> SerialScanner:
    await closed_scanner.open()
    return closed_scanner
