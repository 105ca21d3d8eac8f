"""One case: how far it is, its slip, a reminder to the department, its papers (PR-02 to PR-05, PR-08)."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Final
from uuid import UUID, uuid4

from kiosk.domain.calendar import Calendar
from kiosk.domain.case import CaseFull, CaseMinimal
from kiosk.domain.citizen import Level
from kiosk.domain.journal import Deed
from kiosk.domain.words import Text
from kiosk.journeys.asking import or_tell
from kiosk.journeys.case_print import print_progress
from kiosk.journeys.case_told import NOT_TODAY, detail
from kiosk.journeys.faults import BACK_WAY
from kiosk.journeys.levels import at_level
from kiosk.journeys.result_receipt import sign_for_result
from kiosk.journeys.sign_in import sign_in
from kiosk.journeys.stage import WentBack
from kiosk.journeys.views import CaseDetail, PleaseWait
from kiosk.journeys.visit import AnotherWay, Visit

Case = CaseMinimal | CaseFull
ASKING: Final = PleaseWait(what=Text("正在查这件事", "Looking it up"))


async def show_case(visit: Visit, number: str, found: Case | None = None) -> None:
    """Show it until they go back. ``found``: it was looked up already; else it is their own.

    Raises ``WentBack`` or ``AnotherWay``.
    """
    case, calendar = await _asked(visit, number, found)
    view = _seen(visit, number, case, calendar)
    reminder, receipt = uuid4(), uuid4()
    while True:
        choice = (await visit.stage.ask(view)).choice
        try:
            if choice == "print":
                view = replace(view, printed=await print_progress(visit, number, case, view))
            elif choice == "remind":
                view = await _reminded(visit, number, view, reminder)
            elif choice == "more":
                await sign_in(visit)
                case, calendar = await _asked(visit, number, await _again(visit, number))
                view = _seen(visit, number, case, calendar)
            elif isinstance(case, CaseFull) and choice == "correct":
                await _corrected(visit, number)
                case, calendar = await _asked(visit, number, await _again(visit, number))
                view = _seen(visit, number, case, calendar)
            elif isinstance(case, CaseFull) and choice == "sign":
                await sign_for_result(visit, case, receipt)
                case, calendar = await _asked(visit, number, await _again(visit, number))
                view = _seen(visit, number, case, calendar)
            elif isinstance(case, CaseFull):
                await _paper(visit, case, choice)
        except (WentBack, AnotherWay):
            if visit.citizen is None and isinstance(case, CaseFull):
                raise  # the session ended meanwhile: what only its holder may see goes from the screen


async def _corrected(visit: Visit, number: str) -> None:
    from kiosk.journeys.correct import correct_case  # noqa: PLC0415 it lists cases itself

    await correct_case(visit, number)


async def _asked(visit: Visit, number: str, found: Case | None) -> tuple[Case, Calendar | None]:
    """The case, with the days that are worked; both at once."""
    desk, platform, clock = visit.hall.progress, visit.hall.platform, visit.hall.clock
    if found is not None:
        return found, await desk.calendar(platform, clock)
    visit.stage.show(ASKING)

    async def ask() -> tuple[Case, Calendar | None]:
        case = platform.case(number, citizen=visit.citizen, full=True)
        return await asyncio.gather(case, desk.calendar(platform, clock))

    return await or_tell(visit, ask, another_way=BACK_WAY)


async def _again(visit: Visit, number: str) -> Case:
    """The same number, now that it is known who asks. Another's case stays as little as before."""
    return await or_tell(
        visit, lambda: visit.hall.platform.case(number, citizen=visit.citizen), another_way=BACK_WAY
    )


def _seen(visit: Visit, number: str, case: Case, calendar: Calendar | None) -> CaseDetail:
    """The view; whoever sees a case in full is written down (SC-06)."""
    full = isinstance(case, CaseFull)
    if isinstance(case, CaseFull):
        _audit(visit, "case.seen", number)
        _look_at_notices(visit, case)
    return detail(case, visit.hall, calendar, not_yours=visit.citizen is not None and not full)


def _look_at_notices(visit: Visit, case: CaseFull) -> None:
    """What is missing is to be said once (AC-01): the platform hears of a case that was told twice."""
    notices = [one.document_id for one in case.documents if one.kind == "correction_notice"]
    if len(notices) > 1 and visit.hall.progress.new_alert(notices[-1]):
        told = Deed(action="case.second_correction", object=case.case_no, code=notices[-1][:64])
        visit.hall.audit(told)


def _audit(visit: Visit, action: str, number: str) -> None:
    who = visit.citizen.session_id if visit.citizen else None
    visit.hall.audit(Deed(action=action, role="citizen", actor=who, object=number))


async def _reminded(visit: Visit, number: str, view: CaseDetail, key: UUID) -> CaseDetail:
    """One key for this case and visit: pressed again after a lost answer, it reminds once."""
    citizen = await at_level(visit, Level.L2)
    told = await or_tell(
        visit, lambda: visit.hall.platform.remind(citizen, number, key=key), another_way=BACK_WAY
    )
    _audit(visit, "case.reminded", number)
    return replace(view, reminded=told.interaction_no, remind_why_not=NOT_TODAY)


async def _paper(visit: Visit, case: CaseFull, document_id: str) -> None:
    """Papers and results are handed out at L3 only (PR-04)."""
    papers = visit.hall.progress.papers
    document = next((one for one in case.documents if one.document_id == document_id), None)
    if papers is None or document is None:
        return
    await at_level(visit, Level.L3)
    await papers.hand_out(visit, case, document)
