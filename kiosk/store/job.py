"""One piece of work for the writer's thread, and the way its result comes back to the event loop."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]
Telling = Callable[[], None]

PATIENCE_S: Final = 0.001
"""How long the event loop stands by: a good disk is done sooner than a sleeping loop is woken."""


def _taken() -> threading.Lock:
    lock = threading.Lock()
    lock.acquire()
    return lock


@dataclass(slots=True, eq=False)
class Job(Generic[T]):
    """``then`` hears the result on the event loop, before whoever waits, and even if nobody does any longer.

    ``alone``: in no transaction. ``attended``: whoever made it will call ``attend``.
    """

    work: Work[T]
    told: asyncio.Future[T]
    then: Callable[[T], None] | None = None
    alone: bool = False
    attended: bool = False
    _telling: Telling | None = None
    _guard: threading.Lock = field(default_factory=threading.Lock)
    _done: threading.Lock = field(default_factory=_taken)

    @property
    def finished(self) -> bool:
        """Whether ``attend`` finds a result; false once it gave up."""
        return self._telling is not None

    def attend(self) -> None:
        """Stand by for at most ``PATIENCE_S``, on the event loop; a slower result comes by itself."""
        if not self._done.acquire(timeout=PATIENCE_S):
            with self._guard:
                self.attended = False
        if self._telling is not None:
            self._telling()

    def succeed(self, result: T) -> None:
        """Tell the result."""
        self._on_the_loop(lambda: self._succeeded(result))

    def fail(self, error: Exception) -> None:
        """Tell why it came to nothing."""
        self._on_the_loop(lambda: None if self.told.done() else self.told.set_exception(error))

    def _on_the_loop(self, tell: Telling) -> None:
        with self._guard:
            if self.attended:
                self._telling = tell
                self._done.release()
                return
        with suppress(RuntimeError):  # the loop is closed: nobody is left to be told
            self.told.get_loop().call_soon_threadsafe(tell)

    def _succeeded(self, result: T) -> None:
        try:
            if self.then:
                self.then(result)
        finally:
            if not self.told.done():
                self.told.set_result(result)
