"""What somebody holds, and how surely they must be known for each to be printed."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from kiosk.domain.certificate import Certificate
from kiosk.domain.citizen import Citizen, Level
from kiosk.errors import PlatformError
from kiosk.journeys.acting_for import acted_for
from kiosk.journeys.visit import Visit


async def held(visit: Visit, citizen: Citizen) -> dict[str, Certificate]:
    """Everything of theirs, or of whom they act for, page by page. Raises ``PlatformError``."""
    found: dict[str, Certificate] = {}
    cursor: str | None = None
    while True:
        page = await visit.hall.platform.certificates(citizen, subject_id=acted_for(visit), cursor=cursor)
        found |= {one.certificate_id: one for one in page.rows}
        cursor = page.next_cursor
        if cursor is None:
            return found


async def print_levels(visit: Visit, certificates: Collection[Certificate]) -> dict[str, Level]:
    """What each item demands. One that cannot be told now is left out: the platform has the last word."""
    items = sorted({one.task_code for one in certificates if one.printable and one.task_code})

    async def asked(task_code: str) -> Level | None:
        try:
            return await visit.hall.platform.print_level(task_code)
        except PlatformError as error:
            visit.note(error)
            return None

    told = await asyncio.gather(*(asked(item) for item in items))
    return {item: level for item, level in zip(items, told, strict=True) if level is not None}
