from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from kiosk.hardware.smart_card.monitor import Monitor
from kiosk.hardware.smart_card.pcsc import PcscReader
from kiosk.hardware.smart_card.turn import Turn
from simulator.pcsc import Pcscd, Slot
from simulator.pcsc.cards import country
from simulator.pcsc.daemon import READER


@pytest.fixture
def daemon(running_daemon: Pcscd) -> Iterator[Pcscd]:
    yield running_daemon
    running_daemon.thaw()
    running_daemon.plug()
    running_daemon.start()


@pytest.fixture
def slot(daemon: Pcscd) -> Iterator[Slot]:
    _wait_until_empty()
    made = Slot(daemon.port)
    yield made
    made.pull()


@pytest.fixture
def second(daemon: Pcscd) -> Iterator[Slot]:
    """The other slot of the two."""
    _wait_until_empty()
    made = Slot(daemon.port + 1)
    yield made
    made.pull()


def _wait_until_empty() -> None:
    # pcscd looks every 0.4 s: a card of the test before may still count as present.
    with contextlib.closing(Monitor(Turn(5.0), READER)) as monitor:
        while monitor.look(0.2):
            pass


@pytest.fixture
def csca_dir(tmp_path: Path) -> Path:
    (tmp_path / "csca.cer").write_bytes(country().der)
    return tmp_path


@pytest.fixture
async def closed_reader(slot: Slot, csca_dir: Path) -> AsyncIterator[PcscReader]:
    # By name: the other slot's reader has the same, but for its last digit.
    made = PcscReader(f"{READER} 00 00", str(csca_dir), call_seconds=1.5)
    yield made
    slot.pull()
    await made.close()


@pytest.fixture
async def reader(closed_reader: PcscReader) -> PcscReader:
    await closed_reader.open()
    return closed_reader
