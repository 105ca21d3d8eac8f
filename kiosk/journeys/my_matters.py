"""我的事项: today's bookings, cases that go on, what can be printed, for whom one acts."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from itertools import islice

from kiosk.domain.booking import Booking, TicketRequest
from kiosk.domain.certificate import Certificate
from kiosk.domain.citizen import Citizen, Level
from kiosk.domain.subject import Relation
from kiosk.errors import PlatformError, PlatformRefused
from kiosk.journeys.acting_for import acted_for, choose_subject
from kiosk.journeys.asking import or_tell
from kiosk.journeys.capabilities import capability
from kiosk.journeys.case_detail import show_case
from kiosk.journeys.case_list import my_cases, unread
from kiosk.journeys.case_told import in_order
from kiosk.journeys.certificate_views import row as certificate_row
from kiosk.journeys.certificate_views import why_not
from kiosk.journeys.certificates import certificates, print_certificate
from kiosk.journeys.certificates_held import held, print_levels
from kiosk.journeys.check_in import take_number, walk_in_request
from kiosk.journeys.doing import Doing
from kiosk.journeys.faults import HOME_WAY, SESSION_OVER
from kiosk.journeys.levels import at_level
from kiosk.journeys.sign_in import sign_in
from kiosk.journeys.stage import WentBack
from kiosk.journeys.views import CaseRow, MatterRow, MyMatters
from kiosk.journeys.visit import After, AnotherWay, Visit

Cases = tuple[CaseRow, ...] | None
MOST = 6
"""What goes on stands here; the rest is one touch away."""
MOST_PRINTED = 2


@dataclass(frozen=True, slots=True)
class _Found:
    bookings: dict[str, Booking]
    cases: Cases
    papers: dict[str, Certificate]
    """What can be printed here and now."""


async def my_matters(visit: Visit) -> After:
    """From signing in until they take a number, have their certificates, or leave."""
    await sign_in(visit)
    while True:
        citizen = await sign_in(visit)  # at once, unless the session ended meanwhile
        found = await or_tell(visit, partial(_asked, visit, citizen), another_way=HOME_WAY)
        choice = (await visit.stage.ask(_view(visit, citizen, found))).choice
        if choice in found.bookings:
            return await take_number(visit, TicketRequest.for_booking(found.bookings[choice]), citizen)
        if choice == "walk_in":
            return await take_number(visit, await walk_in_request(visit), citizen)
        if await _done(visit, citizen, choice, found.papers):
            return After.END


async def _done(visit: Visit, citizen: Citizen, choice: str, papers: dict[str, Certificate]) -> bool:
    """What leads back to this view, whatever becomes of it; ``True``: they are done here."""
    try:
        match choice:
            case "certificates":
                return await certificates(visit) is After.END
            case _ if choice in papers:
                return await print_certificate(visit, papers[choice])
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
        pass
    return False


async def _asked(visit: Visit, citizen: Citizen) -> _Found:
    asked = _bookings(visit, citizen), _cases(visit, citizen), _papers(visit, citizen)
    return _Found(*await asyncio.gather(*asked))


async def _cases(visit: Visit, citizen: Citizen) -> Cases:
    """What goes on; ``None``: it cannot be told now, which keeps nobody from their booking."""
    if citizen.level < Level.L2:
        return None
    try:
        page = await visit.hall.platform.my_cases(citizen, subject_id=acted_for(visit))
    except PlatformError as error:
        _go_on(visit, error)
        return None
    rows = in_order(page.rows)
    unread(visit, rows)
    return rows


async def _papers(visit: Visit, citizen: Citizen) -> dict[str, Certificate]:
    """What can be printed now; none where that cannot be told, which keeps nobody from the rest."""
    if (
        citizen.level < Level.L3
        or not _prints(visit)
        or not visit.hall.can(Doing.PRINT_CERTIFICATE).available
    ):
        return {}
    try:
        found = await held(visit, citizen)
        levels = await print_levels(visit, found.values())
    except PlatformError as error:
        _go_on(visit, error)
        return {}
    can = (one for one in found.values() if why_not(visit, one, levels) is None)
    return {one.certificate_id: one for one in islice(can, MOST_PRINTED)}


def _go_on(visit: Visit, error: PlatformError) -> None:
    """Without this part; not without a session."""
    if isinstance(error, PlatformRefused) and error.code in SESSION_OVER:
        raise error
    visit.note(error)


def _prints(visit: Visit) -> bool:
    return "certificates" in visit.hall.terms.offer


async def _bookings(visit: Visit, citizen: Citizen) -> dict[str, Booking]:
    now = visit.hall.clock()
    found, _ = await visit.hall.platform.bookings(citizen, on=now.date())
    valid = sorted((b for b in found if b.can_check_in(now)), key=lambda b: b.slot.start)
    return {b.id: b for b in valid}


def _view(visit: Visit, citizen: Citizen, found: _Found) -> MyMatters:
    other, cases = visit.acting_for, found.cases
    if other is not None and other.relation is Relation.SELF:
        other = None
    return MyMatters(
        who=citizen.who,
        level=citizen.level.value,
        acting_for=other.name.reveal() if other else None,
        bookings=tuple(
            MatterRow(b.id, b.item_name, b.area.where, b.slot.start, b.slot.end)
            for b in found.bookings.values()
        ),
        cases=tuple(row for row in cases or () if row.group != "done")[:MOST],
        cases_known=cases is not None,
        certificates=tuple(certificate_row(visit, one, {}) for one in found.papers.values()),
        prints=_prints(visit),
        prints_not=capability(visit.hall, "certificates").why_not,
        updates=sum(row.unread for row in cases or ()),
        can_raise=citizen.level < Level.L3,
    )
