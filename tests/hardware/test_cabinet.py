"""A panel and a UPS under their supervisor, over real wires: lost with the cable, taken back with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from structlog.testing import capture_logs

from kiosk.clock import now
from kiosk.hardware.device import Device
from kiosk.hardware.panel import Light, Mode
from kiosk.hardware.panel.serial_board import SerialBoard
from kiosk.hardware.supervisor import Supervisor
from kiosk.hardware.ups.nut import NutUps
from simulator.panel import PanelBoard
from simulator.ups import NutDaemon
from tests.hardware.gadget import events
from tests.hardware.panel.shown import shows


class Eye:
    """Watches a supervisor's statuses."""

    def __init__(self, **devices: Device) -> None:
        self.supervisor = Supervisor(devices, self._changed, now)
        self._news = asyncio.Event()

    def _changed(self) -> None:
        self._news.set()

    def code(self, kind: str) -> str | None:
        status = self.supervisor.status(kind)
        assert status is not None
        return status.code or (None if status.usable else status.device)

    async def until(self, so: Callable[[], object]) -> None:
        async with asyncio.timeout(30):
            while not so():
                self._news.clear()
                await self._news.wait()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        work = asyncio.create_task(self.supervisor.run())
        try:
            await self.supervisor.all_tried()
            yield
        finally:
            work.cancel()
            await asyncio.wait({work})


async def test_a_panel_is_taken_back_with_its_lights(tmp_path: Path) -> None:
    board = PanelBoard(tmp_path / "panel")
    panel = SerialBoard(board.path, 115200)
    eye = Eye(panel=panel)
    with capture_logs() as logged:
        async with eye.open():
            panel.light(Light.READER, Mode.BLINK)
            await shows(board, reader="blink")
            board.unplug()
            await eye.until(lambda: eye.code("panel") in {"unplugged", "port_missing"})
            board.forget()
            board.plug()
            await eye.until(lambda: eye.code("panel") is None)
            await shows(board, reader="blink")
            assert (await eye.supervisor.test("panel")).usable
            assert board.beeps == ["lamps"]
    board.close()
    assert events(logged, "device.lost", "device.recovered") == ["device.lost", "device.recovered"]


async def test_whoever_watches_the_mains_is_told_that_they_end() -> None:
    daemon = NutDaemon()
    host, _, port = daemon.path.partition(":")
    ups = NutUps(host, int(port), "ups")
    eye = Eye(ups=ups)
    async with eye.open():
        ending = asyncio.create_task(ups.ending())
        daemon.line.unplug()
        await eye.until(lambda: eye.code("ups") is not None)
        daemon.line.plug()
        await eye.until(lambda: eye.code("ups") is None)
        daemon.supply.mains = False
        await eye.until(lambda: eye.code("ups") == "on_battery")
        assert not ending.done()
        daemon.supply.low = True
        async with asyncio.timeout(30):
            await ending
        await eye.until(lambda: eye.code("ups") == "battery_low")
    daemon.close()
