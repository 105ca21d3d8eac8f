"""Prints that were begun: each ends as a record, whatever becomes of the terminal meanwhile."""

from __future__ import annotations

from sqlite3 import Connection

import structlog

from kiosk.errors import Unreadable
from kiosk.store.database import Database
from kiosk.store.letter import Kind
from kiosk.store.records import Records
from kiosk.store.vault import Vault

log = structlog.get_logger()


class PrintJournal:
    """Built by ``kiosk.store.house.open_store``. Every call raises ``StoreError``."""

    def __init__(self, db: Database, vault: Vault, records: Records) -> None:
        self._db = db
        self._vault = vault
        self._records = records

    async def begin(self, record_id: str, unknown: bytes) -> None:
        """Write down what is told if the print is never heard of again; then printing may start."""
        sealed = self._vault.seal(unknown, _label(record_id))
        await self._db.write(
            lambda db: db.execute("INSERT INTO prints VALUES (?, ?)", (record_id, sealed)).rowcount
        )

    async def end(self, record_id: str, record: bytes) -> None:
        """How it ended. The record is kept before the beginning is forgotten: a cut between loses neither."""
        await self._records.add(Kind.PRINT_RECORDS, {record_id: record})
        await self._db.write(lambda db: db.execute("DELETE FROM prints WHERE id = ?", (record_id,)).rowcount)

    async def recover(self) -> int:
        """Report what the last run left open as not known; how many there were.

        One that was altered stays where it is and is said.
        """
        found = 0
        for record_id, sealed in await self._db.read(_open):
            try:
                unknown = self._vault.open(sealed, _label(record_id))
            except Unreadable:
                log.error("store.record_unreadable", kind=Kind.PRINT_RECORDS, record=record_id)  # noqa: TRY400
                continue
            await self.end(record_id, unknown)
            found += 1
        return found


def _open(db: Connection) -> list[tuple[str, bytes]]:
    return db.execute("SELECT id, data FROM prints ORDER BY rowid").fetchall()


def _label(record_id: str) -> bytes:
    return f"print {record_id}".encode()
