"""What time it is in the hall."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "CST")
"""All of China keeps one time, without summer time; the machine's own zone does not matter."""


def now() -> datetime:
    """Now, in the hall's zone."""
    return datetime.now(CHINA)
