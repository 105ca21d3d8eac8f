"""What blocks, in a thread of its own: one piece at a time, and cancelling waits until the thread let go."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Stopped(Exception):
    """The work was cancelled, or the driver closed."""


class Worker:
    """Runs a driver's blocking work. Each piece gets an event and ends soon after that is set."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._stop = threading.Event()
        self._closing = 0

    @property
    def busy(self) -> bool:
        """Whether something is being done."""
        return self._turn.locked()

    async def run(self, work: Callable[[threading.Event], T]) -> T:
        """Do ``work`` when its turn comes. Raises what it raises; ``Stopped`` when closed meanwhile."""
        async with self._turn:
            if self._closing:
                raise Stopped
            self._stop = stop = threading.Event()
            thread = asyncio.ensure_future(asyncio.to_thread(work, stop))
            try:
                return await asyncio.shield(thread)
            except asyncio.CancelledError:
                await _ended(thread, stop)
                raise

    async def close(self, shut: Callable[[], None]) -> None:
        """Stop what is at work and what waits its turn, then do ``shut``."""
        self._closing += 1
        self._stop.set()
        try:
            async with self._turn:
                await asyncio.to_thread(shut)
        finally:
            self._closing -= 1


async def _ended(thread: asyncio.Future[T], stop: threading.Event) -> None:
    """Wait until the thread has let go of the port, however often the waiting itself is cancelled."""
    stop.set()
    while not thread.done():
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait([thread])
    if not thread.cancelled():
        thread.exception()
