"""What is printed on a travel document's photo page, typed in: it opens the chip."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kiosk.domain.personal import Personal
from kiosk.domain.smart_card import DocumentAccess
from kiosk.domain.words import Text
from kiosk.journeys.asking import answered
from kiosk.journeys.views import DocumentData
from kiosk.journeys.visit import Visit

WRONG_NUMBER = Text("只有字母和数字，照着照片页输", "Letters and digits only, as printed")
WRONG_DATE = Text("日期不对，请照着照片页再输一次", "A date is not right. Please type it as printed.")


async def document_data(visit: Visit) -> DocumentAccess:
    """Ask until it can be right. Raises ``AnotherWay`` or ``WentBack``."""
    view = DocumentData()
    while True:
        given = await answered(visit, view)
        number = given["number"].strip().upper()
        if not (number.isascii() and number.isalnum()):
            view = replace(view, error=WRONG_NUMBER)
            continue
        try:
            birth, expiry = date.fromisoformat(given["birth"]), date.fromisoformat(given["expiry"])
        except ValueError:
            view = replace(view, error=WRONG_DATE)
            continue
        if birth > visit.hall.clock().date():
            view = replace(view, error=WRONG_DATE)
            continue
        return DocumentAccess(Personal(number), Personal(birth), expiry)
