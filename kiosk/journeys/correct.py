"""补交材料: what a correction notice asks for, all of it at once, and nothing else (AC-01, AC-05).

The form comes as it was handed in; only what the notice points at can be changed. Where an original is wanted
it goes to the hall or by post, and the platform hears which.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from kiosk.domain.case import CaseFull, CorrectionNotice
from kiosk.domain.case_state import CaseState
from kiosk.domain.citizen import Level
from kiosk.domain.form import FormSheet, texts
from kiosk.domain.words import Text
from kiosk.errors import PlatformRefused
from kiosk.journeys.acting_for import acted_for
from kiosk.journeys.apply_draft import Draft
from kiosk.journeys.apply_form import fill_in
from kiosk.journeys.apply_materials import give
from kiosk.journeys.asking import asked, or_tell, tell
from kiosk.journeys.case_told import in_order
from kiosk.journeys.correct_hand_in import Point, Reply, last_look
from kiosk.journeys.faults import BACK_WAY, HOME_WAY
from kiosk.journeys.guide_in_force import in_force
from kiosk.journeys.levels import at_level
from kiosk.journeys.stage import WentBack
from kiosk.journeys.steps import walk
from kiosk.journeys.views import CaseList, PleaseWait
from kiosk.journeys.views.correct import NOT_HERE, ORIGINAL, ROUTES, CorrectBy, NothingToCorrect
from kiosk.journeys.visit import After, AnotherWay, Visit

LOOKING: Final = PleaseWait(what=Text("正在查要补什么", "Looking up what is missing"))
ASKED: Final = Text("要改的地方", "What to change")


async def correct(visit: Visit) -> After:
    """From home: their cases that wait for something, then one of them."""
    citizen = await at_level(visit, Level.L3)
    ask = partial(
        visit.hall.platform.my_cases, citizen, subject_id=acted_for(visit), state=CaseState.CORRECTION
    )
    visit.stage.show(LOOKING)
    found = (await or_tell(visit, ask, another_way=HOME_WAY)).rows
    if not found:
        await asked(visit, NothingToCorrect())
        return After.HOME
    rows = in_order(found)
    number = rows[0].id
    if len(rows) > 1:
        view = CaseList(who=citizen.who, acting_for=None, cases=rows, more=False)
        number = (await asked(visit, view)).choice
    await correct_case(visit, number)
    return After.END


async def correct_case(visit: Visit, number: str) -> None:
    """Until it is handed in. Raises ``WentBack`` or ``AnotherWay``."""
    citizen = await at_level(visit, Level.L3)
    visit.stage.show(LOOKING)
    ask = partial(visit.hall.platform.case, number, citizen=citizen, full=True)
    case = await or_tell(visit, ask, another_way=BACK_WAY)
    if not isinstance(case, CaseFull) or case.correction is None or not case.can.correct:
        await tell(visit, PlatformRefused("state_conflict", 409, ""), another_way=BACK_WAY)
        raise AnotherWay
    item, guide = await or_tell(visit, partial(in_force, visit, case.task_code), another_way=BACK_WAY)
    draft = Draft(item, guide, citizen.subject_id)
    if guide.form is not None and case.application.form is not None:
        draft.values = texts(guide.form, case.application.form.data.reveal())
    await _corrected(visit, case, case.correction, draft)


async def _corrected(visit: Visit, case: CaseFull, notice: CorrectionNotice, draft: Draft) -> None:
    points = [Point.of(draft, point) for point in notice.points]
    originals = any(point.needs_original for point in points)
    here = all(point.can_be_done_here(visit.hall) for point in points)
    routes = tuple(route for route in ("online", "hall", "post") if route in notice.routes)
    view = CorrectBy(
        item=case.item_name,
        points=tuple(point.requirement for point in notice.points),
        deadline=notice.deadline,
        routes=tuple(route for route in routes if route in ROUTES) or ("hall",),
        online_why_not=None if here else ORIGINAL if originals else NOT_HERE,
    )
    while True:
        route = (await asked(visit, view)).choice
        try:
            if route == "online":
                await _online(visit, Reply(case, notice, draft, tuple(points), route))
            else:
                await last_look(visit, Reply(case, notice, draft, (), route))
        except WentBack:
            continue
        return


async def _online(visit: Visit, reply: Reply) -> None:
    """Each point in its order, then the last look."""
    points = (partial(_point, visit, reply, number) for number in range(len(reply.points)))
    await walk([*points, partial(last_look, visit, reply)])


async def _point(visit: Visit, reply: Reply, number: int) -> bool:
    point, draft = reply.points[number], reply.draft
    if point.field is not None:
        return await fill_in(visit, draft, FormSheet(ASKED.zh, (point.field,)), number + 1, reply.steps)
    return point.material is not None and await give(visit, draft, point.material)
