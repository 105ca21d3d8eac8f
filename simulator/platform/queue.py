"""Who waits in an area, in the order they are called: booked by slot, green channel, the others."""

from __future__ import annotations

import sqlite3

from simulator.platform.settings import Area
from simulator.platform.store import Store

BEFORE = """
    SELECT count(*) FROM tickets
    WHERE area_code = ? AND day = ? AND status = 'waiting'
      AND (rank, coalesce(slot_start, ''), number) < (?, ?, ?)
"""


def waiting(store: Store, area: Area, day: str) -> int:
    """Return how many wait in ``area``."""
    tickets = store.count(
        "SELECT count(*) FROM tickets WHERE area_code = ? AND day = ? AND status = 'waiting'",
        area.area_code,
        day,
    )
    return area.waiting_booked + area.waiting_normal + tickets


def ahead(store: Store, area: Area, ticket: sqlite3.Row) -> int:
    """Return how many are called before ``ticket``."""
    if ticket["status"] != "waiting":
        return 0
    from_before_opening = area.waiting_booked + (area.waiting_normal if ticket["priority"] == "normal" else 0)
    return from_before_opening + store.count(
        BEFORE, area.area_code, ticket["day"], ticket["rank"], ticket["slot_start"] or "", ticket["number"]
    )
