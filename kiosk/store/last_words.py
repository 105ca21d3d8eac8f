"""What is sent if the terminal is never heard of again: a letter that waits for the next start."""

from __future__ import annotations

from sqlite3 import Connection
from uuid import UUID

import msgspec
import structlog

from kiosk.errors import Unreadable
from kiosk.store.database import Database
from kiosk.store.letter import Envelope, Kind, Letter
from kiosk.store.vault import Vault

log = structlog.get_logger()

LEAVE = "INSERT OR REPLACE INTO last_words VALUES (?, ?, ?, ?)"


class LastWords:
    """Built by ``kiosk.store.house.open_store``. Every call raises ``StoreError``.

    ``Outbox.put`` of a letter with the same key takes them back, in the same transaction.
    """

    def __init__(self, db: Database, vault: Vault) -> None:
        self._db = db
        self._vault = vault

    async def leave(self, letter: Letter) -> None:
        """Keep a letter without pages, in the place of an earlier one with its key."""
        envelope = Envelope(letter.method, letter.path, letter.body, ())
        sealed = self._vault.seal(msgspec.msgpack.encode(envelope), _label(letter.key))
        row = (letter.key.bytes, letter.kind.value, letter.lane, sealed)
        await self._db.write(lambda db: db.execute(LEAVE, row).rowcount)

    async def of_last_run(self) -> list[Letter]:
        """Those that nobody took back, oldest first: to be put into the outbox.

        One that was altered stays where it is and is said.
        """
        letters = [self._letter(*row) for row in await self._db.read(_all)]
        return [letter for letter in letters if letter is not None]

    def _letter(self, key_bytes: bytes, kind: str, lane: str, sealed: bytes) -> Letter | None:
        key = UUID(bytes=key_bytes)
        try:
            envelope = msgspec.msgpack.decode(self._vault.open(sealed, _label(key)), type=Envelope)
        except Unreadable:
            log.error("store.record_unreadable", kind=kind, record=key.hex)  # noqa: TRY400
            return None
        return Letter(Kind(kind), lane, envelope.method, envelope.path, envelope.body, key=key)


def take_back(db: Connection, key: UUID) -> None:
    """The letter itself is on its way."""
    db.execute("DELETE FROM last_words WHERE key = ?", (key.bytes,))


def _all(db: Connection) -> list[tuple[bytes, str, str, bytes]]:
    return db.execute("SELECT key, kind, lane, data FROM last_words ORDER BY rowid").fetchall()


def _label(key: UUID) -> bytes:
    return b"last words " + key.bytes
