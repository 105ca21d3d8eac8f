"""The audit chain on disk: records are added, never changed, and what ``add`` returned is there after a cut.

Several processes may add at once (the terminal, and staff at a console): each takes the lock, reads where the
chain stands, hangs its records on, and signs the new head before it lets go.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from kiosk.domain.journal import Deed
from kiosk.errors import StoreError
from kiosk.store.audit_head import Head, read_head, write_head
from kiosk.store.audit_link import Link, Place, checkpoint, link
from kiosk.store.opening import is_corrupt, set_aside

FILE: Final = "audit.db"
LOCK: Final = "audit.lock"
BUSY_SECONDS: Final = 10.0
SCHEMA: Final = """
    PRAGMA journal_mode=WAL;
    BEGIN IMMEDIATE;
    CREATE TABLE IF NOT EXISTS chain (
        seq INTEGER PRIMARY KEY, text TEXT NOT NULL, hash TEXT NOT NULL, sm3 TEXT NOT NULL
    );
    CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TRIGGER IF NOT EXISTS never_changed BEFORE UPDATE ON chain
        BEGIN SELECT raise(ABORT, 'the audit chain is never changed'); END;
    CREATE TRIGGER IF NOT EXISTS never_shortened BEFORE DELETE ON chain
        BEGIN SELECT raise(ABORT, 'the audit chain is never shortened'); END;
    COMMIT
"""
ROWS: Final = "SELECT seq, text, hash, sm3 FROM chain"

Key = Callable[[], bytes]
"""The device's secret, as it is now."""


class AuditChain:
    """``folder/audit.db`` and its head. Every call blocks and raises ``StoreError``; any thread may call."""

    def __init__(self, folder: Path, device_id: str, key: Key) -> None:
        self._folder = folder
        self._device_id = device_id
        self._key = key
        self._threads = threading.Lock()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreError(f"{folder}: {error.strerror}") from None
        self.set_aside: Path | None = None
        """The folder a corrupt file was moved to at this start. Numbers go on; what it held is missing."""
        try:
            with self._alone():
                self._db = self._open(folder / FILE)
        except BaseException:
            os.close(self._lock)
            raise

    def add(self, deeds: Sequence[tuple[datetime, Deed]], *, sign: bool = False) -> list[Link]:
        """Hang these on, in this order; with ``sign`` a checkpoint after them. All or none of them."""
        with self._alone(), self._transaction():
            last = self.place()
            links: list[Link] = []
            for at, deed in deeds:
                links.append(self._hung(last, deed, at))
                last = links[-1].place
            if sign and last.seq:
                at = deeds[-1][0] if deeds else datetime.now().astimezone()
                links.append(self._hung(last, checkpoint(self._key(), self._device_id, last), at))
                last = links[-1].place
            self._db.execute("COMMIT")
            if links:
                write_head(self._folder, self._device_id, last, self._key())
            return links

    def lost(self) -> tuple[int, int] | None:
        """First and last number of what is missing at the end, by the signed head; ``None``: nothing is."""
        with self._alone():
            last, place = self.last(), self.place()
        return (last.seq + 1, place.seq) if place.seq > last.seq else None

    def place(self) -> Place:
        """Where the chain stands. One that was cut short goes on behind its signed head: no number twice."""
        last, head = self.last(), self.head()
        if head is not None and head.seq > last.seq and head.signed_with(self._key()):
            return head.place
        return last

    def last(self) -> Place:
        """The last record that is there."""
        row = self._db.execute(f"{ROWS} ORDER BY seq DESC LIMIT 1").fetchone()
        return Link(*row).place if row else Place()

    def head(self) -> Head | None:
        """The signed head; ``None`` where there is none that can be read."""
        try:
            return read_head(self._folder)
        except StoreError:
            return None

    def unsent(self, most: int) -> list[Link]:
        """What the outbox does not have yet, in order."""
        with self._alone():
            sent = self._db.execute("SELECT value FROM meta WHERE name = 'sent'").fetchone()
            query = f"{ROWS} WHERE seq > ? ORDER BY seq LIMIT ?"
            rows = self._db.execute(query, (sent[0] if sent else 0, most)).fetchall()
        return [Link(*row) for row in rows]

    def sent(self, seq: int) -> None:
        """The outbox has all up to this number."""
        with self._alone(), self._transaction():
            self._db.execute("REPLACE INTO meta VALUES ('sent', ?)", (seq,))
            self._db.execute("COMMIT")

    def close(self) -> None:
        """Let the files go."""
        with self._threads:
            self._db.close()
            os.close(self._lock)

    def _open(self, file: Path) -> sqlite3.Connection:
        try:
            return _opened(file)
        except sqlite3.DatabaseError as error:
            if not is_corrupt(error):
                raise
            self.set_aside = set_aside(file)
            return _opened(file)

    def _hung(self, last: Place, deed: Deed, at: datetime) -> Link:
        new = link(last, deed, device_id=self._device_id, at=at, event_id=uuid4())
        self._db.execute("INSERT INTO chain VALUES (?, ?, ?, ?)", (new.seq, new.text, new.hash, new.sm3))
        return new

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other thread and no other process meanwhile; every error is the store's own."""
        with self._threads:
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX)
                try:
                    yield
                finally:
                    fcntl.flock(self._lock, fcntl.LOCK_UN)
            except (sqlite3.Error, OSError) as error:
                raise StoreError(f"{self._folder / FILE}: {error}") from None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")


def rows_of(folder: Path) -> Iterator[Link]:
    """Every record in order, read beside a running terminal. Raises ``StoreError``."""
    file = folder / FILE
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as db:
            for row in db.execute(f"{ROWS} ORDER BY seq"):
                yield Link(*row)
    except sqlite3.Error as error:
        raise StoreError(f"{file}: {error}") from None


def _opened(file: Path) -> sqlite3.Connection:
    # Made before SQLite makes it: SQLite gives the WAL the same mode.
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    db = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA synchronous=FULL")
        db.execute("PRAGMA cache_size=-64")  # 64 KiB: one page at the end is all that is written
        db.executescript(SCHEMA)
    except BaseException:
        db.close()
        raise
    return db
