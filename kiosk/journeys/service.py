"""Opening hours: one visit after another, and the hall's board kept fresh meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import structlog

from kiosk.errors import PlatformError
from kiosk.journeys.check_in import check_in
from kiosk.journeys.hall import Hall
from kiosk.journeys.visit import Journey, Visit

log = structlog.get_logger()

JOURNEYS: Mapping[str, Journey] = {"check_in": check_in}
BOARD_SECONDS = 30.0
RETRY_SECONDS = 5.0


async def serve(hall: Hall) -> None:
    """Serve people until cancelled. A visit that breaks is logged and wiped; the next person is served."""
    while True:
        try:
            await Visit(hall, JOURNEYS).run()
        except Exception:
            log.exception("visit.broke")
            await asyncio.sleep(1.0)  # a fault that repeats at once must not spin


async def keep_board(hall: Hall) -> None:
    """Ask for the queues every half minute; a dead platform shows as dead, and is noticed when it is back."""
    while True:
        try:
            hall.board = await hall.platform.hall_status()
        except PlatformError as error:
            if hall.board is not None:
                log.warning("platform.no_board", detail=str(error))
            hall.board = None
        hall.changed()
        await asyncio.sleep(BOARD_SECONDS if hall.board else RETRY_SECONDS)
