"""How much paper was used since the last refill: small counts that outlive a restart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.store.database import Database

ADD = (
    "INSERT INTO supplies (name, used) VALUES (?, ?)"
    " ON CONFLICT (name) DO UPDATE SET used = used + excluded.used"
)
RESET = "REPLACE INTO supplies (name, used, refilled_at) VALUES (?, 0, ?)"


@dataclass(frozen=True, slots=True)
class Used:
    """What was used since ``refilled_at``; ``None``: since counting began."""

    amount: float = 0.0
    refilled_at: datetime | None = None


class Supplies:
    """Implements ``kiosk.hardware.consumables.Counts``; built by ``kiosk.store.house.open_store``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def load(self) -> Mapping[str, Used]:
        """See ``Counts``."""
        rows = await self._db.read(
            lambda db: db.execute("SELECT name, used, refilled_at FROM supplies").fetchall()
        )
        return {name: Used(used, at and datetime.fromisoformat(at)) for name, used, at in rows}

    async def add(self, name: str, amount: float) -> None:
        """See ``Counts``."""
        await self._db.write(lambda db: db.execute(ADD, (name, amount)).rowcount)

    async def reset(self, name: str, at: datetime) -> None:
        """See ``Counts``."""
        await self._db.write(lambda db: db.execute(RESET, (name, at.isoformat())).rowcount)
