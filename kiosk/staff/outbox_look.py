"""The outbox seen from a console, beside a running terminal: what waits and why, never what it says."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from kiosk.config import Config
from kiosk.errors import ConfigError, StoreError, Unreadable
from kiosk.kept import store_settings
from kiosk.store.house import FILE, open_store
from kiosk.store.key_file import outbox_key
from kiosk.store.shelf import Shelf
from kiosk.store.vault import Cipher, Vault

ROWS: Final = (
    "SELECT key, kind, number, state, put_at, attempts, reason, answer FROM letters"
    " WHERE state <> 'delivered' ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A letter. ``why``: the platform's code where it was set aside, else the last try's failure."""

    key: UUID
    kind: str
    state: str
    holding_no: str
    put_at: datetime
    attempts: int
    why: str


@dataclass(frozen=True, slots=True)
class Look:
    """What is in the outbox, oldest first."""

    letters: tuple[Seen, ...]

    @property
    def waiting(self) -> list[Seen]:
        """What will be sent."""
        return [letter for letter in self.letters if letter.state == "waiting"]

    @property
    def set_aside(self) -> list[Seen]:
        """What staff must look at."""
        return [letter for letter in self.letters if letter.state == "set_aside"]

    def plain(self) -> list[dict[str, Any]]:
        """For JSON."""
        return [
            {name: str(getattr(each, name)) for name in each.__dataclass_fields__} for each in self.letters
        ]


def look(config: Config, file: str) -> Look:
    """Read it, without taking it from anybody. Raises ``StoreError`` and ``ConfigError`` (key)."""
    path = Path(config.terminal.state_dir) / FILE
    if not path.exists():
        return Look(())
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            rows = db.execute(ROWS).fetchall()
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {error}") from None
    shelf = _shelf(config, file)
    return Look(tuple(_seen(row, shelf) for row in rows))


async def send_again(config: Config, file: str, key: UUID, now: Callable[[], datetime]) -> bool:
    """Let a letter that was set aside wait again; False when it is none. Raises as ``open_store``."""
    store = await open_store(store_settings(config, file), now)
    try:
        return await store.outbox.retry(key)
    finally:
        store.close()


def _shelf(config: Config, file: str) -> Shelf | None:
    """``None`` without the key: then the platform's codes stay sealed, and all else is told."""
    state_dir = Path(config.terminal.state_dir)
    try:
        key = outbox_key(state_dir, config.outbox.key_file, may_make=False, file=file)
    except ConfigError:
        return None
    return Shelf(Vault(key, Cipher(config.outbox.cipher)), config.terminal.id)


def _seen(row: tuple[Any, ...], shelf: Shelf | None) -> Seen:
    key, kind, number, state, put_at, attempts, reason, sealed = row
    uuid = UUID(bytes=key)
    why = str(reason or "")
    if sealed is not None:
        try:
            answer = shelf.answer(sealed, uuid) if shelf else None
        except Unreadable:
            answer = None
        # The platform's detail may quote what a person wrote: its code says enough.
        why = f"{answer.status} {answer.code}" if answer else "(sealed)"
    return Seen(uuid, kind, state, number, datetime.fromtimestamp(put_at).astimezone(), attempts, why)
