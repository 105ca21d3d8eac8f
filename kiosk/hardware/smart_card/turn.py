"""One piece of blocking work in a thread of its own, and how long each of its calls may take.

A call into the PC/SC library cannot be interrupted: a card that never answers holds it for as long as the
reader's driver allows, which may be for ever. So the thread says before each call until when it should be
back, and whoever waits for the thread leaves it behind when it is not. It ends by itself when the call does.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any, Final, TypeVar

T = TypeVar("T")

LOOK_SECONDS: Final = 1.0
"""How often it is asked whether a thread that makes no call is done."""


class Stopped(Exception):
    """The work was cancelled."""


class Stuck(Exception):
    """A call is still out after its time."""


class Turn:
    """One thread's work. ``within`` and ``check`` are for the thread, the rest for whoever waits for it."""

    def __init__(self, call_seconds: float) -> None:
        self.call_seconds = call_seconds
        self._stop = threading.Event()
        self._until: float | None = None
        self._work: Future[Any] | None = None

    @contextlib.contextmanager
    def within(self, more: float = 0.0) -> Iterator[None]:
        """Around each blocking call: it should be back in ``call_seconds`` and ``more``."""
        self._until = time.monotonic() + self.call_seconds + more
        try:
            yield
        finally:
            self._until = None

    def check(self) -> None:
        """Raise ``Stopped`` if the work is not wanted any more."""
        if self._stop.is_set():
            raise Stopped

    def pause(self, seconds: float) -> None:
        """Wait, unless stopped. Raises ``Stopped``."""
        if self._stop.wait(seconds):
            raise Stopped

    def stop(self) -> None:
        """Ask the thread to end at its next step."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Whether ``stop`` was called."""
        return self._stop.is_set()

    @property
    def running(self) -> bool:
        """Whether the work was begun and has not ended."""
        return self._work is not None and not self._work.done()

    def start(self, work: Callable[[Turn], T]) -> asyncio.Future[T]:
        """Begin. The future must not be cancelled: the thread would not hear of it."""
        self._work = future = Future[T]()
        future.set_running_or_notify_cancel()

        def run() -> None:
            try:
                done = work(self)
            except BaseException as error:  # noqa: BLE001 it is raised where the future is awaited
                future.set_exception(error)
            else:
                future.set_result(done)

        # A daemon: a thread that is held by the reader must not hold the program's end.
        threading.Thread(target=run, name="smart_card", daemon=True).start()
        handed = asyncio.wrap_future(future)
        # Whoever left the thread behind is not told how it ended.
        handed.add_done_callback(lambda done: done.exception())
        return handed

    async def ended(self, work: asyncio.Future[T]) -> None:
        """Return when the work is done. Raises ``Stuck`` when one of its calls is out of time."""
        while not work.done():
            until = self._until
            left = LOOK_SECONDS if until is None else max(0.0, until - time.monotonic())
            await asyncio.wait([work], timeout=left)
            # The time may have passed while this loop slept, not the thread: only a call that is still the
            # same one is stuck.
            if not work.done() and until is not None and until == self._until and time.monotonic() >= until:
                raise Stuck
