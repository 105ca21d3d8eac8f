"""The platform's clock: real time, or a clock that was set and runs on from there."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

# China has kept one offset, without summer time, since 1991: no tz database is needed.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


class Clock:
    """Tells the time in Asia/Shanghai. ``start`` sets it; ``None`` follows the machine's clock."""

    def __init__(self, start: datetime | None = None) -> None:
        self._ahead = start - datetime.now(SHANGHAI) if start else timedelta()

    def now(self) -> datetime:
        """Return the moment, with offset."""
        return datetime.now(SHANGHAI) + self._ahead

    def unix(self) -> int:
        """Return the moment in unix seconds."""
        return int(self.now().timestamp())

    def advance(self, seconds: float) -> None:
        """Jump ahead (or back, when negative)."""
        self._ahead += timedelta(seconds=seconds)


def text(moment: datetime) -> str:
    """Write a moment as RFC 3339 in whole seconds; such texts of one offset sort by time."""
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds")


def moment(written: str) -> datetime:
    """Read what :func:`text` wrote, or any RFC 3339 time with offset."""
    return datetime.fromisoformat(written)
