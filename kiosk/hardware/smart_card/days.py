"""Days as chips write them."""

from __future__ import annotations

from datetime import date

from kiosk.errors import CardUnreadable


def day(digits: str, what: str) -> date:
    """A day of YYYYMMDD. Raises ``CardUnreadable`` with ``what``, never the value."""
    if not (len(digits) == len("YYYYMMDD") and digits.isascii() and digits.isdecimal()):
        raise CardUnreadable(what)
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise CardUnreadable(what) from None
