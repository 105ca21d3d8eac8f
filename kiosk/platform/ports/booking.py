"""Making and cancelling bookings. Checking in with one is part of ``Platform``."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from kiosk.domain.booking import Booking
from kiosk.domain.citizen import Citizen
from kiosk.domain.slots import BookingWish, Slots
from kiosk.platform.port import Credit


class Bookings(Protocol):
    """Bookings ahead of the day."""

    async def slots(self, task_code: str, *, hall_code: str | None = None) -> Slots:
        """What can be booked: next day to one week, working days only."""
        ...

    async def all_bookings(self, citizen: Citizen) -> tuple[tuple[Booking, ...], Credit]:
        """The citizen's bookings, past and cancelled ones too, by slot."""
        ...

    async def book(self, citizen: Citizen, wish: BookingWish, *, key: UUID) -> Booking:
        """Book a slot; the platform settles every race (``slot_full``, ``booking_exists``)."""
        ...

    async def cancel_booking(self, citizen: Citizen, booking_id: str, *, key: UUID) -> Booking:
        """Give a slot back."""
        ...
