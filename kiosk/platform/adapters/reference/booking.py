"""Tag ``booking``: slots, bookings, queue numbers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from kiosk.domain.booking import Booking, QueueTicket, TicketRequest
from kiosk.domain.citizen import Citizen
from kiosk.domain.slots import BookingWish, Slots
from kiosk.platform import wire
from kiosk.platform.adapters import to_domain, to_wire
from kiosk.platform.adapters.alike import alike
from kiosk.platform.adapters.reference.desk import Desk, Query, given, part
from kiosk.platform.port import Credit

Bookings = tuple[tuple[Booking, ...], Credit]


class BookingDesk(Desk):
    """Bookings and numbers."""

    async def slots(self, task_code: str, *, hall_code: str | None = None) -> Slots:
        """``listBookingSlots``."""
        query = given(task_code=task_code, hall_code=hall_code)
        return alike(await self._get("/bookings/slots", wire.SlotList, query=query), Slots)

    async def bookings(self, citizen: Citizen, *, on: date) -> Bookings:
        """``listMyBookings``, only valid ones of that day, by slot."""
        return await self._bookings(citizen, (("status", "valid"), ("date", on.isoformat())))

    async def all_bookings(self, citizen: Citizen) -> Bookings:
        """``listMyBookings``, past and cancelled ones too, by slot."""
        return await self._bookings(citizen, (("status", "all"),))

    async def book(self, citizen: Citizen, wish: BookingWish, *, key: UUID) -> Booking:
        """``createBooking``."""
        body = alike(wish, wire.BookingRequest)
        told = await self._send("POST", "/bookings", body, wire.Booking, key=key, citizen=citizen)
        return to_domain.booking(told)

    async def cancel_booking(self, citizen: Citizen, booking_id: str, *, key: UUID) -> Booking:
        """``cancelBooking``."""
        path = f"/bookings/{part(booking_id)}"
        told = await self._send("DELETE", path, None, wire.Booking, key=key, citizen=citizen)
        return to_domain.booking(told)

    async def issue_ticket(
        self, request: TicketRequest, *, key: UUID, citizen: Citizen | None
    ) -> QueueTicket:
        """``issueQueueTicket``."""
        body = to_wire.ticket_request(request)
        told = await self._send("POST", "/queue-tickets", body, wire.QueueTicket, key=key, citizen=citizen)
        return to_domain.ticket(told)

    async def ticket(self, ticket_id: str) -> QueueTicket:
        """``getQueueTicket``."""
        return to_domain.ticket(await self._get(f"/queue-tickets/{part(ticket_id)}", wire.QueueTicket))

    async def count_reprint(self, ticket_id: str, *, reason: str, key: UUID) -> QueueTicket:
        """``reprintQueueTicket``."""
        path = f"/queue-tickets/{part(ticket_id)}/reprints"
        body = wire.ReprintRequest(reason)
        return to_domain.ticket(await self._send("POST", path, body, wire.QueueTicket, key=key))

    async def _bookings(self, citizen: Citizen, query: Query) -> Bookings:
        told = await self._get("/bookings", wire.BookingList, query=query, citizen=citizen)
        bookings = sorted(map(to_domain.booking, told.bookings), key=lambda booking: booking.slot.start)
        return tuple(bookings), to_domain.credit(told.credit)
