"""What a copy is for, where none of the prepared purposes fits: a few words of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.asking import answered
from kiosk.journeys.stage import WentBack
from kiosk.journeys.views import PURPOSE_MOST, PurposeWords
from kiosk.journeys.visit import AnotherWay, Visit

WRONG: Final = Text("请写几个字，不要换行", "Please write a few words on one line")


async def own_purpose(visit: Visit, stands: str) -> str:
    """Their words, at most ``PURPOSE_MOST`` characters; ``stands`` where they would rather not."""
    view = PurposeWords()
    while True:
        try:
            said = (await answered(visit, view))["purpose"].strip()
        except (AnotherWay, WentBack):
            return stands
        if said and said.isprintable() and len(said) <= PURPOSE_MOST:
            return said
        view = replace(view, error=WRONG)
