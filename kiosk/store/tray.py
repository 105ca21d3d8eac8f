"""The outbox as the courier sees it: what to send, and what the platform said to it."""

from __future__ import annotations

import dataclasses
from sqlite3 import Connection

from kiosk.store import shelf
from kiosk.store.database import Database
from kiosk.store.ledger import Ledger
from kiosk.store.letter import Answer, Envelope, Slip
from kiosk.store.shelf import Shelf

KEPT_ANSWER_S = 30 * 24 * 3600
"""An answer nobody asked for in that time is forgotten: the platform has the case, and can tell of it."""


class Tray:
    """Used by one courier; built by ``kiosk.store.house.open_store``."""

    def __init__(self, db: Database, rows: Shelf, ledger: Ledger) -> None:
        self._db = db
        self._rows = rows
        self.ledger = ledger

    async def envelope(self, slip: Slip) -> Envelope:
        """What to send. Raises ``Unreadable``."""
        return await self._db.read(lambda db: self._rows.envelope(db, slip))

    async def part(self, slip: Slip, page: int, part: int) -> bytes:
        """Part ``part`` (from 0, of ``PART_BYTES``) of page ``page`` (from 1). Raises ``Unreadable``."""
        return await self._db.read(lambda db: self._rows.part(db, slip, page, part))

    async def rewrite(self, slip: Slip, envelope: Envelope) -> None:
        """Keep the body with its upload ids before it is sent, so that a retry is the same to the byte."""
        await self._db.write(lambda db: self._rows.rewrite(db, slip, envelope))

    async def tried(self, slip: Slip, reason: str, *, strike: bool) -> Slip:
        """Count a try that came to nothing; ``strike`` when the letter itself is to blame."""
        changed = dataclasses.replace(
            slip, attempts=slip.attempts + 1, strikes=slip.strikes + (1 if strike else 0)
        )
        values = (changed.attempts, changed.strikes, reason, slip.key.bytes)
        update = "UPDATE letters SET attempts = ?, strikes = ?, reason = ? WHERE key = ?"
        await self._db.write(lambda db: db.execute(update, values).rowcount)
        self.ledger.slips[slip.id] = changed
        return changed

    async def deliver(self, slip: Slip, answer: Answer) -> None:
        """The platform has it: keep the answer where a person waits for it, and what was sent no longer."""
        at = self.ledger.now()

        def work(db: Connection) -> None:
            if slip.kind.for_citizen:
                self._rows.settle(db, slip, answer, at)
                shelf.drop_sheets(db, slip.id)
            else:
                shelf.drop(db, slip.id, slip.key)

        await self._db.write(work)
        del self.ledger.slips[slip.id]
        self.ledger.used -= slip.size

    async def put_aside(self, slip: Slip, answer: Answer) -> None:
        """Sending it again is no use: keep it whole for staff, with the reason."""
        at = self.ledger.now()
        await self._db.write(lambda db: self._rows.settle(db, slip, answer, at))
        del self.ledger.slips[slip.id]

    async def sweep(self) -> bool:
        """Wipe what was deleted off the disk; False when a reader was in the way."""
        long_ago = self.ledger.now().timestamp() - KEPT_ANSWER_S
        forget = "DELETE FROM letters WHERE state = 'delivered' AND settled_at < ?"
        await self._db.write(lambda db: db.execute(forget, (long_ago,)).rowcount)
        return await self._db.sweep()
