"""A shift: from the press on the mark to the sign-out, with both limits, idle and absolute."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

import structlog

from kiosk.domain.words import Text
from kiosk.journeys.asking import whichever_first
from kiosk.journeys.capabilities import services
from kiosk.journeys.idle import IdleClock
from kiosk.journeys.stage import SessionInfo, WentBack
from kiosk.journeys.views import Home
from kiosk.journeys.views.staff import StaffTold
from kiosk.staff.accounts import Account
from kiosk.staff.desk import Desk
from kiosk.staff.door import let_in
from kiosk.staff.roles import NAMES
from kiosk.staff.work import work

log = structlog.get_logger()

LOOK_SECONDS: Final = 5.0
CHANGED: Final = Text("您的账号有变动", "Your account was changed")
AGAIN: Final = Text(
    "请重新登录。登不上的话，请找管理员。", "Please sign in again. If you cannot, ask an administrator."
)


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
        gone = await whichever_first(_served(desk, account), _taken_back(desk, account))
        if gone:
            await desk.witness(account, "staff.put_out", "ok", None)
            desk.hall.stage.set_session(SessionInfo())
            await _told(desk)
    finally:
        log.info("staff.signed_out", number=account.number)


async def _served(desk: Desk, account: Account) -> bool:
    await work(desk, account)
    return False


async def _taken_back(desk: Desk, account: Account) -> bool:
    """Return when the list no longer has this account as it was: removed, or another role, PIN or card."""
    while desk.accounts.people.get(account.number) == account:
        await asyncio.sleep(LOOK_SECONDS)
        await desk.accounts.look()
    return True


async def _told(desk: Desk) -> None:
    with suppress(WentBack):
        await desk.hall.stage.ask(StaffTold(what=CHANGED, detail=(AGAIN,)))
