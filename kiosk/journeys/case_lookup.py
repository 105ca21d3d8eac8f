"""A case by its number or its code. By number alone little is shown, and guessing ends soon (PR-05)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Final
from uuid import uuid4

from kiosk.domain.case import CaseFull, CaseMinimal
from kiosk.domain.personal import Personal
from kiosk.domain.proof import CodeKind
from kiosk.domain.words import Text
from kiosk.errors import CitizenError, NotACase, PlatformError, PlatformRefused
from kiosk.journeys.asking import answered, or_tell, tell
from kiosk.journeys.faults import OTHER_WAY
from kiosk.journeys.progress_desk import WINDOW
from kiosk.journeys.views import EnterCaseNumber, ScanCase
from kiosk.journeys.visit import Visit

Case = CaseMinimal | CaseFull
NUMBER: Final = re.compile("[0-9A-Za-z_.-]{1,50}")
NOT_FOUND: Final = Text("没查到，请对着回执再看一遍", "No such case. Please compare it with your receipt.")
OF_CASES: Final = frozenset({CodeKind.CASE, CodeKind.PICKUP})


async def by_number(visit: Visit) -> tuple[str, Case]:
    """Ask for a number until it is one. Raises ``AnotherWay`` or ``WentBack``."""
    view = EnterCaseNumber()
    while True:
        number = "".join((await answered(visit, view))["case_no"].split())
        found = await or_tell(visit, partial(look_up, visit, number), another_way=OTHER_WAY)
        if found is not None:
            return number, found
        view = replace(view, error=NOT_FOUND)


async def by_code(visit: Visit, payload: Personal[str]) -> tuple[str, Case] | None:
    """What a scanned code leads to; ``None``: they want to scan again. Raises ``AnotherWay``."""
    visit.stage.show(ScanCase(reading=True))
    try:
        number = await _number(visit, payload)
        found = await look_up(visit, number)
        if found is None:
            raise NotACase("no such case")
    except (PlatformError, CitizenError) as error:
        visit.note(error)
        await tell(visit, error, another_way=OTHER_WAY)
        visit.hall.platform.knock()
        return None
    return number, found


async def look_up(visit: Visit, number: str) -> Case | None:
    """The case, as far as whoever stands here may see it; ``None``: nobody has this number.

    Raises ``TooManyMisses``. Who is signed in is judged by the platform alone: their own case is no guess.
    """
    now, desk = visit.hall.clock(), visit.hall.progress.lookups
    if visit.citizen is None:
        desk.check(now)
    if not NUMBER.fullmatch(number):
        return None
    try:
        return await visit.hall.platform.case(number, citizen=visit.citizen)
    except PlatformRefused as refused:
        if refused.code == "case_not_found":
            desk.missed(now)
            return None
        if refused.code == "lookup_cooldown":
            desk.cool(now + timedelta(seconds=refused.retry_after or WINDOW.total_seconds()))
            desk.check(now)
        raise


async def _number(visit: Visit, payload: Personal[str]) -> str:
    """The platform says what a code means; one it does not know may still be a bare case number."""
    platform, at, key = visit.hall.platform, visit.hall.clock(), uuid4()
    try:
        scanned = await platform.resolve_code(payload, at, key=key)
    except PlatformRefused as refused:
        if refused.code == "qr_unknown" and NUMBER.fullmatch(payload.reveal()):
            return payload.reveal()
        raise
    if scanned.kind not in OF_CASES or scanned.case_no is None:
        raise NotACase(scanned.kind.value)
    return scanned.case_no
