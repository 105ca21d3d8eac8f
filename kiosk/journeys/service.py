"""Opening hours: one visit after another, and the hall's board kept fresh meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import structlog

from kiosk.errors import PlatformError
from kiosk.journeys.certificates import certificates
from kiosk.journeys.check_in import check_in
from kiosk.journeys.hall import Hall
from kiosk.journeys.my_matters import my_matters
from kiosk.journeys.report import report
from kiosk.journeys.track import track
from kiosk.journeys.visit import After, Journey, Visit

log = structlog.get_logger()


async def _guides(visit: Visit) -> After:
    from kiosk.journeys.guides import guides  # noqa: PLC0415 half a megabyte that most visits do without

    return await guides(visit)


async def _apply(visit: Visit) -> After:
    from kiosk.journeys.guides import apply  # noqa: PLC0415 as above

    return await apply(visit)


async def _correct(visit: Visit) -> After:
    from kiosk.journeys.correct import correct  # noqa: PLC0415 as above

    return await correct(visit)


JOURNEYS: Mapping[str, Journey] = {
    "apply": _apply,
    "certificates": certificates,
    "check_in": check_in,
    "correct": _correct,
    "guides": _guides,
    "my_matters": my_matters,
    "track": track,
}
BOARD_SECONDS = 15.0
LOOK_SECONDS = 0.5
CATALOGUE_SECONDS = 50.0
"""A new guide is on the screen within a minute (CT-14): fetching it takes a moment too."""
RETRY_SECONDS = 5.0


async def serve(hall: Hall) -> None:
    """Serve people until cancelled. A visit that breaks is logged and wiped; the next person is served."""
    try:
        while True:
            try:
                visit = Visit(hall, JOURNEYS, report)
                await visit.run()
                if visit.staff_at_door and hall.maintenance is not None:
                    async with hall.floor:
                        await hall.maintenance()
            except Exception:
                log.exception("visit.broke")
                await asyncio.sleep(1.0)  # a fault that repeats at once must not spin
    finally:
        await hall.farewells.all_said()


async def keep_board(hall: Hall) -> None:
    """Ask for the queues again and again; a platform that went away shows at once, and when it is back."""
    while True:
        try:
            hall.board = await hall.platform.hall_status()
        except PlatformError as error:
            if hall.board is not None:
                log.warning("platform.no_board", detail=str(error))
            hall.board = None
        hall.changed()
        await _while_link_stays(hall, BOARD_SECONDS if hall.board else RETRY_SECONDS)


async def _while_link_stays(hall: Hall, seconds: float) -> None:
    """Sleep, but not past the moment at which some other call found the link down, or up again."""
    loop, link = asyncio.get_running_loop(), hall.platform.link_up
    until = loop.time() + seconds
    while loop.time() < until and hall.platform.link_up == link:  # noqa: ASYNC110 each call finds it anew
        await asyncio.sleep(LOOK_SECONDS)


async def keep_catalogue(hall: Hall) -> None:
    """Ask again and again whether the item catalogue changed (CT-14)."""
    while True:
        try:
            hall.catalogue_version = await hall.platform.catalogue_version()
        except PlatformError as error:
            log.debug("platform.no_catalogue", detail=str(error))
        await asyncio.sleep(CATALOGUE_SECONDS if hall.catalogue_version else RETRY_SECONDS)
