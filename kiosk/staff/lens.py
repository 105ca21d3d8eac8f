"""A lens looked through on the screen: what it sees, how sharp that is, and nothing kept of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Final

from kiosk.hardware.look import SHARP_FROM, Eye, Focus, Judgement
from kiosk.journeys.asking import whichever_first
from kiosk.journeys.views.staff import StaffEye
from kiosk.staff.desk import Desk
from kiosk.staff.words import DEVICES, FOCUS

SECONDS: Final = 180.0
"""Then it goes dark by itself: nobody may be filmed by a test that was left alone."""
FACE: Final = "camera"


async def looked_through(desk: Desk, kind: str) -> Focus | None:
    """Show what this lens sees until staff have seen enough; the last focus, ``None`` if nothing came.

    Raises ``DeviceFault``, and ``WentBack``. Whatever happens, the lens is dark afterwards.
    """
    eye = desk.eyes[kind]
    last: list[Focus | None] = [None]
    view = StaffEye(device=DEVICES[kind], mirrored=kind == FACE, sharp_from=SHARP_FROM)
    await eye.start()
    try:
        async with asyncio.timeout(SECONDS):
            await whichever_first(_seeing(desk, eye, view, last), _enough(desk, view))
    except TimeoutError:
        pass  # what was seen until then counts
    finally:
        desk.seen = None
        await eye.stop()
    return last[0]


async def _enough(desk: Desk, view: StaffEye) -> None:
    await desk.hall.stage.ask(view)


async def _seeing(desk: Desk, eye: Eye, view: StaffEye, last: list[Focus | None]) -> None:
    number = 0
    while True:
        seen = await eye.glance(number)
        number, desk.seen, last[0] = seen.picture.number, seen.picture, seen.focus
        found = seen.focus
        sharp = None if found.judgement is Judgement.NOTHING_SEEN else found.judgement is Judgement.SHARP
        desk.hall.stage.amend(replace(view, sharp=sharp, judgement=FOCUS[found.judgement], score=found.score))
