"""Sign in without any card: the ID number, and a code to the phone that is bound to it (ID-06, ID-07)."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain import id_number
from kiosk.domain.personal import Personal
from kiosk.domain.proof import TypedNumber
from kiosk.domain.words import Text
from kiosk.errors import BadIdNumber
from kiosk.journeys.asking import answered
from kiosk.journeys.one_time_code import one_time_code
from kiosk.journeys.shown import Shown
from kiosk.journeys.views import TypeNumber
from kiosk.journeys.visit import Visit

WRONG = Text("号码不对，请对着证件再看一遍", "Not right. Please compare it with the card.")


async def typed_number(visit: Visit) -> Shown:
    """Number and code together: level L2. Raises ``AnotherWay`` or ``WentBack``."""
    view = TypeNumber()
    while True:
        number = (await answered(visit, view))["id_number"].strip().upper()
        try:
            id_number.check(number, today=visit.hall.clock().date())
        except BadIdNumber:
            view = replace(view, error=WRONG)
            continue
        typed = Personal(number)
        code = await one_time_code(visit, "sign_in", typed)
        return Shown((TypedNumber(id_type="resident_id_card", id_no=typed), code))
