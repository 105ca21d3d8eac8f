"""编号纸: which numbered sheet is used for which copy (RS-07)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.asking import answered, whichever_first
from kiosk.journeys.listening import Ears
from kiosk.journeys.views import PaperNumber
from kiosk.journeys.visit import Visit

NUMBER: Final = re.compile(r"[0-9A-Z][0-9A-Z-]{0,31}")
MOST: Final = 20
"""So many the platform takes with one grant."""
WRONG: Final = Text("号码不对，请对着纸再看一遍", "Not right. Please compare it with the sheet.")
USED: Final = Text("这张纸用过了，请换一张", "This sheet was used already. Please take another.")


async def paper_numbers(
    visit: Visit, used: Collection[str], *, copy: int, copies: int, sheets: int
) -> tuple[str, ...]:
    """The numbers of the sheets that are put in now, typed or scanned.

    Raises ``AnotherWay`` or ``WentBack``; also when too many were spoiled.
    """
    found: list[str] = []
    for sheet in range(1, sheets + 1):
        view = PaperNumber(copy=copy, copies=copies, sheet=sheet, sheets=sheets)
        while True:
            number = (await _typed_or_scanned(visit, view)).strip().upper()
            if not NUMBER.fullmatch(number):
                view = replace(view, error=WRONG)
            elif number in used or number in found:
                view = replace(view, error=USED)
            else:
                break
        found.append(number)
    return tuple(found)


async def _typed_or_scanned(visit: Visit, view: PaperNumber) -> str:
    ears = Ears(visit.hall, found=lambda _kind: None, changed=lambda: None)

    async def typed() -> str:
        return (await answered(visit, view))["number"]

    async def scanned() -> str:
        return (await ears.code()).reveal()

    return await whichever_first(typed(), scanned())
