"""The door to the desk: a staff number or a card, and a PIN; a search for PINs is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

from kiosk.domain.personal import Personal
from kiosk.domain.words import Text
from kiosk.errors import CitizenError, DeviceFault
from kiosk.hardware.id_card.base import KIND as ID_CARD
from kiosk.journeys.asking import whichever_first
from kiosk.journeys.stage import WentBack
from kiosk.journeys.view import Answer
from kiosk.journeys.views.staff import StaffSignIn
from kiosk.staff.accounts import Account
from kiosk.staff.desk import Desk
from kiosk.staff.lockout import NOBODY

log = structlog.get_logger()

WRONG = Text("工号或密码不对", "Wrong number or PIN")
STRANGER = Text("这张证没有登记", "This card is not on the list")
RETRY_SECONDS = 2.0


async def let_in(desk: Desk) -> Account | None:
    """Ask until somebody is let in, or leaves (``None``)."""
    owner: Account | None = None
    error: Text | None = None
    while True:
        view = StaffSignIn(known=owner.name if owner else None, error=error)
        try:
            came = await _came(desk, view)
        except WentBack:
            return None
        await desk.accounts.look()
        if isinstance(came, Personal):
            owner = desk.accounts.by_card(came)
            error = None if owner else STRANGER
            continue
        if came.choice == "leave":
            return None
        account, error = await _judged(desk, owner, came)
        if account is not None:
            return account


async def _came(desk: Desk, view: StaffSignIn) -> Answer | Personal[str]:
    ways: tuple[Coroutine[Any, Any, Answer | Personal[str]], ...] = (
        desk.hall.stage.ask(view),
        _card(desk),
    )
    return await whichever_first(*ways)


async def _judged(desk: Desk, owner: Account | None, answer: Answer) -> tuple[Account | None, Text | None]:
    number = owner.number if owner else answer.values.get("number", "")
    counted = number if number in desk.accounts.people else NOBODY
    if left := desk.lockout.seconds_left(counted):
        if desk.lockout.refused(counted):
            await desk.witness(None, "staff.sign_in", "refused", counted)
        return None, _wait(left)
    pin = Personal(answer.values.get("pin", ""))
    account = await desk.accounts.opened_by(number, pin)
    if account is not None:
        desk.lockout.right(number)
        await desk.witness(account, "staff.sign_in", "ok", None)
        return account, None
    left = desk.lockout.wrong(counted)
    await desk.witness(None, "staff.sign_in", "failed", counted)
    if left:
        log.error("staff.locked_out", number=counted, seconds=left)
        await desk.witness(None, "staff.lock_out", "refused", counted)
        desk.alert()
    return None, _wait(left) if left else WRONG


def _wait(seconds: int) -> Text:
    minutes = -(-seconds // 60)
    return Text(f"错得太多了，请等 {minutes} 分钟再试", f"Too many wrong tries. Wait {minutes} min.")


async def _card(desk: Desk) -> Personal[str]:
    """The number of the next card laid on the reader. Waits for ever where there is no reader."""
    while True:
        reader = desk.hall.id_card
        if reader is not None and desk.hall.usable(ID_CARD):
            try:
                return (await reader.read()).number
            except (CitizenError, DeviceFault) as error:
                log.info("staff.card_unread", error=type(error).__name__)
        await asyncio.sleep(RETRY_SECONDS)
