"""The outbox's rows: reading and writing them, sealed. Runs in the database's threads."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import datetime
from sqlite3 import Connection
from typing import Any
from uuid import UUID

import msgspec

from kiosk.errors import Unreadable
from kiosk.store.letter import PART_BYTES, Answer, Envelope, Kind, Letter, PageHead, Receipt, Slip, State
from kiosk.store.vault import Vault

ENVELOPE = 0
"""The page that is the letter itself."""

ANSWER = 0xFFFF_FFFF

SLIP = "SELECT id, key, kind, lane, number, put_at, size, attempts, strikes FROM letters"


def label(key: UUID, page: int, part: int = 0) -> bytes:
    """Where a sealed text belongs: letter, page, part."""
    return key.bytes + struct.pack(">II", page, part)


class Shelf:
    """Rows and their seals."""

    def __init__(self, vault: Vault, terminal_id: str) -> None:
        self._vault = vault
        self._terminal_id = terminal_id

    def put(self, db: Connection, letter: Letter, at: datetime) -> tuple[Receipt, Slip | None]:
        """Write a letter whole. A key that is there already gives its receipt again, and no slip."""
        known = db.execute("SELECT id, number FROM letters WHERE key = ?", (letter.key.bytes,)).fetchone()
        if known:
            return Receipt(known[0], letter.key, letter.kind, known[1]), None
        number = self._number(db, at) if letter.kind.for_citizen else ""
        put_at, deadline = at.timestamp(), letter.deadline.timestamp() if letter.deadline else None
        values = (letter.key.bytes, letter.kind, letter.lane, number, put_at, deadline, letter.size)
        cursor = db.execute(
            "INSERT INTO letters (key, kind, lane, number, put_at, deadline, size) VALUES (?,?,?,?,?,?,?)",
            values,
        )
        row = cursor.lastrowid or 0
        db.executemany("INSERT INTO sheets VALUES (?, ?, ?, ?)", self._sheets(row, letter))
        slip = Slip(row, letter.key, letter.kind, letter.lane, number, put_at, letter.size)
        return Receipt(row, letter.key, letter.kind, number), slip

    def envelope(self, db: Connection, slip: Slip) -> Envelope:
        """What to send. Raises ``Unreadable``."""
        return msgspec.msgpack.decode(self.part(db, slip, ENVELOPE, 0), type=Envelope)

    def part(self, db: Connection, slip: Slip, page: int, part: int) -> bytes:
        """One part of a page. Raises ``Unreadable``."""
        row = db.execute(
            "SELECT data FROM sheets WHERE letter = ? AND page = ? AND part = ?", (slip.id, page, part)
        ).fetchone()
        if row is None:
            raise Unreadable(f"part {part} of page {page} is not there")
        return self._vault.open(row[0], label(slip.key, page, part))

    def rewrite(self, db: Connection, slip: Slip, envelope: Envelope) -> None:
        """Put another envelope in the place of the first."""
        sealed = self._vault.seal(msgspec.msgpack.encode(envelope), label(slip.key, ENVELOPE))
        db.execute("UPDATE sheets SET data = ? WHERE letter = ? AND page = 0", (sealed, slip.id))

    def settle(self, db: Connection, slip: Slip, answer: Answer, at: datetime) -> None:
        """Store what the platform said; with a problem's code the letter is set aside."""
        state = State.SET_ASIDE if answer.code else State.DELIVERED
        sealed = self._vault.seal(msgspec.msgpack.encode(answer), label(slip.key, ANSWER))
        db.execute(
            "UPDATE letters SET state = ?, reason = ?, answer = ?, settled_at = ? WHERE id = ?",
            (state, answer.code, sealed, at.timestamp(), slip.id),
        )

    def answer(self, sealed: bytes, key: UUID) -> Answer:
        """Open what ``settle`` stored. Raises ``Unreadable``."""
        return msgspec.msgpack.decode(self._vault.open(sealed, label(key, ANSWER)), type=Answer)

    def _number(self, db: Connection, at: datetime) -> str:
        day = f"{at:%y%m%d}"
        rows = db.execute(
            "INSERT INTO numbers VALUES (?, 1)"
            " ON CONFLICT (day) DO UPDATE SET last = last + 1 RETURNING last",
            (day,),
        ).fetchall()
        # 暂 keeps it from being taken for a case number, which only the platform gives.
        return f"暂{self._terminal_id}-{day}-{rows[0][0]:04d}"

    def _sheets(self, row: int, letter: Letter) -> Iterator[tuple[int, int, int, bytes]]:
        heads = tuple(PageHead(p.ref, p.announcement, len(p.content), p.sha256) for p in letter.pages)
        envelope = Envelope(letter.method, letter.path, letter.body, heads)
        sealed = self._vault.seal(msgspec.msgpack.encode(envelope), label(letter.key, ENVELOPE))
        yield row, ENVELOPE, 0, sealed
        for number, page in enumerate(letter.pages, 1):
            for part, start in enumerate(range(0, len(page.content), PART_BYTES)):
                piece = page.content[start : start + PART_BYTES]
                yield row, number, part, self._vault.seal(piece, label(letter.key, number, part))


def waiting(db: Connection) -> list[Slip]:
    """Every waiting letter, oldest first."""
    return [slip(row) for row in db.execute(f"{SLIP} WHERE state = 'waiting' ORDER BY id").fetchall()]


def slip(row: tuple[Any, ...]) -> Slip:
    """A row of ``SLIP``."""
    row_id, key, kind, *rest = row
    return Slip(row_id, UUID(bytes=key), Kind(kind), *rest)


def drop_sheets(db: Connection, row: int) -> None:
    """Overwrite what a letter says; records it took along go with it."""
    db.execute("DELETE FROM sheets WHERE letter = ?", (row,))
    db.execute("DELETE FROM records WHERE letter = ?", (row,))


def drop(db: Connection, row: int) -> None:
    """Remove a letter without a trace."""
    drop_sheets(db, row)
    db.execute("DELETE FROM letters WHERE id = ?", (row,))
