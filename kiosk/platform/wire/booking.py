"""Tag ``booking``: slots, bookings, queue numbers."""

# pylint: disable=duplicate-code  # the domain calls the same things by the same names

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from kiosk.domain.personal import Personal
from kiosk.platform.wire.base import Answer, Area, Count, Day, Id, Request, SlotTime, Time


class BookingSlot(Answer, frozen=True):
    """A slot of a day."""

    slot_id: Id
    start: Time
    end: Time
    remaining: Count
    status: str
    area: Area | None = None


class SlotDay(Answer, frozen=True):
    """A day's slots."""

    date: Day
    slots: tuple[BookingSlot, ...]


class SlotList(Answer, frozen=True):
    """``SlotList``."""

    task_code: str
    hall_code: Id
    first_date: Day
    last_date: Day
    days: tuple[SlotDay, ...]


class BookingRequest(Request, frozen=True):
    """``BookingRequest``."""

    slot_id: str
    task_code: str
    subject_id: str | None = None
    contact_phone: Personal[str] | None = None


class Booking(Answer, frozen=True):
    """``Booking``."""

    booking_id: Id
    booking_code: str
    task_code: str
    item_name: str
    hall_code: Id
    hall_name: str
    area: Area
    slot: SlotTime
    status: str
    cancellable_until: Time | None
    ticket_id: str | None
    qr_payload: str | None = None


class Credit(Answer, frozen=True):
    """Booking credit."""

    no_shows: int
    limit: int
    suspended_until: Time | None


class BookingList(Answer, frozen=True):
    """``BookingList``."""

    bookings: tuple[Booking, ...]
    credit: Credit


class QueueTicketRequest(Request, frozen=True):
    """``QueueTicketRequest``."""

    source: str
    booking_id: str | None = None
    task_code: str | None = None
    area_code: str | None = None
    subject_id: str | None = None
    priority_claim: Literal["elder", "disabled", "pregnant", "military", "with_infant"] | None = None


class ReprintRequest(Request, frozen=True):
    """``ReprintRequest``."""

    reason: str


class QueueTicket(Answer, frozen=True):
    """``QueueTicket``."""

    ticket_id: Id
    ticket_no: Annotated[str, Meta(min_length=1, max_length=12)]
    source: str
    area: Area
    windows: tuple[str, ...]
    people_ahead: Count
    estimated_wait_minutes: Count | None
    priority: str
    slot: SlotTime | None
    issued_at: Time
    valid_until: Time
    status: str
    reprints: Count
    task_code: str | None = None
    item_name: str | None = None
    notice: str | None = None
    qr_payload: str | None = None
