"""Times that can be booked, and a booking that is asked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kiosk.domain.hall import Area
from kiosk.domain.open_enum import OpenEnum
from kiosk.domain.personal import Personal


class SlotStatus(OpenEnum):
    """Whether a slot can be booked: only ``OPEN``."""

    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class BookingSlot:
    """A slot and how many places it has left."""

    slot_id: str
    start: dt.datetime
    end: dt.datetime
    remaining: int
    status: SlotStatus
    area: Area | None = None


@dataclass(frozen=True, slots=True)
class SlotDay:
    """A day's slots."""

    date: dt.date
    slots: tuple[BookingSlot, ...]


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of an item in a hall, from ``first_date`` to ``last_date``."""

    task_code: str
    hall_code: str
    first_date: dt.date
    last_date: dt.date
    days: tuple[SlotDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingWish:
    """A slot that is asked for. Without a phone the bound one is used."""

    slot_id: str
    task_code: str
    subject_id: str | None = None
    contact_phone: Personal[str] | None = None
