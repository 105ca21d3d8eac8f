"""Tag ``catalogue``: the hall, the calendar, and what everybody may read."""

from __future__ import annotations

from kiosk.domain.calendar import Calendar
from kiosk.domain.feedback import EvaluationReasons
from kiosk.domain.hall import HallStatus
from kiosk.domain.page import Page, Tagged
from kiosk.domain.public_record import FaqEntry, PublishedResult
from kiosk.platform import wire
from kiosk.platform.adapters import to_domain
from kiosk.platform.adapters.alike import alike
from kiosk.platform.adapters.reference.desk import Desk, given


class Public(Desk):
    """What needs no session."""

    async def hall_status(self) -> HallStatus:
        """``getHallStatus``."""
        return to_domain.hall_status(await self._get("/hall/status", wire.HallStatus))

    async def calendar(self, *, etag: str | None = None) -> Tagged[Calendar] | None:
        """``getCalendar``."""
        return await self._tagged("/calendar", wire.Calendar, Calendar, etag)

    async def evaluation_reasons(self, *, etag: str | None = None) -> Tagged[EvaluationReasons] | None:
        """``listEvaluationReasons``."""
        return await self._tagged("/evaluation-reasons", wire.EvaluationReasons, EvaluationReasons, etag)

    async def faq(self, *, task_code: str | None = None, cursor: str | None = None) -> Page[FaqEntry]:
        """``listFaq``."""
        query = given(task_code=task_code, cursor=cursor)
        told = await self._get("/faq", wire.FaqPage, query=query)
        return Page(tuple(alike(entry, FaqEntry) for entry in told.entries), told.next_cursor)

    async def published_results(self, *, cursor: str | None = None) -> Page[PublishedResult]:
        """``listPublishedResults``."""
        query = given(cursor=cursor)
        told = await self._get("/published-results", wire.PublishedResultPage, query=query)
        return Page(tuple(alike(row, PublishedResult) for row in told.results), told.next_cursor)
