"""A panel on a serial port, by the line protocol of docs/panel-protocol.md."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import STARTING, DeviceState, DeviceStatus
from kiosk.hardware.panel.base import KIND, Beep, Event, Light, Mode
from kiosk.hardware.panel.board_faults import fault, status_of
from kiosk.hardware.panel.board_inputs import Inputs
from kiosk.hardware.panel.board_talk import BoardTalk, Wishes

MILLISECONDS: Final = {Beep.OK: "80", Beep.WRONG: "150,100,150", Beep.ATTENTION: "100,80,100,80,300"}
"""Sound, pause, sound …"""
WELL: Final = DeviceStatus(DeviceState.ONLINE)
STALE_SECONDS: Final = 10.0
"""A thread that did not come round for so long hangs: a slow board with all its lights takes half of it."""
DOOR_OPEN: Final = DeviceStatus(DeviceState.ONLINE, action=Action.CLEAR, code="door_open")


class SerialBoard:
    """Implements ``Panel``. All that blocks runs in one thread of its own, from ``open`` to ``close``."""

    kind = KIND

    def __init__(self, port: str, baud: int, *, stale_seconds: float = STALE_SECONDS) -> None:
        self._stale_seconds = stale_seconds
        self._path = port
        self._baud = baud
        self._wishes = Wishes()
        self._inputs = Inputs()
        self._listeners: list[Callable[[Event], None]] = []
        self._known = STARTING
        self._thread = ThreadPoolExecutor(1, "panel")
        self._stop = threading.Event()
        self._talk: asyncio.Future[None] | None = None

    @property
    def doors(self) -> Mapping[str, bool]:
        """See ``Panel``."""
        return self._inputs.doors

    @property
    def present(self) -> bool | None:
        """See ``Panel``."""
        return self._inputs.present

    async def open(self) -> None:
        """Take the port and hear the board's inputs, if that is not so already. Raises ``DeviceFault``."""
        if self._talking:
            if self._stop.is_set() or self._hangs:
                raise fault("stalled", "the thread has not let go of the port")
            return
        loop = asyncio.get_running_loop()
        begun = asyncio.Event()
        self._stop = threading.Event()
        self._wishes.turned = time.monotonic()
        self._talk = loop.run_in_executor(self._thread, self._run, loop, self._stop, begun)
        self._talk.add_done_callback(self._ended)
        waiting = asyncio.ensure_future(begun.wait())
        try:
            await _first(self._talk, waiting)
        except asyncio.CancelledError:
            await self.close()
            raise
        finally:
            waiting.cancel()
        if self._talk.done():
            self._talk.result()
            raise fault("closed")
        self._known = WELL

    async def close(self) -> None:
        """Give the port back. What was wrong before stays known."""
        self._stop.set()
        if self._talk is not None:
            await asyncio.wait({self._talk})
        if self._known.device is DeviceState.ONLINE:
            self._known = status_of(fault("closed"))

    async def status(self) -> DeviceStatus:
        """What the heartbeat in the driver's thread found, which is at most three seconds old."""
        problem = self._talk.exception() if self._talk is not None and self._talk.done() else None
        if problem is not None and not isinstance(problem, DeviceFault):
            raise problem
        if self._hangs:
            return status_of(fault("stalled"))
        if self._talking and self._known is WELL and any(self._inputs.doors.values()):
            return DOOR_OPEN
        return self._known

    async def self_test(self) -> DeviceStatus:
        """Have the board put all its lights on for a second, and sound once."""
        if self._talk is None or self._talk.done():
            return self._known
        told: Future[str] = Future()
        self._wishes.orders.put(("LAMPS", told))
        answer = asyncio.wrap_future(told)
        await _first(self._talk, answer)
        if self._talk.done() or answer.exception() is not None:
            await asyncio.wait({self._talk})
            return self._known
        return await self.status() if answer.result().startswith("OK") else status_of(fault("unconfirmed"))

    def light(self, name: Light, mode: Mode) -> None:
        """See ``Panel``."""
        self._wishes.lights = {**self._wishes.lights, name: mode}

    def beep(self, pattern: Beep) -> None:
        """See ``Panel``."""
        if self._talking and self._known is WELL:
            self._wishes.orders.put((f"BEEP {MILLISECONDS[pattern]}", Future()))

    def listen(self, hear: Callable[[Event], None]) -> Callable[[], None]:
        """See ``Panel``."""
        self._listeners.append(hear)
        return lambda: self._listeners.remove(hear)

    @property
    def _talking(self) -> bool:
        return self._talk is not None and not self._talk.done()

    @property
    def _hangs(self) -> bool:
        return self._talking and time.monotonic() - self._wishes.turned > self._stale_seconds

    def _run(self, loop: asyncio.AbstractEventLoop, stop: threading.Event, begun: asyncio.Event) -> None:
        def on_the_loop(work: Callable[[], None]) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody is left to be told
                loop.call_soon_threadsafe(work)

        while not self._wishes.orders.empty():  # of the conversation before: too late now
            self._wishes.orders.get()

        def learned(now: Inputs) -> None:
            on_the_loop(lambda: self._learned(now))

        talk = BoardTalk(self._path, self._baud, self._wishes, learned, stop)
        talk.run(lambda: on_the_loop(begun.set))

    def _learned(self, now: Inputs) -> None:
        before, self._inputs = self._inputs, now
        for event in now.events(before):
            for hear in tuple(self._listeners):
                hear(event)

    def _ended(self, talk: asyncio.Future[None]) -> None:
        problem = None if talk.cancelled() else talk.exception()
        if isinstance(problem, DeviceFault):
            self._known = status_of(problem)


async def _first(*work: asyncio.Future[Any]) -> None:
    await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
