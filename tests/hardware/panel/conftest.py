from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from kiosk.hardware.panel import Event
from kiosk.hardware.panel.serial_board import SerialBoard
from simulator.panel import PanelBoard


class Ear:
    """Hears a panel's events."""

    def __init__(self) -> None:
        self.heard: list[Event] = []
        self._news = asyncio.Event()

    def __call__(self, event: Event) -> None:
        self.heard.append(event)
        self._news.set()

    async def until(self, so: Callable[[], object]) -> None:
        async with asyncio.timeout(20):
            while not so():
                self._news.clear()
                await self._news.wait()

    async def hears(self, *events: Event) -> None:
        await self.until(lambda: len(self.heard) >= len(events))
        assert self.heard == list(events)
        self.heard.clear()


@pytest.fixture
def board(tmp_path: Path) -> Iterator[PanelBoard]:
    made = PanelBoard(tmp_path / "panel")
    yield made
    made.close()


@pytest.fixture
async def closed_panel(board: PanelBoard) -> AsyncIterator[SerialBoard]:
    made = SerialBoard(board.path, 115200)
    yield made
    await made.close()


@pytest.fixture
async def panel(closed_panel: SerialBoard) -> SerialBoard:
    await closed_panel.open()
    return closed_panel


@pytest.fixture
def ear(closed_panel: SerialBoard) -> Ear:
    made = Ear()
    closed_panel.listen(made)
    return made
