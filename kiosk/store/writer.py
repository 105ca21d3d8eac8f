"""The one hand that writes: jobs of one moment share one transaction, and with it one fsync."""

from __future__ import annotations

import queue
import sqlite3
import threading
import time
from itertools import groupby
from typing import Any, Final

from kiosk.errors import OutboxFull, StoreError
from kiosk.store.job import Job, T, Telling

QUICK_S: Final = 0.001
"""A disk that is done in this time is done before a sleeping thread and a sleeping loop were woken."""

TRUSTED: Final = 4
"""After so many quick writes in a row the next one is expected to be quick."""


class Writer:
    """Uses ``db`` in a thread of its own; where that only costs time, in the thread of whoever asks.

    Both methods are for the event loop's thread. Its own queue: an executor takes longer than a fast disk.
    """

    def __init__(self, db: sqlite3.Connection, quick_s: float) -> None:
        self._db = db
        self._quick_s = quick_s
        self._jobs: queue.SimpleQueue[Job[Any] | None] = queue.SimpleQueue()
        self._asked = 0
        """Counted by the event loop's thread alone, as ``_done`` is by the writer's."""
        self._done = 0
        self._quick = 0
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def add(self, job: Job[Any]) -> None:
        """Do it when its turn comes; in order."""
        self._asked += 1
        self._jobs.put(job)

    def add_short(self, job: Job[Any]) -> None:
        """The same; done when this returns if nothing is before it and the disk has been quick.

        A disk that turns slow costs the event loop one slow write, then none until it was quick again.
        """
        if self._asked != self._done or self._quick < TRUSTED:
            self.add(job)
            return
        for _, tell in self._do([job]):
            tell()

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
            jobs = [job for job in batch if job is not None]
            told = self._do([job for job in jobs if not job.told.cancelled()])
            self._done += len(jobs)
            for job, tell in told:
                job.post(tell)

    def _do(self, jobs: list[Job[Any]]) -> list[tuple[Job[Any], Telling]]:
        began = time.monotonic()
        told = list[tuple[Job[Any], Telling]]()
        for alone, group in groupby(jobs, key=lambda job: job.alone):
            some = list(group)
            tellings = [_do_alone(self._db, job) for job in some] if alone else _do_together(self._db, some)
            told += zip(some, tellings, strict=True)
        self._quick = self._quick + 1 if time.monotonic() - began <= self._quick_s else 0
        return told


def _do_alone(db: sqlite3.Connection, job: Job[T]) -> Telling:
    try:
        result = job.work(db)
    except Exception as error:  # noqa: BLE001 told to whoever asked
        return job.failed(translated(error))
    return job.succeeded(result)


def _do_together(db: sqlite3.Connection, jobs: list[Job[Any]]) -> list[Telling]:
    try:
        db.execute("BEGIN IMMEDIATE")
        tellings = [_attempt(db, job, savepoint=len(jobs) > 1) for job in jobs]
        db.execute("COMMIT")
    except Exception as error:  # noqa: BLE001 told to everyone whose work it undid
        if db.in_transaction:
            db.execute("ROLLBACK")
        return [job.failed(translated(error)) for job in jobs]
    return tellings


def _attempt(db: sqlite3.Connection, job: Job[T], *, savepoint: bool) -> Telling:
    """Do one job; its outcome is told only after the commit. Its failure undoes nothing of its neighbours."""
    if not savepoint:
        return job.succeeded(job.work(db))
    db.execute("SAVEPOINT job")
    try:
        result = job.work(db)
    except Exception as error:
        if not db.in_transaction:
            raise  # a full disk or a broken file: SQLite has undone the whole transaction
        db.execute("ROLLBACK TO job")
        db.execute("RELEASE job")
        return job.failed(translated(error))
    db.execute("RELEASE job")
    return job.succeeded(result)


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
