"""The platform's memory: one SQLite database, one connection, used by the server's own thread only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA = Path(__file__).with_name("schema.sql")


class Store:
    """A database, in a file or ``:memory:``."""

    def __init__(self, path: str) -> None:
        # Built in one thread and then served from another, never from two at a time.
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        self._db.executescript(SCHEMA.read_text("utf-8"))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: an exception undoes what was written."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def one(self, sql: str, *values: object) -> sqlite3.Row | None:
        """Return the first row, or ``None``."""
        row: sqlite3.Row | None = self._db.execute(sql, values).fetchone()
        return row

    def all(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """Return every row."""
        return self._db.execute(sql, values).fetchall()

    def count(self, sql: str, *values: object) -> int:
        """Return the one number that ``sql`` selects."""
        return int(self._db.execute(sql, values).fetchone()[0])

    def run(self, sql: str, *values: object) -> None:
        """Write."""
        self._db.execute(sql, values)

    def insert(self, table: str, **values: object) -> None:
        """Write a row; columns not named take their default."""
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        self._db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))  # noqa: S608

    def mint(self, name: str) -> int:
        """Return the next number of a series; inside a transaction none is given out twice."""
        row = self._db.execute(
            "INSERT INTO counters VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 "
            "RETURNING value",
            (name,),
        ).fetchone()
        return int(row[0])

    def meta(self, name: str) -> str | None:
        """Return a remembered word about the database itself."""
        row = self.one("SELECT value FROM meta WHERE name = ?", name)
        return None if row is None else str(row["value"])

    def set_meta(self, name: str, value: str) -> None:
        """Remember a word about the database itself."""
        self.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", name, value)

    def close(self) -> None:
        """Close the database."""
        self._db.close()
