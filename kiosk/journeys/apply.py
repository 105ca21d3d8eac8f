"""我要办事: from a guide to something handed in, step by step; 返回 leads one step back, nothing is lost.

Who must go to a window hears so first (CH-14). What the platform knows it fills in (AP-01), what it has
nobody hands in again (MT-03, MT-04), nothing beyond the guide is asked for (AP-09).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from kiosk.journeys.apply_delivery import contact, delivery
from kiosk.journeys.apply_draft import Draft
from kiosk.journeys.apply_form import form_page
from kiosk.journeys.apply_hand_in import GuideRenewed, NotRight, last_look
from kiosk.journeys.apply_materials import materials
from kiosk.journeys.apply_start import begin
from kiosk.journeys.stage import WentBack
from kiosk.journeys.visit import Visit

Step = Callable[[], Awaitable[bool]]
"""Asks and remembers; ``False``: there was nothing to ask. Raises ``WentBack``."""


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
    steps: list[Step] = [
        *(partial(form_page, visit, draft, number) for number in range(len(draft.sheets))),
        partial(materials, visit, draft),
        partial(contact, visit, draft),
        partial(delivery, visit, draft),
        partial(last_look, visit, draft),
    ]
    at, ahead = 0, 1
    while at < len(steps):
        try:
            if await steps[at]():
                ahead = 1
            at += ahead
        except WentBack:
            at, ahead = at - 1, -1
        except NotRight as found:
            at, ahead = found.step, 1
        if at < 0:
            raise WentBack
