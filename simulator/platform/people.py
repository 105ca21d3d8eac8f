"""What the platform shows of a person, and how old they are."""

from __future__ import annotations

from datetime import date

RESIDENT = 18
BANDS = ((14, "under_14"), (18, "from_14_to_17"), (60, "adult"))


def mask_name(name: str) -> str:
    """张示例 → 张*例, 张三 → 张*."""
    last = name[-1] if len(name) > 2 else ""
    return name[0] + "*" * (len(name) - len(name[0]) - len(last)) + last


def mask_id(id_no: str) -> str:
    """Hide the birth date: 990101198503120010 → 990101********0010."""
    return id_no[:6] + "*" * 8 + id_no[14:]


def age_band(id_no: str, today: date) -> str:
    """Return the contract's ``age_band`` of the holder; the invented people with other numbers are adults."""
    if len(id_no) != RESIDENT:
        return "adult"
    born = date(int(id_no[6:10]), int(id_no[10:12]), int(id_no[12:14]))
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return next((band for limit, band in BANDS if age < limit), "from_60")
