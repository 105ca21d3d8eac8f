"""Counting working days; beyond the known calendar nothing is promised."""

from __future__ import annotations

from datetime import date, timedelta

from simulator.platform.settings import Settings


def after(settings: Settings, day: date, count: int) -> date | None:
    """Return the ``count``-th working day after ``day``; ``None`` beyond the known calendar."""
    while count:
        day += timedelta(days=1)
        if day.isoformat() > settings.calendar["known_to"]:
            return None
        count -= settings.is_workday(day)
    return day
