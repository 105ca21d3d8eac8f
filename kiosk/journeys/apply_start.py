"""Before the form: who must go to a window, how surely one must be known, for whom, what is known already."""

from __future__ import annotations

from functools import partial
from typing import Final

from kiosk.domain.citizen import Citizen
from kiosk.domain.form import as_text
from kiosk.domain.item import Guide, Item
from kiosk.domain.prefill import Prefill
from kiosk.domain.subject import Relation
from kiosk.domain.words import Text
from kiosk.journeys.acting_for import acted_for, choose_subject
from kiosk.journeys.apply_draft import Draft
from kiosk.journeys.apply_who import consented, level_for, notice
from kiosk.journeys.asking import asked, or_tell
from kiosk.journeys.case_detail import show_case
from kiosk.journeys.faults import BACK_WAY
from kiosk.journeys.guide_in_force import in_force
from kiosk.journeys.levels import at_level
from kiosk.journeys.stage import WentBack
from kiosk.journeys.views import PleaseWait
from kiosk.journeys.views.apply import AtWindow, ExclusionRow, NotHereIf, OpenCase, ShareData
from kiosk.journeys.visit import AnotherWay, Visit

LOOKING: Final = PleaseWait(what=Text("正在看平台有哪些信息", "Looking up what is known already"))
PERSON: Final = "1"
"""自然人 (GB/T 39046—2020, A.4)."""


async def begin(visit: Visit, task_code: str, before: Draft | None) -> Draft:
    """A draft of the guide in force; ``before``: what was filled in under the last one stands.

    Raises ``WentBack`` or ``AnotherWay``.
    """
    item, guide = await or_tell(visit, partial(in_force, visit, task_code), another_way=BACK_WAY)
    if before is None:
        await _excluded(visit, guide)
    citizen = await at_level(visit, level_for(guide))
    await _for_whom(visit, citizen, item)
    prefill = await _prefill(visit, item, guide)
    if prefill is not None and prefill.open_case_no is not None:
        await under_way(visit, guide, prefill.open_case_no)
    draft = Draft(item, guide, (visit.citizen or citizen).subject_id, prefill)
    known = {one.pointer: as_text(one.value.reveal()) for one in prefill.fields} if prefill else {}
    fixed = {one.pointer for one in prefill.fields if one.read_only} if prefill else set()
    stands = {p: v for p, v in before.values.items() if p not in fixed} if before else {}
    pointers = {one.pointer for sheet in draft.sheets for one in sheet.fields}
    draft.values = {p: v for p, v in (known | stands).items() if p in pointers}
    if before is not None:
        draft.phone, draft.way, draft.address = before.phone, before.way, before.address
    return draft


async def under_way(visit: Visit, guide: Guide, case_no: str) -> None:
    """It was applied for already (CH-13): nothing is handed in twice. Always raises ``WentBack``."""
    while True:
        await asked(visit, OpenCase(item=guide.elements.name))
        try:
            await show_case(visit, case_no)
        except (WentBack, AnotherWay):
            continue


async def _excluded(visit: Visit, guide: Guide) -> None:
    """Who belongs to a window goes there now, not after the whole form."""
    told = guide.kiosk.not_on_kiosk_if
    if not told:
        return
    rows = tuple(ExclusionRow(one.code, one.text, one.window) for one in told)
    name = guide.elements.name
    while True:
        choice = (await asked(visit, NotHereIf(item=name, rows=rows))).choice
        row = next((row for row in rows if row.id == choice), None)
        if row is None:
            return
        try:
            await asked(visit, AtWindow(item=name, why=row.text, window=row.window))
        except WentBack:
            continue
        raise WentBack


async def _for_whom(visit: Visit, citizen: Citizen, item: Item) -> None:
    """An item that is not for persons is applied for on behalf of somebody."""
    other = visit.acting_for
    for_other = other is not None and other.relation is not Relation.SELF
    if PERSON not in item.server_types and not for_other:
        visit.acting_for = await choose_subject(visit, citizen, task_code=item.task_code)


async def _prefill(visit: Visit, item: Item, guide: Guide) -> Prefill | None:
    """What the platform knows, with their consent; ``None`` without it, and when it cannot be told now."""
    view = ShareData(item=guide.elements.name, notice=notice(visit, "data_sharing"))
    if (await asked(visit, view)).choice != "agree":
        return None
    visit.stage.show(LOOKING)
    citizen = await at_level(visit, level_for(guide))
    consent_id = await consented(visit, citizen, "data_sharing", item.task_code)
    ask = partial(
        visit.hall.platform.prefill,
        citizen,
        item.task_code,
        consent_id=consent_id,
        subject_id=acted_for(visit),
    )
    return await or_tell(visit, ask, another_way=BACK_WAY)
