"""The catalogue on disk: the platform's items and guides from one start to the next. No personal data."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import datetime
from pathlib import Path

import msgspec
import structlog

from kiosk.domain.item import Guide, Item
from kiosk.domain.item_rules import Breach
from kiosk.errors import StoreError
from kiosk.platform.catalogue_shelf import Kept, KeptGuide, LeftOut
from kiosk.store.database import Database

log = structlog.get_logger()

SCHEMA = (
    """
    CREATE TABLE held (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        version TEXT NOT NULL,
        as_of TEXT NOT NULL,
        checked_at TEXT NOT NULL,
        etag TEXT
    );
    CREATE TABLE items (position INTEGER PRIMARY KEY, item BLOB NOT NULL);
    CREATE TABLE left_out (position INTEGER PRIMARY KEY, why BLOB NOT NULL);
    CREATE TABLE guides (
        task_code TEXT PRIMARY KEY,
        for_version TEXT NOT NULL,
        etag TEXT,
        breaches BLOB NOT NULL,
        guide BLOB NOT NULL
    ) WITHOUT ROWID
    """,
)
HELD = "SELECT version, as_of, checked_at, etag FROM held"
ITEMS = "SELECT item FROM items ORDER BY position"
LEFT_OUT = "SELECT why FROM left_out ORDER BY position"
GUIDES = "SELECT task_code, for_version, etag, breaches FROM guides"


class CatalogueStore:
    """Implements ``Shelf`` on a file of its own: it can be fetched again, the outbox cannot."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: Database | None = None

    def close(self) -> None:
        """Let the file go."""
        if self._opened is not None:
            self._opened.close()

    async def load(self) -> Kept | None:
        """Open or create, and tell what was kept last.

        ``None``: nothing, or written by another version of this program. Must come before anything else.
        """
        if self._opened is None:
            self._opened = await asyncio.to_thread(Database, self._path, SCHEMA)
        head, items, out = await self._database.read(_everything)
        if head is None:
            return None
        version, as_of, checked_at, etag = head
        try:
            return Kept(
                version=version,
                as_of=datetime.fromisoformat(as_of),
                checked_at=datetime.fromisoformat(checked_at),
                etag=etag,
                items=tuple(msgspec.json.decode(row, type=Item) for row in items),
                left_out=tuple(msgspec.json.decode(row, type=LeftOut) for row in out),
            )
        except msgspec.ValidationError as error:
            log.warning("catalogue.of_another_version", detail=str(error))
            return None

    async def keep(self, kept: Kept) -> None:
        """Replace the catalogue in one transaction; guides of items that are gone go too."""
        items = [(msgspec.json.encode(item),) for item in kept.items]
        out = [(msgspec.json.encode(row),) for row in kept.left_out]
        codes = [(item.task_code,) for item in kept.items]
        head = (kept.version, kept.as_of.isoformat(), kept.checked_at.isoformat(), kept.etag)

        def work(db: sqlite3.Connection) -> None:
            for table in ("held", "items", "left_out"):
                db.execute(f"DELETE FROM {table}")  # noqa: S608 names from above
            db.execute("INSERT INTO held VALUES (1, ?, ?, ?, ?)", head)
            db.executemany("INSERT INTO items (item) VALUES (?)", items)
            db.executemany("INSERT INTO left_out (why) VALUES (?)", out)
            db.execute("CREATE TEMP TABLE IF NOT EXISTS offered (task_code TEXT PRIMARY KEY)")
            db.execute("DELETE FROM offered")
            db.executemany("INSERT INTO offered VALUES (?)", codes)
            db.execute("DELETE FROM guides WHERE task_code NOT IN (SELECT task_code FROM offered)")

        await self._database.write(work)

    async def confirm(self, checked_at: datetime) -> None:
        """Note when the platform last confirmed what is kept."""
        moment = (checked_at.isoformat(),)
        await self._database.write(lambda db: db.execute("UPDATE held SET checked_at = ?", moment))

    async def guides(self) -> tuple[KeptGuide, ...]:
        """Every guide kept, without its content."""
        rows = await self._database.read(lambda db: db.execute(GUIDES).fetchall())
        return tuple(
            KeptGuide(
                task_code=code,
                for_version=for_version,
                guide=None,
                breaches=msgspec.json.decode(breaches, type=tuple[Breach, ...]),
                etag=etag,
            )
            for code, for_version, etag, breaches in rows
        )

    async def guide(self, task_code: str) -> Guide | None:
        """The content of a guide."""
        wanted = ("SELECT guide FROM guides WHERE task_code = ?", (task_code,))
        row = await self._database.read(lambda db: db.execute(*wanted).fetchone())
        return None if row is None else msgspec.json.decode(row[0], type=Guide | None)

    async def keep_guide(self, guide: KeptGuide) -> None:
        """Replace one guide."""
        row = (
            guide.task_code,
            guide.for_version,
            guide.etag,
            msgspec.json.encode(guide.breaches),
            msgspec.json.encode(guide.guide),
        )
        await self._database.write(lambda db: db.execute("REPLACE INTO guides VALUES (?, ?, ?, ?, ?)", row))

    @property
    def _database(self) -> Database:
        if self._opened is None:
            raise StoreError(f"{self._path}: not open")
        return self._opened


def _everything(
    db: sqlite3.Connection,
) -> tuple[tuple[str, str, str, str | None] | None, list[bytes], list[bytes]]:
    head = db.execute(HELD).fetchone()
    return head, [row[0] for row in db.execute(ITEMS)], [row[0] for row in db.execute(LEFT_OUT)]
