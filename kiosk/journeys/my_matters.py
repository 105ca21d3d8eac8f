"""我的事项: today's bookings, cases that go on, for whom one acts, and how surely one is known."""

from __future__ import annotations

import asyncio
from functools import partial

from kiosk.domain.booking import Booking, TicketRequest
from kiosk.domain.citizen import Citizen, Level
from kiosk.domain.subject import Relation
from kiosk.errors import PlatformError, PlatformRefused
from kiosk.journeys.acting_for import choose_subject
from kiosk.journeys.asking import or_tell
from kiosk.journeys.case_detail import show_case
from kiosk.journeys.case_list import acted_for, in_order, my_cases, unread
from kiosk.journeys.check_in import take_number, walk_in_request
from kiosk.journeys.faults import HOME_WAY, SESSION_OVER
from kiosk.journeys.levels import at_level
from kiosk.journeys.sign_in import sign_in
from kiosk.journeys.stage import WentBack
from kiosk.journeys.views import CaseRow, MatterRow, MyMatters
from kiosk.journeys.visit import After, AnotherWay, Visit

Cases = tuple[CaseRow, ...] | None
MOST = 6
"""What goes on stands here; the rest is one touch away."""


async def my_matters(visit: Visit) -> After:
    """From signing in until they take a number or leave."""
    await sign_in(visit)
    while True:
        citizen = await sign_in(visit)  # at once, unless the session ended meanwhile
        found, cases = await or_tell(visit, partial(_asked, visit, citizen), another_way=HOME_WAY)
        choice = (await visit.stage.ask(_view(visit, citizen, found, cases))).choice
        if choice in found:
            return await take_number(visit, TicketRequest.for_booking(found[choice]), citizen)
        if choice == "walk_in":
            return await take_number(visit, await walk_in_request(visit), citizen)
        await _done(visit, citizen, choice)


async def _done(visit: Visit, citizen: Citizen, choice: str) -> None:
    """What leads back to this view, whatever becomes of it."""
    try:
        match choice:
            case "act_for":
                visit.acting_for = await choose_subject(visit, citizen)
            case "confirm_identity":
                await at_level(visit, Level.L3)
            case "cases":
                await my_cases(visit)
            case "staff":
                await visit.call_staff()
            case _:
                await show_case(visit, choice)
    except (WentBack, AnotherWay):
        return


async def _asked(visit: Visit, citizen: Citizen) -> tuple[dict[str, Booking], Cases]:
    return await asyncio.gather(_bookings(visit, citizen), _cases(visit, citizen))


async def _cases(visit: Visit, citizen: Citizen) -> Cases:
    """What goes on; ``None``: it cannot be told now, which keeps nobody from their booking."""
    if citizen.level < Level.L2:
        return None
    try:
        page = await visit.hall.platform.my_cases(citizen, subject_id=acted_for(visit))
    except PlatformError as error:
        if isinstance(error, PlatformRefused) and error.code in SESSION_OVER:
            raise
        visit.note(error)
        return None
    rows = in_order(page.rows)
    unread(visit, rows)
    return rows


async def _bookings(visit: Visit, citizen: Citizen) -> dict[str, Booking]:
    now = visit.hall.clock()
    found, _ = await visit.hall.platform.bookings(citizen, on=now.date())
    valid = sorted((b for b in found if b.can_check_in(now)), key=lambda b: b.slot.start)
    return {b.id: b for b in valid}


def _view(visit: Visit, citizen: Citizen, found: dict[str, Booking], cases: Cases) -> MyMatters:
    other = visit.acting_for
    if other is not None and other.relation is Relation.SELF:
        other = None
    return MyMatters(
        who=citizen.who,
        level=citizen.level.value,
        acting_for=other.name.reveal() if other else None,
        bookings=tuple(
            MatterRow(b.id, b.item_name, b.area.where, b.slot.start, b.slot.end) for b in found.values()
        ),
        cases=tuple(row for row in cases or () if row.group != "done")[:MOST],
        cases_known=cases is not None,
        updates=sum(row.unread for row in cases or ()),
        can_raise=citizen.level < Level.L3,
    )
