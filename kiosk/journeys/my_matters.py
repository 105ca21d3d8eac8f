"""我的事项: today's bookings, for whom one acts, and how surely one is known."""

from __future__ import annotations

from kiosk.domain.booking import Booking, TicketRequest
from kiosk.domain.citizen import Citizen, Level
from kiosk.domain.subject import Relation
from kiosk.journeys.acting_for import choose_subject
from kiosk.journeys.asking import or_tell
from kiosk.journeys.check_in import take_number, walk_in_request
from kiosk.journeys.faults import HOME_WAY
from kiosk.journeys.levels import at_level
from kiosk.journeys.sign_in import sign_in
from kiosk.journeys.stage import WentBack
from kiosk.journeys.views import MatterRow, MyMatters
from kiosk.journeys.visit import After, AnotherWay, Visit


async def my_matters(visit: Visit) -> After:
    """From signing in until they take a number or leave."""
    await sign_in(visit)
    while True:
        citizen = await sign_in(visit)  # at once, unless the session ended meanwhile
        found = await _bookings(visit, citizen)
        choice = (await visit.stage.ask(_view(visit, citizen, found))).choice
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
            case _:
                await visit.call_staff()
    except (WentBack, AnotherWay):
        return


async def _bookings(visit: Visit, citizen: Citizen) -> dict[str, Booking]:
    now = visit.hall.clock()
    found, _ = await or_tell(
        visit, lambda: visit.hall.platform.bookings(citizen, on=now.date()), another_way=HOME_WAY
    )
    valid = sorted((b for b in found if b.can_check_in(now)), key=lambda b: b.slot.start)
    return {b.id: b for b in valid}


def _view(visit: Visit, citizen: Citizen, found: dict[str, Booking]) -> MyMatters:
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
        can_raise=citizen.level < Level.L3,
    )
