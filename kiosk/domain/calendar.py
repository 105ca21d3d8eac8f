"""Public holidays and make-up workdays. Nothing may be computed beyond ``known_to``."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamedDate:
    """A day and why it is special."""

    date: dt.date
    name: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """Holidays (weekends are not listed) and the weekends that are worked."""

    known_from: dt.date
    known_to: dt.date
    holidays: tuple[NamedDate, ...]
    make_up_workdays: tuple[NamedDate, ...]
