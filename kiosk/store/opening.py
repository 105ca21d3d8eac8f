"""Opening a database file: private, locked, checked, migrated; set aside when it is corrupt."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog

from kiosk.errors import StoreError

log = structlog.get_logger()

OWNER_ONLY = 0o600
PAGE_BYTES = 8192
"""Scanned pages are long: fewer, larger database pages write them faster than SQLite's 4096."""

CORRUPT = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
PRIMARY = 0xFF
"""SQLite keeps the kind of an extended error code in its lowest byte."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Two connections to one file, and the lock that keeps other processes out."""

    writer: sqlite3.Connection
    reader: sqlite3.Connection
    lock: int
    set_aside: Path | None

    def close(self) -> None:
        """Let go; the last one out, SQLite moves the WAL into the file."""
        self.reader.close()
        self.writer.close()
        os.close(self.lock)


def open_files(path: Path, migrations: tuple[str, ...]) -> Opened:
    """Open or create. Raises ``StoreError`` when the file is in use, unreadable or of a newer version."""
    lock = _lock(path)
    try:
        writer, set_aside = _writer(path, migrations)
        return Opened(writer, _connect(path, "PRAGMA query_only=ON"), lock, set_aside)
    except sqlite3.Error as error:
        os.close(lock)
        raise StoreError(f"{path}: {error}") from None
    except BaseException:
        os.close(lock)
        raise


def _lock(path: Path) -> int:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, OWNER_ONLY)
    except OSError as error:
        raise StoreError(f"{path.parent}: {error.strerror}") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise StoreError(f"{path}: another terminal process uses it") from None
    return lock


def _writer(path: Path, migrations: tuple[str, ...]) -> tuple[sqlite3.Connection, Path | None]:
    try:
        return _checked(path, migrations), None
    except sqlite3.DatabaseError as error:
        if not is_corrupt(error):
            raise
        aside = set_aside(path)
        log.error("store.corrupt", file=str(path), kept_in=str(aside), detail=str(error))  # noqa: TRY400
        return _checked(path, migrations), aside


def _checked(path: Path, migrations: tuple[str, ...]) -> sqlite3.Connection:
    # Made before SQLite makes it: SQLite gives the WAL the same mode, and would give both the umask's.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY))
    db = _connect(
        path,
        f"PRAGMA page_size={PAGE_BYTES}",
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "PRAGMA secure_delete=ON",
    )
    try:
        found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            broken = sqlite3.DatabaseError(found)
            broken.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise broken  # noqa: TRY301 the same way out as SQLite's own
        _migrate(db, path, migrations)
    except BaseException:
        db.close()
        raise
    return db


def _connect(path: Path, *pragmas: str) -> sqlite3.Connection:
    # Each connection is used by one thread at a time, but closed by another.
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        for pragma in pragmas:
            db.execute(pragma)
    except BaseException:
        db.close()
        raise
    return db


def _migrate(db: sqlite3.Connection, path: Path, migrations: tuple[str, ...]) -> None:
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    if version > len(migrations):
        raise StoreError(f"{path}: was written by a newer version of this program")
    for number, script in enumerate(migrations[version:], version + 1):
        db.executescript(f"BEGIN; {script}; PRAGMA user_version={number}; COMMIT")


def is_corrupt(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken."""
    return (getattr(error, "sqlite_errorcode", 0) & PRIMARY) in CORRUPT


def set_aside(path: Path) -> Path:
    """Move the file and its companions to a folder of their own, the file itself last."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
    aside = path.with_name(f"{path.name}.corrupt-{stamp}")
    aside.mkdir(mode=0o700)
    for suffix in ("-shm", "-wal", ""):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(aside / part.name)
    for folder in (aside, path.parent):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    return aside
