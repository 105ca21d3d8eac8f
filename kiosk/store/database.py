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
from kiosk.store.writer import Writer, translated


class Database:
    """One writer thread, one reader thread. Opening blocks: quick unless there is much to check."""

    def __init__(self, path: Path, migrations: tuple[str, ...]) -> None:
        """Open or create. Raises ``StoreError``; a corrupt file is set aside instead."""
        self._opened: Opened = open_files(path, migrations)
        self.set_aside: Path | None = self._opened.set_aside
        """The folder a corrupt file was moved to at this start: staff must hear of it."""
        self._writer = Writer(self._opened.writer)
        self._reading = ThreadPoolExecutor(1, "store-reader")

    async def write(self, work: Work[T]) -> T:
        """Run ``work`` in a transaction; when this returns, what it wrote is on the disk.

        Raises what ``work`` raises (it then changed nothing), ``StoreError`` or ``OutboxFull`` (disk full).
        """
        told: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._writer.add(Job(work, told))
        return await told

    def begin(self, work: Work[T], then: Callable[[T], None]) -> Job[T]:
        """The same, for who has more to do while the writer's thread wakes up, and then calls ``attend``.

        ``then`` hears the result as well, on the event loop, even when nobody waits any longer.
        """
        job = Job(work, asyncio.get_running_loop().create_future(), then, attended=True)
        self._writer.add(job)
        return job

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
