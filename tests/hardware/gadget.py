"""Devices that behave as told, under a supervisor, in virtual time."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime

from structlog.testing import capture_logs
from structlog.typing import EventDict

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import DeviceState, DeviceStatus
from kiosk.hardware.supervisor import Pace, Supervisor
from tests.fakes import NOW, ONLINE, virtually

UNPLUGGED = DeviceFault("id_card", "unplugged", Action.MAINTENANCE)
MISSING = DeviceFault("id_card", "port_missing", Action.MAINTENANCE)
SILENT = DeviceStatus(DeviceState.OFFLINE, action=Action.RESET, code="no_answer")


class Gadget:
    """A device that opens and answers as told. ``when`` holds the moments of its ``open`` calls."""

    kind = "id_card"

    def __init__(self) -> None:
        self.opens: BaseException | None = None
        self.answers: DeviceStatus | Exception = ONLINE
        self.tests: DeviceStatus | Exception = ONLINE
        self.hangs: set[str] = set()
        """The calls that do not return, until cancelled."""
        self.stays: set[str] = set()
        """The calls that do not return, cancelled or not, as a thread that hangs."""
        self.mended = asyncio.Event()
        self.deadlines: dict[str, float] = {}
        self.calls: Counter[str] = Counter()
        self.when: list[float] = []
        self.is_open = False
        self.takes = 0.0
        """Seconds that opening takes."""
        self.on_call: Callable[[str], None] = lambda _name: None

    async def open(self) -> None:
        self.when.append(asyncio.get_running_loop().time())
        await self._called("open")
        if self.takes:
            await asyncio.sleep(self.takes)
        if self.opens is not None:
            raise self.opens
        self.is_open = True

    async def close(self) -> None:
        await self._called("close")
        self.is_open = False

    async def status(self) -> DeviceStatus:
        await self._called("status")
        if isinstance(self.answers, Exception):
            raise self.answers
        return self.answers

    async def self_test(self) -> DeviceStatus:
        await self._called("self_test")
        if isinstance(self.tests, Exception):
            raise self.tests
        return self.tests

    async def _called(self, name: str) -> None:
        self.calls[name] += 1
        self.on_call(name)
        if name in self.hangs:
            await asyncio.Event().wait()
        while name in self.stays and not self.mended.is_set():
            with contextlib.suppress(asyncio.CancelledError):
                await self.mended.wait()


class Watch:
    """A supervisor at work on gadgets, and what it told."""

    def __init__(self, pace: Pace | None = None, **gadgets: Gadget) -> None:
        self.changes = 0
        self.now = NOW
        self.supervisor = Supervisor(gadgets, self._changed, self._clock, pace=pace or Pace())
        self.work: asyncio.Task[None] | None = None
        self._gadgets = gadgets

    def _changed(self) -> None:
        self.changes += 1

    def _clock(self) -> datetime:
        return self.now

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Supervisor]:
        self.work = asyncio.create_task(self.supervisor.run())
        try:
            yield self.supervisor
        finally:
            self.work.cancel()
            await asyncio.gather(self.work, return_exceptions=True)
            for gadget in self._gadgets.values():  # or the loop would wait for what never returns
                gadget.mended.set()


def played(story: Callable[[], Coroutine[None, None, None]]) -> list[EventDict]:
    """Play a story in virtual time; returns what was logged."""
    with capture_logs() as logged:
        virtually(story())
    return logged


def events(logged: list[EventDict], *names: str) -> list[str]:
    return [entry["event"] for entry in logged if not names or entry["event"] in names]
