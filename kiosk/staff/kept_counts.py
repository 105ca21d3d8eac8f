"""The day's numbers, read beside a running terminal."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

from kiosk.errors import StoreError
from kiosk.store.counts import DAY
from kiosk.store.house import FILE


def counts_of(state_dir: Path, day: date) -> Mapping[str, int]:
    """What was counted that day; the last seconds' may be missing. Raises ``StoreError``."""
    path = state_dir / FILE
    if not path.exists():
        return {}
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            return dict(db.execute(DAY, (day.isoformat(),)).fetchall())
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {error}") from None
