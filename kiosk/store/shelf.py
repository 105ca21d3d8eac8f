"""The outbox's rows: reading and writing them, sealed. Runs wherever the database does its work."""

from __future__ import annotations

from datetime import datetime
from sqlite3 import Connection
from typing import Any
from uuid import UUID

import msgspec

from kiosk.errors import Unreadable
from kiosk.store.given import Given
from kiosk.store.last_words import take_back
from kiosk.store.letter import Answer, Envelope, Kind, Letter, Receipt, Slip, State
from kiosk.store.sealing import ENVELOPE, label, sheets
from kiosk.store.vault import Vault

ANSWER = 0xFFFF_FFFF

MOST = 1 << 12
"""Sheets have places for so many pages, and for so many parts (2 GB) of each."""

PUT = (
    "INSERT INTO letters (key, id, kind, lane, number, day, turn, put_at, deadline, size)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING"
)

SLIP = "SELECT id, key, kind, lane, number, put_at, size, attempts, strikes FROM letters"


def place(row: int, page: int, part: int = 0) -> int:
    """Where a sheet lies: a letter's lie together, in order. Raises ``ValueError`` beyond ``MOST``."""
    if page >= MOST or part >= MOST:
        raise ValueError("more pages than a letter can have")
    return row << 24 | page << 12 | part


class Shelf:
    """Rows and their seals."""

    def __init__(self, vault: Vault, terminal_id: str) -> None:
        self._vault = vault
        self._terminal_id = terminal_id
        self._given = Given()

    def put(self, db: Connection, letter: Letter, at: datetime) -> tuple[Receipt, Slip | None]:
        """Write a letter whole. A key that is there already gives its receipt again, and no slip."""
        row, day = self._given.next_id(db), f"{at.year % 100:02d}{at.month:02d}{at.day:02d}"
        turn = self._given.next_turn(db, day) if letter.kind.for_citizen else 0
        # 暂 keeps it from being taken for a case number, which only the platform gives.
        number = f"暂{self._terminal_id}-{day}-{turn:04d}" if turn else ""
        key, put_at = letter.key, at.timestamp()
        deadline = letter.deadline.timestamp() if letter.deadline else None
        size, kind = letter.size, letter.kind.value
        values = (key.bytes, row, kind, letter.lane, number, day, turn, put_at, deadline, size)
        if not db.execute(PUT, values).rowcount:
            known = db.execute("SELECT id, number FROM letters WHERE key = ?", (key.bytes,)).fetchone()
            return Receipt(known[0], key, letter.kind, known[1]), None
        if turn:
            self._given.take(turn)
        if letter.kind is Kind.GRANT_OUTCOME:
            take_back(db, key)
        rows = ((place(row, page, part), text) for page, part, text in sheets(self._vault, letter))
        db.executemany("INSERT INTO sheets VALUES (?, ?)", rows)
        slip = Slip(row, key, letter.kind, letter.lane, number, put_at, size)
        return Receipt(row, key, letter.kind, number), slip

    def envelope(self, db: Connection, slip: Slip) -> Envelope:
        """What to send. Raises ``Unreadable``."""
        return msgspec.msgpack.decode(self.part(db, slip, ENVELOPE, 0), type=Envelope)

    def part(self, db: Connection, slip: Slip, page: int, part: int) -> bytes:
        """One part of a page. Raises ``Unreadable``."""
        query = "SELECT data FROM sheets WHERE place = ?"
        row = db.execute(query, (place(slip.id, page, part),)).fetchone()
        if row is None:
            raise Unreadable(f"part {part} of page {page} is not there")
        return self._vault.open(row[0], label(slip.key, page, part))

    def rewrite(self, db: Connection, slip: Slip, envelope: Envelope) -> None:
        """Put another envelope in the place of the first."""
        sealed = self._vault.seal(msgspec.msgpack.encode(envelope), label(slip.key, ENVELOPE))
        db.execute("UPDATE sheets SET data = ? WHERE place = ?", (sealed, place(slip.id, ENVELOPE)))

    def settle(self, db: Connection, slip: Slip, answer: Answer, at: datetime) -> None:
        """Store what the platform said; with a problem's code the letter is set aside."""
        state = State.SET_ASIDE if answer.code else State.DELIVERED
        sealed = self._vault.seal(msgspec.msgpack.encode(answer), label(slip.key, ANSWER))
        db.execute(
            "UPDATE letters SET state = ?, reason = ?, answer = ?, settled_at = ? WHERE key = ?",
            (state, answer.code, sealed, at.timestamp(), slip.key.bytes),
        )

    def answer(self, sealed: bytes, key: UUID) -> Answer:
        """Open what ``settle`` stored. Raises ``Unreadable``."""
        return msgspec.msgpack.decode(self._vault.open(sealed, label(key, ANSWER)), type=Answer)


def waiting(db: Connection) -> list[Slip]:
    """Every waiting letter, oldest first."""
    return [slip(row) for row in db.execute(f"{SLIP} WHERE state = 'waiting' ORDER BY id").fetchall()]


def slip(row: tuple[Any, ...]) -> Slip:
    """A row of ``SLIP``."""
    row_id, key, kind, *rest = row
    return Slip(row_id, UUID(bytes=key), Kind(kind), *rest)


def drop_sheets(db: Connection, slip_id: int) -> None:
    """Overwrite what a letter says; records it took along go with it."""
    first, next_letter = place(slip_id, ENVELOPE), place(slip_id + 1, ENVELOPE)
    db.execute("DELETE FROM sheets WHERE place >= ? AND place < ?", (first, next_letter))
    db.execute("DELETE FROM records WHERE letter = ?", (slip_id,))


def drop(db: Connection, slip_id: int, key: UUID) -> None:
    """Remove a letter without a trace."""
    drop_sheets(db, slip_id)
    db.execute("DELETE FROM letters WHERE key = ?", (key.bytes,))
