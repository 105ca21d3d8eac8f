"""Print records and audit events: taken in one by one, each id once, and sent in batches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection

import structlog

from kiosk.errors import StoreError, Unreadable
from kiosk.store.database import Database
from kiosk.store.ledger import Ledger
from kiosk.store.letter import Kind, Letter, Slip
from kiosk.store.shelf import Shelf
from kiosk.store.vault import Vault

log = structlog.get_logger()

NO_LETTER = 0
"""No letter has this id."""


@dataclass(frozen=True, slots=True)
class Batch:
    """How records of a kind travel: the path, the member that holds them, how many at most."""

    kind: Kind
    path: str
    member: str
    limit: int


class Records:
    """Built by ``kiosk.store.house.open_store``."""

    def __init__(self, db: Database, vault: Vault, rows: Shelf, ledger: Ledger) -> None:
        self._db = db
        self._vault = vault
        self._rows = rows
        self._ledger = ledger
        self._there_may_be = set(Kind)
        self.on_new: Callable[[], None] = lambda: None
        """Called when records were added."""

    async def add(self, kind: Kind, records: dict[str, bytes]) -> int:
        """Keep records (JSON objects) by id; return how many were new. Raises ``StoreError``.

        An id that waits already is not taken twice. After delivery the platform itself knows it.
        """
        insert = "INSERT OR IGNORE INTO records (kind, id, data) VALUES (?, ?, ?)"

        def work(db: Connection) -> int:
            return sum(
                db.execute(insert, (kind, each, self._vault.seal(data, _label(kind, each)))).rowcount
                for each, data in records.items()
            )

        new = await self._db.write(work)
        if new:
            self._there_may_be.add(kind)
            self.on_new()
        return new

    async def gather(self, batch: Batch) -> bool:
        """Make a letter of the oldest records; False when there were none. Raises ``StoreError``."""
        if batch.kind not in self._there_may_be:
            return False
        self._there_may_be.discard(batch.kind)
        at = self._ledger.now()
        try:
            slip = await self._db.write(lambda db: self._gather(db, batch, at))
        except StoreError:
            self._there_may_be.add(batch.kind)
            raise
        if slip is None:
            return False
        self._there_may_be.add(batch.kind)
        self._ledger.add(slip)
        return True

    def _gather(self, db: Connection, batch: Batch, at: datetime) -> Slip | None:
        rows = db.execute(
            "SELECT seq, id, data FROM records WHERE kind = ? AND letter IS NULL ORDER BY seq LIMIT ?",
            (batch.kind, batch.limit),
        ).fetchall()
        opened = [(seq, self._opened(db, batch.kind, seq, each, data)) for seq, each, data in rows]
        readable = [(seq, record) for seq, record in opened if record is not None]
        if not readable:
            return None
        body = b'{"%s":[%s]}' % (batch.member.encode(), b",".join(record for _, record in readable))
        letter = Letter(batch.kind, batch.kind, "POST", batch.path, body)
        receipt, slip = self._rows.put(db, letter, at)
        taken = [(receipt.id, seq) for seq, _ in readable]
        # The rows stay until delivery, so that an id is not taken twice; what they say is in the letter now.
        db.executemany("UPDATE records SET letter = ?, data = NULL WHERE seq = ?", taken)
        return slip

    def _opened(self, db: Connection, kind: Kind, seq: int, record_id: str, data: bytes) -> bytes | None:
        """``None`` for a record that was altered: it stays, marked, and does not hold up the others."""
        try:
            return self._vault.open(data, _label(kind, record_id))
        except Unreadable:
            log.error("store.record_unreadable", kind=kind, record=record_id)  # noqa: TRY400
            db.execute("UPDATE records SET letter = ? WHERE seq = ?", (NO_LETTER, seq))
            return None


def _label(kind: Kind, record_id: str) -> bytes:
    return f"{kind} {record_id}".encode()
