"""What everybody may read: results of cases, masked by the platform and looked over once more here."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from kiosk.domain.public_record import PublishedResult, masked
from kiosk.journeys.asking import or_tell
from kiosk.journeys.faults import HOME_WAY
from kiosk.journeys.views import PublishedResults, PublishedRow
from kiosk.journeys.visit import Visit


async def published(visit: Visit) -> None:
    """Newest first, more on demand. Raises ``WentBack`` when they have read enough."""
    view, cursor = PublishedResults(results=()), None
    while True:
        page = await or_tell(
            visit,
            partial(visit.hall.platform.published_results, cursor=cursor),
            another_way=HOME_WAY,
        )
        cursor = page.next_cursor
        rows = (*view.results, *map(_row, page.rows))
        view = replace(view, results=rows, more=cursor is not None)
        while (await visit.stage.ask(view)).choice != "more":
            await visit.call_staff()


def _row(told: PublishedResult) -> PublishedRow:
    one = masked(told)
    return PublishedRow(one.case_no_masked, one.item_name, one.applicant_masked, one.decision, one.decided_on)
