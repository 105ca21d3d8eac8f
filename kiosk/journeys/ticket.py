"""Hand a queue number over: on the screen always, on paper as well as the printer can, and truthfully."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Literal, TypedDict
from uuid import uuid4

from kiosk.documents import slips
from kiosk.domain.booking import QueueTicket, Source
from kiosk.domain.words import Text
from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import DeviceState
from kiosk.hardware.ticket_printer import Printed, TicketPrinter
from kiosk.journeys.asking import or_tell
from kiosk.journeys.journal import Entry
from kiosk.journeys.print_once import slip_once
from kiosk.journeys.views import TicketIssued, TicketPrinting
from kiosk.journeys.visit import AnotherWay, Visit


class _Shown(TypedDict):
    """What both views of a ticket show."""

    number: str
    area: str
    area_code: str
    windows: tuple[str, ...]
    ahead: int
    wait_minutes: int | None
    item_name: str | None
    booked: bool
    reprints: int


Outcome = bool | Literal["unknown"]
RECONNECT_SECONDS = 2.0
MENDED_SECONDS = 0.6
"""A status asked for while another question is under way is the one before it."""
LOOK_SECONDS = 0.1
WITHOUT_PAPER = Text("不要小票，记住号就行", "No ticket, I will remember my number")


async def hand_over(visit: Visit, ticket: QueueTicket, *, already_issued: bool = False) -> None:
    """Print once and show the number until the citizen is done. Only they can ask for another print."""
    outcome: Outcome = "unknown" if already_issued else await _print(visit, ticket)
    while True:
        answer = await visit.stage.ask(_issued(visit, ticket, outcome, already_issued=already_issued))
        if answer.choice == "done":
            return
        try:
            ticket = await or_tell(visit, partial(_count, visit, ticket, outcome), another_way=WITHOUT_PAPER)
        except AnotherWay:
            continue
        outcome = await _print(visit, ticket)


async def _count(visit: Visit, ticket: QueueTicket, outcome: Outcome) -> QueueTicket:
    """Count a 补打 at the platform, but only when the printer can print it."""
    if visit.hall.ticket_printer is not None:
        await _ready(visit, visit.hall.ticket_printer)
    reason = "lost" if outcome is True else "printer_fault"
    return await visit.hall.platform.count_reprint(ticket.id, reason=reason, key=uuid4())


async def _ready(visit: Visit, printer: TicketPrinter) -> None:
    """Return when the printer can print. One just mended, or found again, gets a moment to say so."""
    loop = asyncio.get_running_loop()
    asked_at = loop.time()
    while not (status := await printer.status()).usable:
        patience = MENDED_SECONDS if status.device is DeviceState.ONLINE else RECONNECT_SECONDS
        if loop.time() >= asked_at + patience:
            raise DeviceFault(printer.kind, status.code or "not_ready", status.action or Action.RESET)
        visit.hall.devices.look_again(printer.kind)
        await asyncio.sleep(LOOK_SECONDS)


async def _print(visit: Visit, ticket: QueueTicket) -> Outcome:
    """Print the slip once; say what surely happened to it."""
    hall = visit.hall
    if hall.ticket_printer is None:
        return False
    visit.stage.show(TicketPrinting(**_shown(ticket)))
    slip = slips.queue_ticket(
        ticket, hall_name=hall.terms.hall_name.zh, kiosk_id=hall.terms.kiosk_id, printed_at=hall.clock()
    )
    entry = Entry(kind="queue_ticket", reference=ticket.id, reprint=ticket.reprints > 0)
    try:
        printed = await slip_once(visit, hall.ticket_printer, slip, entry)
    except DeviceFault as fault:
        visit.note(fault)
        return False
    return True if printed is Printed.DONE else "unknown"


def _issued(visit: Visit, ticket: QueueTicket, outcome: Outcome, *, already_issued: bool) -> TicketIssued:
    return TicketIssued(
        **_shown(ticket),
        printed=outcome,
        already_issued=already_issued,
        has_printer=visit.hall.ticket_printer is not None,
    )


def _shown(ticket: QueueTicket) -> _Shown:
    return {
        "number": ticket.number,
        "area": ticket.area.where,
        "area_code": ticket.area.code,
        "windows": ticket.windows,
        "ahead": ticket.ahead,
        "wait_minutes": ticket.wait_minutes,
        "item_name": ticket.item_name,
        "booked": ticket.source is Source.BOOKING,
        "reprints": ticket.reprints,
    }
