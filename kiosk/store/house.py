"""Opens the terminal's store: key, file, vault, and what is built on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from kiosk.errors import ConfigError, Mistake, StoreError, Unreadable
from kiosk.store import shelf
from kiosk.store.counts import Counts
from kiosk.store.database import Database
from kiosk.store.key_file import outbox_key
from kiosk.store.last_words import LastWords
from kiosk.store.ledger import Ledger, Limits
from kiosk.store.letter import Slip
from kiosk.store.outbox import Outbox
from kiosk.store.print_journal import PrintJournal
from kiosk.store.records import Records
from kiosk.store.schema import OUTBOX
from kiosk.store.shelf import Shelf
from kiosk.store.supplies import Supplies
from kiosk.store.tray import Tray
from kiosk.store.vault import Cipher, Vault

FILE = "outbox.db"
CHECK = b"outbox key check"


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """``[outbox]`` of the configuration; ``file`` names it in mistakes."""

    state_dir: Path
    terminal_id: str
    cipher: Cipher = Cipher.AES
    key_file: str = ""
    limits: Limits = field(default_factory=Limits)
    file: str = "kiosk.toml"


@dataclass(frozen=True, slots=True)
class Store:
    """The opened store. ``set_aside`` names the folder of a corrupt predecessor: staff must hear of it."""

    outbox: Outbox
    tray: Tray
    records: Records
    supplies: Supplies
    counts: Counts
    prints: PrintJournal
    last_words: LastWords
    set_aside: Path | None
    close: Callable[[], None]


async def open_store(settings: StoreSettings, now: Callable[[], datetime]) -> Store:
    """Open or make the store. ``now`` gives aware times in the hall's zone.

    Raises ``ConfigError`` (key or cipher) and ``StoreError`` (file in use, unreadable, of a newer version).
    """
    path = settings.state_dir / FILE
    new = not path.exists() or path.stat().st_size == 0
    key = outbox_key(settings.state_dir, settings.key_file, may_make=new, file=settings.file)
    try:
        vault = Vault(key, settings.cipher)
    except StoreError as error:
        raise ConfigError(settings.file, [Mistake("outbox.cipher", str(error))]) from None
    db = Database(path, OUTBOX)
    ledger = Ledger(settings.state_dir, settings.limits, now)
    rows = Shelf(vault, settings.terminal_id)
    try:
        await db.write(lambda connection: _check_key(connection, vault))
        slips, aside_bytes = await db.read(_load)
    except Unreadable:
        db.close()
        why = f"is not the key that {path} was written with: put that key back, or move {FILE} away"
        raise ConfigError(settings.file, [Mistake("outbox.key_file", why)]) from None
    except BaseException:
        db.close()
        raise
    ledger.slips = {slip.id: slip for slip in slips}
    ledger.used = sum(slip.size for slip in slips) + aside_bytes
    records = Records(db, vault, rows, ledger)
    return Store(
        Outbox(db, rows, ledger),
        Tray(db, rows, ledger),
        records,
        Supplies(db),
        Counts(db),
        PrintJournal(db, vault, records),
        LastWords(db, vault),
        db.set_aside,
        db.close,
    )


def _check_key(db: Connection, vault: Vault) -> None:
    row = db.execute("SELECT value FROM meta WHERE name = 'key check'").fetchone()
    if row is None:
        db.execute("INSERT INTO meta VALUES ('key check', ?)", (vault.seal(CHECK, CHECK),))
    else:
        vault.open(row[0], CHECK)


def _load(db: Connection) -> tuple[list[Slip], int]:
    query = "SELECT coalesce(sum(size), 0) FROM letters WHERE state = 'set_aside'"
    return shelf.waiting(db), int(db.execute(query).fetchone()[0])
