"""The thread that writes: jobs of one moment share one transaction, and with it one fsync."""

from __future__ import annotations

import queue
import sqlite3
import threading
from itertools import groupby
from typing import Any

from kiosk.errors import OutboxFull, StoreError
from kiosk.store.job import Job, T, Telling


class Writer:
    """The one thread that uses ``db``. Its own queue: an executor takes longer than a fast disk."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._jobs: queue.SimpleQueue[Job[Any] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def add(self, job: Job[Any]) -> None:
        """Do it when its turn comes; in order."""
        self._jobs.put(job)

    def close(self) -> None:
        """Do what is left, then end."""
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        ended = False
        while not ended:
            batch = [self._jobs.get()]
            while not self._jobs.empty():
                batch.append(self._jobs.get())
            ended = None in batch
            jobs = [job for job in batch if job and not job.told.cancelled()]
            for alone, some in groupby(jobs, key=lambda job: job.alone):
                if alone:
                    for job in some:
                        _do_alone(self._db, job)
                else:
                    _do_together(self._db, list(some))


def _do_alone(db: sqlite3.Connection, job: Job[T]) -> None:
    try:
        result = job.work(db)
    except Exception as error:  # noqa: BLE001 told to whoever asked
        job.fail(translated(error))
    else:
        job.succeed(result)


def _do_together(db: sqlite3.Connection, jobs: list[Job[Any]]) -> None:
    try:
        db.execute("BEGIN IMMEDIATE")
        tellings = [_attempt(db, job, savepoint=len(jobs) > 1) for job in jobs]
        db.execute("COMMIT")
    except Exception as error:  # noqa: BLE001 told to everyone whose work it undid
        if db.in_transaction:
            db.execute("ROLLBACK")
        for job in jobs:
            job.fail(translated(error))
    else:
        for tell in tellings:
            tell()


def _attempt(db: sqlite3.Connection, job: Job[T], *, savepoint: bool) -> Telling:
    """Do one job; its outcome is told only after the commit. Its failure undoes nothing of its neighbours."""
    if not savepoint:
        result = job.work(db)
        return lambda: job.succeed(result)
    db.execute("SAVEPOINT job")
    try:
        result = job.work(db)
    except Exception as error:
        if not db.in_transaction:
            raise  # a full disk or a broken file: SQLite has undone the whole transaction
        db.execute("ROLLBACK TO job")
        db.execute("RELEASE job")
        failure = translated(error)
        return lambda: job.fail(failure)
    db.execute("RELEASE job")
    return lambda: job.succeed(result)


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
