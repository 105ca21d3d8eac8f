"""我要办事: from a guide to something handed in, step by step; 返回 leads one step back, nothing is lost.

Who must go to a window hears so first (CH-14). What the platform knows it fills in (AP-01), what it has
nobody hands in again (MT-03, MT-04), nothing beyond the guide is asked for (AP-09).
"""

from __future__ import annotations

from functools import partial

from kiosk.journeys.apply_delivery import contact, delivery
from kiosk.journeys.apply_draft import Draft
from kiosk.journeys.apply_form import form_page
from kiosk.journeys.apply_hand_in import GuideRenewed, last_look
from kiosk.journeys.apply_materials import hand_over
from kiosk.journeys.apply_start import begin
from kiosk.journeys.steps import walk
from kiosk.journeys.visit import Visit


async def apply_for(visit: Visit, task_code: str) -> None:
    """From the first question to the receipt. Raises ``WentBack``, ``AnotherWay`` or ``CouldNotBeDone``."""
    draft: Draft | None = None
    while True:
        draft = await begin(visit, task_code, draft)
        try:
            await _filled_in(visit, draft)
        except GuideRenewed:
            continue  # the new guide from its beginning; what was filled in stands
        return


async def _filled_in(visit: Visit, draft: Draft) -> None:
    materials = draft.guide.elements.materials
    await walk(
        [
            *(partial(form_page, visit, draft, number) for number in range(len(draft.sheets))),
            *(partial(hand_over, visit, draft, material) for material in materials),
            partial(contact, visit, draft),
            partial(delivery, visit, draft),
            partial(last_look, visit, draft),
        ]
    )
