"""Bookings and queue tickets (BK)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.hall import Area


@dataclass(frozen=True, slots=True)
class Slot:
    """A booked time, with offset."""

    start: datetime
    end: datetime

    @property
    def hours(self) -> str:
        """10:30–11:00."""
        return f"{self.start:%H:%M}–{self.end:%H:%M}"


@dataclass(frozen=True, slots=True)
class Booking:
    """A booking as the platform keeps it."""

    id: str
    code: str
    task_code: str
    item_name: str
    area: Area
    slot: Slot
    status: str
    ticket_id: str | None = None
    hall_name: str = ""
    cancellable_until: datetime | None = None
    qr_payload: str | None = None

    def can_check_in(self, now: datetime) -> bool:
        """A booking for today whose slot is not past. Nothing more is asked (BK-05, BK-10)."""
        same_day = self.slot.start.date() == now.astimezone(self.slot.start.tzinfo).date()
        return self.status == "booked" and same_day and self.slot.end > now


class Source(StrEnum):
    """Where a queue number comes from."""

    BOOKING = "booking"
    WALK_IN = "walk_in"


@dataclass(frozen=True, slots=True)
class TicketRequest:
    """What a number is asked for: a booking, or an item or area without one."""

    source: Source
    booking_id: str | None = None
    task_code: str | None = None
    area_code: str | None = None

    @classmethod
    def for_booking(cls, booking: Booking) -> TicketRequest:
        """Ask for the number of a booking."""
        return cls(Source.BOOKING, booking_id=booking.id)

    @classmethod
    def walk_in(cls, area: Area) -> TicketRequest:
        """Ask for a number without a booking (CH-12)."""
        return cls(Source.WALK_IN, area_code=area.code)


@dataclass(frozen=True, slots=True)
class QueueTicket:
    """A number minted by the platform. ``wait_minutes`` is ``None`` where unknown."""

    id: str
    number: str
    source: Source
    area: Area
    windows: tuple[str, ...]
    ahead: int
    wait_minutes: int | None
    priority: str
    slot: Slot | None
    issued_at: datetime
    valid_until: datetime
    reprints: int = 0
    item_name: str | None = None
    notice: str | None = None
    qr_payload: str | None = None
