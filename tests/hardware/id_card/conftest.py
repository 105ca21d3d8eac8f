from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from kiosk.hardware.id_card.samv_serial import SamvSerialReader
from simulator.samv import SamvModule


@pytest.fixture
def module(tmp_path: Path) -> Iterator[SamvModule]:
    made = SamvModule(tmp_path / "idcard")
    yield made
    made.close()


@pytest.fixture
async def closed_reader(module: SamvModule) -> AsyncIterator[SamvSerialReader]:
    made = SamvSerialReader(module.path, 115200, "")
    yield made
    await made.close()


@pytest.fixture
async def reader(closed_reader: SamvSerialReader) -> SamvSerialReader:
    await closed_reader.open()
    return closed_reader
