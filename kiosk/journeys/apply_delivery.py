"""How one is reached, and how the result reaches them: on site, by post, online (RS-01, RS-03).

An address stays in memory with the rest of the draft and goes to the platform alone.
"""

from __future__ import annotations

from kiosk.domain.submission import Delivery
from kiosk.domain.words import Text
from kiosk.journeys.apply_address import PHONE, WRONG_PHONE, address, numbered_page
from kiosk.journeys.apply_draft import METHODS, Draft
from kiosk.journeys.asking import asked
from kiosk.journeys.hall import Hall
from kiosk.journeys.stage import WentBack
from kiosk.journeys.view import Field
from kiosk.journeys.views.delivery import ChooseDelivery
from kiosk.journeys.visit import Visit


async def contact(visit: Visit, draft: Draft) -> bool:
    """The phone at which the applicant can be reached."""
    wrong: Text | None = None
    while True:
        field = Field(
            "phone", Text("手机号", "Phone"), "phone", value=draft.phone or None, error=wrong, max_length=18
        )
        answer = await asked(
            visit, numbered_page(draft, Text("怎么联系您？", "How can we reach you?"), (field,), 2)
        )
        draft.phone = answer.values.get("phone", "").strip()
        if answer.choice == "previous":
            raise WentBack
        if PHONE.fullmatch(draft.phone):
            return True
        wrong = WRONG_PHONE


async def delivery(visit: Visit, draft: Draft) -> bool:
    """The way the applicant wants it, of those the guide offers; an address where it is posted.

    ``False``: there is one way alone, and nothing to add.
    """
    if draft.ways in {("print_here",), ("on_site",), ("online",)}:
        (draft.way,) = draft.ways
        return False
    while True:
        chosen = draft.way if draft.way in draft.ways else draft.ways[0]
        view = ChooseDelivery(
            item=draft.guide.elements.name,
            ways=draft.ways,
            chosen=chosen,
            step=len(draft.sheets) + 3,
            steps=draft.steps,
        )
        draft.way = (await asked(visit, view)).choice
        if draft.way != "post":
            return True
        try:
            draft.address = await address(visit, draft)
        except WentBack:
            continue
        return True


def chosen_delivery(hall: Hall, draft: Draft) -> Delivery:
    """As the platform hears it; an address only where it is posted."""
    method = METHODS[draft.way]
    return Delivery(
        method=method,
        hall_code=hall.hall_code if method == "on_site" else None,
        post=draft.address if method == "post" else None,
    )
