"""How many copies of a certificate may still be printed today; the platform settles every race."""

from __future__ import annotations

import sqlite3
from datetime import datetime, time, timedelta

from simulator.platform.call import Call
from simulator.platform.clock import SHANGHAI, text


def left(call: Call, certificate: sqlite3.Row) -> int:
    """Return the copies left today. A grant that ended unfetched gives its copies back."""
    used = call.store.count(
        "SELECT coalesce(sum(CASE WHEN status = 'open' AND fetched_at IS NULL AND expires_at <= ? THEN 0 "
        "ELSE counted END), 0) FROM grants WHERE certificate_id = ? AND issued_at >= ?",
        text(call.now),
        certificate["certificate_id"],
        f"{call.now.date().isoformat()}T00:00:00+08:00",
    )
    return max(0, int(certificate["copies_a_day"]) - used)


def resets_at(call: Call) -> str:
    """Return the midnight at which copies are counted afresh."""
    return text(datetime.combine(call.now.date() + timedelta(days=1), time(), SHANGHAI))
