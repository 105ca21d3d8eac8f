"""A chain to tamper with, and somebody who does it with nothing but SQLite."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

from kiosk.domain.journal import Deed
from kiosk.errors import StoreError
from kiosk.store.audit_chain import AuditChain, rows_of
from kiosk.store.audit_check import Finding, Verdict, check
from kiosk.store.audit_head import read_head

KEY = bytes(range(32))
NOW = datetime(2026, 3, 12, 10, 24, 5, 250_000, timezone(timedelta(hours=8)))
UNLOCK = "DROP TRIGGER IF EXISTS never_changed; DROP TRIGGER IF EXISTS never_shortened;"


def a_chain(folder: Path, key: bytes = KEY) -> AuditChain:
    return AuditChain(folder, "K03", lambda: key)


def deeds(count: int) -> list[tuple[datetime, Deed]]:
    return [
        (NOW + timedelta(seconds=n), Deed(action="session.signed_in", role="citizen", actor=f"se-{n}"))
        for n in range(count)
    ]


def fill(folder: Path, count: int = 12, *, sign_every: int = 5) -> None:
    """Records 1 to ``count`` and the checkpoints between them."""
    chain = a_chain(folder)
    for first in range(0, count, sign_every):
        chain.add(deeds(count)[first : first + sign_every], sign=True)
    chain.close()


def tamper(folder: Path, script: str, *values: object) -> None:
    with closing(sqlite3.connect(folder / "audit.db", isolation_level=None)) as db:
        db.executescript(UNLOCK)
        db.execute(script, values)


def proven(folder: Path, *, key: bytes | None = KEY, told: tuple[tuple[int, str], ...] = ()) -> Verdict:
    try:
        head = read_head(folder)
    except StoreError:
        head = None
    return check(rows_of(folder), key=key, head=head, told=told)


def found(folder: Path) -> list[Finding]:
    return proven(folder).findings
