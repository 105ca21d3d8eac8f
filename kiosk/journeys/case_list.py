"""All cases of the person here, or of whom they act for."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from kiosk.domain.case import CaseSummary
from kiosk.domain.citizen import Citizen, Level
from kiosk.domain.subject import Relation
from kiosk.journeys.acting_for import acted_for
from kiosk.journeys.asking import or_tell
from kiosk.journeys.case_detail import show_case
from kiosk.journeys.case_told import in_order
from kiosk.journeys.faults import HOME_WAY
from kiosk.journeys.levels import at_level
from kiosk.journeys.stage import WentBack
from kiosk.journeys.views import CaseList, CaseRow
from kiosk.journeys.visit import AnotherWay, Visit

MOST = 1000
"""Nobody turns more pages; what is older is asked for at a window."""


async def my_cases(visit: Visit) -> None:
    """Show the list, and one case after another from it. Raises ``WentBack`` or ``AnotherWay``."""
    while True:
        citizen = await at_level(visit, Level.L2)
        found, more = await or_tell(visit, partial(all_cases, visit, citizen), another_way=HOME_WAY)
        rows = in_order(found)
        unread(visit, rows)
        other = _other(visit)
        view = CaseList(who=citizen.who, acting_for=other, cases=rows, more=more)
        choice = (await visit.stage.ask(view)).choice
        try:
            await show_case(visit, choice)
        except (WentBack, AnotherWay):
            continue  # the list again, as it is by now


async def all_cases(visit: Visit, citizen: Citizen) -> tuple[tuple[CaseSummary, ...], bool]:
    """Every case, and whether there are more than anybody would look through."""
    subject = acted_for(visit)
    rows: list[CaseSummary] = []
    cursor: str | None = None
    while True:
        page = await visit.hall.platform.my_cases(citizen, subject_id=subject, cursor=cursor)
        rows += page.rows
        cursor = page.next_cursor
        if cursor is None or len(rows) >= MOST:
            return tuple(rows[:MOST]), cursor is not None or len(rows) > MOST


def unread(visit: Visit, rows: tuple[CaseRow, ...]) -> None:
    """Nothing is new any more once it was seen: the badge on home says what is true now (PR-06)."""
    if visit.citizen is not None and visit.acting_for is None:
        visit.citizen = replace(visit.citizen, updates=sum(one.unread for one in rows))


def _other(visit: Visit) -> str | None:
    other = visit.acting_for
    return other.name.reveal() if other is not None and other.relation is not Relation.SELF else None
