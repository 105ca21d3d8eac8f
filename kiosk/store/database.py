"""SQLite that loses nothing it said it kept.

WAL with ``synchronous=FULL``: a commit that returned is on the disk. Writers of the same moment share one
transaction, and with it one fsync. Freed space is overwritten (``secure_delete``); ``sweep`` empties the WAL.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from kiosk.errors import OutboxFull, StoreError
from kiosk.store.opening import Opened, open_files

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]


@dataclass(frozen=True, slots=True)
class _Job(Generic[T]):
    work: Work[T]
    done: Future[T]


class Database:
    """One writer thread, one reader thread. Opening blocks: quick unless there is much to check."""

    def __init__(self, path: Path, migrations: tuple[str, ...]) -> None:
        """Open or create. Raises ``StoreError``; a corrupt file is set aside instead."""
        self._opened: Opened = open_files(path, migrations)
        self.set_aside: Path | None = self._opened.set_aside
        """The folder a corrupt file was moved to at this start: staff must hear of it."""
        self._jobs: deque[_Job[Any]] = deque()
        self._writing = ThreadPoolExecutor(1, "store-writer")
        self._reading = ThreadPoolExecutor(1, "store-reader")

    async def write(self, work: Work[T]) -> T:
        """Run ``work`` in a transaction; when this returns, what it wrote is on the disk.

        Raises what ``work`` raises (it then changed nothing), ``StoreError`` or ``OutboxFull`` (disk full).
        """
        job = _Job(work, Future[T]())
        self._jobs.append(job)
        self._writing.submit(self._commit_waiting)
        return await asyncio.wrap_future(job.done)

    async def read(self, work: Work[T]) -> T:
        """Run ``work`` on what is committed, beside any writing. It must fetch all it wants."""
        return await asyncio.wrap_future(self._reading.submit(_told, work, self._opened.reader))

    async def sweep(self) -> bool:
        """Move the WAL into the database and empty it, so that deleted rows are gone. False: try again."""
        pragma = "PRAGMA wal_checkpoint(TRUNCATE)"

        def checkpoint(db: sqlite3.Connection) -> bool:
            return bool(db.execute(pragma).fetchone()[0] == 0)

        return await asyncio.wrap_future(self._writing.submit(_told, checkpoint, self._opened.writer))

    def close(self) -> None:
        """Finish what was begun, then let the file go."""
        self._writing.shutdown()
        self._reading.shutdown()
        self._opened.close()

    def _commit_waiting(self) -> None:
        jobs = []
        while self._jobs:
            job = self._jobs.popleft()
            if job.done.set_running_or_notify_cancel():
                jobs.append(job)
        if not jobs:
            return  # an earlier round took them along
        db = self._opened.writer
        try:
            db.execute("BEGIN IMMEDIATE")
            tellings = [_attempt(db, job) for job in jobs]
            db.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 told to everyone whose work it undid
            if db.in_transaction:
                db.execute("ROLLBACK")
            for job in jobs:
                job.done.set_exception(translated(error))
        else:
            for tell in tellings:
                tell()


def _attempt(db: sqlite3.Connection, job: _Job[T]) -> Callable[[], None]:
    """Do one job; its outcome is told only after the commit. Its failure undoes nothing of its neighbours."""
    db.execute("SAVEPOINT job")
    try:
        result = job.work(db)
    except Exception as error:
        if not db.in_transaction:
            raise  # a full disk or a broken file: SQLite has undone the whole transaction
        db.execute("ROLLBACK TO job")
        db.execute("RELEASE job")
        failure = translated(error)
        return lambda: job.done.set_exception(failure)
    db.execute("RELEASE job")
    return lambda: job.done.set_result(result)


def _told(work: Work[T], db: sqlite3.Connection) -> T:
    try:
        return work(db)
    except sqlite3.Error as error:
        raise translated(error) from None


def translated(error: Exception) -> Exception:
    """SQLite's error as the house's own; any other as it is."""
    if not isinstance(error, sqlite3.Error):
        return error
    code = getattr(error, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_FULL:
        return OutboxFull("the disk is full")
    # Without a code it is Python's own error, which may quote what it stumbled over.
    named = f"{error.sqlite_errorname}: {error}" if code else type(error).__name__
    return StoreError(named)
