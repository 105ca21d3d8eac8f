"""The outbox as journeys and staff see it: put a letter in, ask what became of it.

What ``put`` returned a receipt for is on the disk, encrypted, with its idempotency key: it will be sent until
the platform answers, through power cuts and days without a line.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import datetime
from sqlite3 import Connection
from typing import Any, TypeVar
from uuid import UUID

from kiosk.store import shelf
from kiosk.store.database import Database
from kiosk.store.ledger import Ledger
from kiosk.store.letter import PART_BYTES, Found, Kind, Letter, Receipt, Slip, State
from kiosk.store.shelf import Shelf

T = TypeVar("T")

FOUND = "SELECT id, key, kind, number, state, put_at, deadline, attempts, reason, answer FROM letters"


class Outbox:
    """Built by ``kiosk.store.house.open_store``."""

    def __init__(self, db: Database, rows: Shelf, ledger: Ledger) -> None:
        self._db = db
        self._rows = rows
        self._ledger = ledger
        self._begun: set[asyncio.Task[Any]] = set()

    def depth(self) -> int:
        """How many letters wait, batches of audit events left out."""
        return self._ledger.depth()

    def oldest_age(self) -> float:
        """Seconds the oldest of them has waited; 0 when none waits."""
        return self._ledger.oldest_age()

    async def put(self, letter: Letter) -> Receipt:
        """Keep a letter until it is answered. Raises ``OutboxFull`` or ``StoreError``: then it is not kept.

        Cancelled while writing, the letter may be kept all the same: put it again with the same key to know.
        """
        self._ledger.admit(letter)
        at = self._ledger.now()
        receipt, _ = await self._db.keep(
            lambda db: self._rows.put(db, letter, at), self._kept, short=letter.size <= PART_BYTES
        )
        return receipt

    async def find(self, holding_no: str) -> Found | None:
        """What became of a letter, by its holding number; ``None`` once it was acknowledged."""
        found = await self._find("number = ? AND number <> ''", holding_no)
        return found[0] if found else None

    async def look_up(self, key: UUID) -> Found | None:
        """The same, by idempotency key."""
        found = await self._find("key = ?", key.bytes)
        return found[0] if found else None

    async def set_aside(self) -> list[Found]:
        """Letters that the platform refused or that cannot be sent, for staff; oldest first."""
        return await self._find("state = ?", State.SET_ASIDE)

    async def acknowledge(self, key: UUID) -> None:
        """The citizen was told the outcome: forget it. A letter that still waits goes on waiting."""
        await self._whole(self._remove(key, "delivered", "set_aside"))

    async def discard(self, key: UUID) -> bool:
        """Staff give up a letter that was set aside; False when it is none."""
        return await self._whole(self._remove(key, "set_aside"))

    async def retry(self, key: UUID) -> bool:
        """Staff send a letter that was set aside once more, under the same key; False when it is none."""
        return await self._whole(self._retry(key))

    def _kept(self, put: tuple[Receipt, Slip | None]) -> None:
        _, slip = put
        if slip:
            self._ledger.add(slip)

    async def _find(self, where: str, value: object) -> list[Found]:
        rows = await self._db.read(
            lambda db: db.execute(f"{FOUND} WHERE {where} ORDER BY id", (value,)).fetchall()
        )
        return [self._found(row) for row in rows]

    def _found(self, row: tuple[Any, ...]) -> Found:
        row_id, key, kind, number, state, put_at, deadline, attempts, reason, sealed = row
        zone = self._ledger.now().tzinfo
        return Found(
            row_id,
            UUID(bytes=key),
            Kind(kind),
            number,
            State(state),
            datetime.fromtimestamp(put_at, zone),
            None if deadline is None else datetime.fromtimestamp(deadline, zone),
            attempts,
            reason or "",
            self._rows.answer(sealed, UUID(bytes=key)) if sealed else None,
        )

    async def _remove(self, key: UUID, *states: str) -> bool:
        def work(db: Connection) -> int | None:
            row = db.execute("SELECT id, state, size FROM letters WHERE key = ?", (key.bytes,)).fetchone()
            if row is None or row[1] not in states:
                return None
            shelf.drop(db, row[0], key)
            return int(row[2]) if row[1] == State.SET_ASIDE else 0

        freed = await self._db.write(work)
        self._ledger.used -= freed or 0
        return freed is not None

    async def _retry(self, key: UUID) -> bool:
        def work(db: Connection) -> Slip | None:
            again = (
                "UPDATE letters SET state = 'waiting', strikes = 0, answer = NULL, settled_at = NULL"
                " WHERE key = ? AND state = 'set_aside'"
            )
            if not db.execute(again, (key.bytes,)).rowcount:
                return None
            return shelf.slip(db.execute(f"{shelf.SLIP} WHERE key = ?", (key.bytes,)).fetchone())

        slip = await self._db.write(work)
        if slip:
            self._ledger.add(slip, again=True)
        return slip is not None

    async def _whole(self, work: Coroutine[Any, Any, T]) -> T:
        """See a write through even if the caller is cancelled: file and ledger must not drift apart."""
        task = asyncio.ensure_future(work)
        self._begun.add(task)
        task.add_done_callback(self._begun.discard)
        return await asyncio.shield(task)
