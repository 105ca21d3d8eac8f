"""Each day's numbers of what was done here. No personal data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from sqlite3 import Connection
from typing import Final

from kiosk.store.database import Database

KEPT_DAYS: Final = 400
ADD: Final = (
    "INSERT INTO counts VALUES (?, ?, ?)"
    " ON CONFLICT (day, name) DO UPDATE SET number = number + excluded.number"
)
DAY: Final = "SELECT name, number FROM counts WHERE day = ? ORDER BY name"


class Counts:
    """Implements ``kiosk.telemetry.counters.Kept``; built by ``kiosk.store.house.open_store``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def load(self, day: date) -> Mapping[str, int]:
        """See ``Kept``."""
        return dict(await self._db.read(lambda db: db.execute(DAY, (day.isoformat(),)).fetchall()))

    async def add(self, day: date, counts: Mapping[str, int]) -> None:
        """See ``Kept``. Numbers older than ``KEPT_DAYS`` are forgotten."""
        rows = [(day.isoformat(), name, number) for name, number in counts.items()]
        long_ago = (day - timedelta(days=KEPT_DAYS)).isoformat()

        def work(db: Connection) -> None:
            db.executemany(ADD, rows)
            db.execute("DELETE FROM counts WHERE day < ?", (long_ago,))

        await self._db.write(work)
