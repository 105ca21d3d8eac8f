"""One piece of work on the database, and the way its result comes back to the event loop."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]
Telling = Callable[[], None]


@dataclass(frozen=True, slots=True, eq=False)
class Job(Generic[T]):
    """``then`` hears the result on the event loop, before whoever waits, and even if nobody does any longer.

    ``alone``: in no transaction.
    """

    work: Work[T]
    told: asyncio.Future[T]
    then: Callable[[T], None] | None = None
    alone: bool = False

    def succeeded(self, result: T) -> Telling:
        """What tells the result; to be called on the event loop."""
        return lambda: self._succeed(result)

    def failed(self, error: Exception) -> Telling:
        """What tells why it came to nothing; to be called on the event loop."""
        return lambda: None if self.told.done() else self.told.set_exception(error)

    def post(self, telling: Telling) -> None:
        """Have it called there, from another thread."""
        with suppress(RuntimeError):  # the loop is closed: nobody is left to be told
            self.told.get_loop().call_soon_threadsafe(telling)

    def _succeed(self, result: T) -> None:
        try:
            if self.then:
                self.then(result)
        finally:
            if not self.told.done():
                self.told.set_result(result)
