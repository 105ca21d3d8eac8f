"""查办理进度: by card, by number, by code (PR-01). And what is published for everybody (PR-07)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from kiosk.domain.personal import Personal
from kiosk.domain.words import Text
from kiosk.journeys.asking import whichever_first
from kiosk.journeys.case_detail import show_case
from kiosk.journeys.case_list import my_cases
from kiosk.journeys.case_lookup import by_code, by_number
from kiosk.journeys.doing import Doing
from kiosk.journeys.hall import Hall
from kiosk.journeys.listening import Ears
from kiosk.journeys.published import published
from kiosk.journeys.stage import WentBack
from kiosk.journeys.view import View
from kiosk.journeys.views import ScanCase, TrackBy
from kiosk.journeys.visit import After, AnotherWay, Visit

Way = str | Personal[str]
"""A choice, or what was held before the scanner."""


async def track(visit: Visit) -> After:
    """One case after another, until they go back or home."""
    way: Way | None = None
    while True:
        if way is None:
            way = await _way(visit, lambda: _entries(visit))
        try:
            way = await _gone(visit, way)
        except (WentBack, AnotherWay):
            way = None


async def _gone(visit: Visit, way: Way) -> Way | None:
    """Go this way to its end; returns the way they then want to go, if they said."""
    if isinstance(way, Personal):
        if (found := await by_code(visit, way)) is None:
            return "scan"
        await show_case(visit, *found)
    elif way == "id_card":
        await my_cases(visit)
    elif way == "case_number":
        await show_case(visit, *await by_number(visit))
    elif way == "scan":
        return await _way(visit, lambda: ScanCase(scanner_ready=_why_no_scan(visit.hall) is None))
    elif way == "published":
        await published(visit)
    else:
        await visit.call_staff()
    return None


async def _way(visit: Visit, view: Callable[[], View]) -> Way:
    """Ask; a code before the scanner is an answer too. The view follows a scanner that goes or comes."""
    ears = Ears(visit.hall, found=lambda _kind: None, changed=lambda: visit.stage.show(view()))

    async def choice() -> Way:
        return (await visit.stage.ask(view())).choice

    async def code() -> Way:
        return await ears.code()

    listening: tuple[Callable[[], Awaitable[Way]], ...] = (choice, code)
    return await whichever_first(*(_as_coroutine(one) for one in listening))


async def _as_coroutine(listen: Callable[[], Awaitable[Way]]) -> Way:
    return await listen()


def _entries(visit: Visit) -> TrackBy:
    return TrackBy(signed_in=visit.citizen is not None, scan_why_not=_why_no_scan(visit.hall))


def _why_no_scan(hall: Hall) -> Text | None:
    return hall.can(Doing.SCAN_CODE).why_not
