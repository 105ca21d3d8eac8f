"""Check in: card, today's bookings, queue number, slip (BK-05). Or a number without any of it (CH-12)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from kiosk.domain.booking import Booking, QueueTicket, TicketRequest
from kiosk.domain.citizen import Citizen
from kiosk.domain.hall import HallStatus
from kiosk.errors import NoQueue, PlatformRefused
from kiosk.journeys.asking import or_tell
from kiosk.journeys.faults import HOME_WAY
from kiosk.journeys.presenting import WalkIn
from kiosk.journeys.sign_in import sign_in
from kiosk.journeys.ticket import hand_over
from kiosk.journeys.views import AreaRow, BookingRow, ChooseArea, ChooseBooking
from kiosk.journeys.visit import After, Visit
from kiosk.platform import Credit

BEGINS_SOON = timedelta(minutes=30)


async def check_in(visit: Visit) -> After:
    """From the card to the slip in the hand."""
    citizen: Citizen | None = None
    try:
        citizen = await sign_in(visit, walk_in=True)
        request = await _for_booking(visit, citizen)
    except WalkIn:
        request = await walk_in_request(visit)
    return await take_number(visit, request, citizen)


async def take_number(visit: Visit, request: TicketRequest, citizen: Citizen | None) -> After:
    """The platform's number, on the screen and on paper."""
    ticket, already = await _number(visit, request, citizen)
    await hand_over(visit, ticket, already_issued=already)
    return After.END


async def _for_booking(visit: Visit, citizen: Citizen) -> TicketRequest:
    """The booking that the citizen picks; nothing more is asked of them than to be here in time (BK-10)."""
    now = visit.hall.clock()
    found, credit = await or_tell(
        visit, lambda: visit.hall.platform.bookings(citizen, on=now.date()), another_way=HOME_WAY
    )
    bookings = {b.id: b for b in found if b.can_check_in(now)}
    answer = await visit.stage.ask(_question(visit, list(bookings.values()), credit))
    if answer.choice == "walk_in":
        raise WalkIn
    return TicketRequest.for_booking(bookings[answer.choice])


def _question(visit: Visit, bookings: list[Booking], credit: Credit) -> ChooseBooking:
    soon = visit.hall.clock() + BEGINS_SOON
    rows = tuple(
        BookingRow(
            id=b.id,
            item_name=b.item_name,
            area=b.area.where,
            start=b.slot.start,
            end=b.slot.end,
            now=b.slot.start <= soon,
        )
        for b in sorted(bookings, key=lambda b: b.slot.start)
    )
    return ChooseBooking(bookings=rows, suspended_until=credit.suspended_until)


async def walk_in_request(visit: Visit) -> TicketRequest:
    """Without a booking: which area, unless there is only one."""

    async def queues() -> HallStatus:
        board = await visit.hall.platform.hall_status()
        if not board.areas:
            raise NoQueue
        return board

    board = await or_tell(visit, queues, another_way=HOME_WAY)
    areas = {a.area.code: a for a in board.areas}
    if len(areas) == 1:
        return TicketRequest.walk_in(next(iter(areas.values())).area)
    rows = tuple(
        AreaRow(code=code, name=a.area.where, waiting=a.waiting, wait_minutes=a.wait_minutes)
        for code, a in areas.items()
    )
    answer = await visit.stage.ask(ChooseArea(areas=rows))
    return TicketRequest.walk_in(areas[answer.choice].area)


async def _number(visit: Visit, request: TicketRequest, citizen: Citizen | None) -> tuple[QueueTicket, bool]:
    """The platform's number. One key for all tries: a lost answer never makes a second number."""
    key = uuid4()

    async def ask() -> tuple[QueueTicket, bool]:
        try:
            return await visit.hall.platform.issue_ticket(request, key=key, citizen=citizen), False
        except PlatformRefused as refused:
            if refused.code != "ticket_exists" or refused.existing is None:
                raise
            return await visit.hall.platform.ticket(refused.existing.id), True

    return await or_tell(visit, ask, another_way=HOME_WAY)
