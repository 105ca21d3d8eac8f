"""A shift: from the press on the mark to the sign-out, with both limits, idle and absolute."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import structlog

from kiosk.journeys.capabilities import services
from kiosk.journeys.idle import IdleClock
from kiosk.journeys.stage import SessionInfo
from kiosk.journeys.views import Home
from kiosk.staff.desk import Desk
from kiosk.staff.door import let_in
from kiosk.staff.roles import NAMES
from kiosk.staff.work import work

log = structlog.get_logger()


async def shift(desk: Desk) -> None:
    """Let somebody in and serve them until they sign out or a limit does; then the terminal is home."""
    stage, hall = desk.hall.stage, desk.hall
    over = asyncio.Event()

    def home() -> None:
        stage.set_session(SessionInfo())
        stage.reset_settings()
        stage.show(Home(services=services(hall), resting=True))

    terms = replace(
        hall.terms,
        idle_seconds=desk.terms.idle_seconds,
        grace_seconds=desk.terms.grace_seconds,
        absolute_seconds=desk.terms.absolute_seconds,
    )
    idle = IdleClock(stage, terms, nothing_to_lose=lambda: False, rest=home)
    stage.on_touch = idle.touch
    stage.on_standing = lambda choice: over.set() if choice == "end_session" else None
    desk.is_open = True
    works = (_signed_in(desk, idle), idle.until_gone(), over.wait())
    tasks: list[asyncio.Future[Any]] = [asyncio.ensure_future(each) for each in works]
    idle.touch()
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        desk.is_open = False
        home()


async def _signed_in(desk: Desk, idle: IdleClock) -> None:
    account = await let_in(desk)
    if account is None:
        return
    role = NAMES[account.role]
    idle.sign_in(SessionInfo(signed_in=True, who=f"{account.name}（{role.zh}）", level="staff"))
    log.info("staff.signed_in", number=account.number, role=account.role)
    try:
        await work(desk, account)
    finally:
        log.info("staff.signed_out", number=account.number)
