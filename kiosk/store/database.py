"""SQLite that loses nothing it said it kept.

WAL with ``synchronous=FULL``: a commit that returned is on the disk. Writers of the same moment share one
transaction, and with it one fsync. Freed space is overwritten (``secure_delete``); ``sweep`` empties the WAL.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kiosk.store.job import Job, T, Work
from kiosk.store.opening import Opened, open_files
from kiosk.store.writer import QUICK_S, Writer, translated


class Database:
    """One writer thread, one reader thread. Opening blocks: quick unless there is much to check."""

    def __init__(self, path: Path, migrations: tuple[str, ...], quick_s: float = QUICK_S) -> None:
        """Open or create. Raises ``StoreError``; a corrupt file is set aside instead.

        ``quick_s``: a disk that writes in so many seconds is quick.
        """
        self._opened: Opened = open_files(path, migrations)
        self.set_aside: Path | None = self._opened.set_aside
        """The folder a corrupt file was moved to at this start: staff must hear of it."""
        self._writer = Writer(self._opened.writer, quick_s)
        self._reading = ThreadPoolExecutor(1, "store-reader")

    async def write(self, work: Work[T]) -> T:
        """Run ``work`` in a transaction; when this returns, what it wrote is on the disk.

        Raises what ``work`` raises (it then changed nothing), ``StoreError`` or ``OutboxFull`` (disk full).
        """
        told: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._writer.add(Job(work, told))
        return await told

    async def keep(self, work: Work[T], then: Callable[[T], None], *, short: bool) -> T:
        """The same; ``then`` hears the result as well, even when nobody waits any longer.

        ``short`` work may be done right here: on a quick disk that takes less than to wake another thread.
        """
        told: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        job = Job(work, told, then)
        (self._writer.add_short if short else self._writer.add)(job)
        return await told

    async def read(self, work: Work[T]) -> T:
        """Run ``work`` on what is committed, beside any writing. It must fetch all it wants."""
        return await asyncio.wrap_future(self._reading.submit(_told, work, self._opened.reader))

    async def sweep(self) -> bool:
        """Move the WAL into the database and empty it, so that deleted rows are gone. False: try again."""
        told: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._writer.add(Job(_checkpoint, told, alone=True))
        return await told

    def close(self) -> None:
        """Finish what was begun, then let the file go."""
        self._writer.close()
        self._reading.shutdown()
        self._opened.close()


def _checkpoint(db: sqlite3.Connection) -> bool:
    return bool(db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)


def _told(work: Work[T], db: sqlite3.Connection) -> T:
    try:
        return work(db)
    except sqlite3.Error as error:
        raise translated(error) from None
