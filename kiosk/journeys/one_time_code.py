"""A one-time code by text message to the phone that is bound to a number."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from uuid import uuid4

from kiosk.domain.personal import Personal
from kiosk.domain.proof import CodePurpose, CodeSent, Verification, Verified
from kiosk.domain.words import Text
from kiosk.errors import PlatformRefused
from kiosk.journeys.asking import asked, or_tell
from kiosk.journeys.faults import OTHER_WAY
from kiosk.journeys.views import EnterCode
from kiosk.journeys.visit import Visit

SHORT = 4
WRONG = Text("验证码不对，请再看一眼短信", "Not the right code. Please look again.")
OVER = Text("验证码过期了，点“重发”", "The code has expired. Press Send it again.")


async def one_time_code(visit: Visit, purpose: CodePurpose, number: Personal[str]) -> Verified:
    """Send, ask, check. Raises ``AnotherWay`` or ``WentBack``."""
    sent = await _send(visit, purpose, number)
    view = _view(sent)
    while True:
        async with _resend_later(visit, sent.resend_after_s if not view.can_resend else 0):
            answer = await asked(visit, view)
        if answer.choice == "resend":
            sent = await _send(visit, purpose, number)
            view = _view(sent)
            continue
        view = _now(visit, view)
        code = answer.values["code"]
        if len(code) < SHORT:
            view = replace(view, error=WRONG)
            continue
        got = await _verified(visit, sent, Personal(code))
        if isinstance(got, Verification) and got.verification_id is not None:
            return Verified(kind="otp", verification_id=got.verification_id)
        view = _after(view, got if isinstance(got, PlatformRefused) else None)


async def _send(visit: Visit, purpose: CodePurpose, number: Personal[str]) -> CodeSent:
    key = uuid4()
    return await or_tell(
        visit,
        lambda: visit.hall.platform.send_code(purpose, key=key, id_no=number),
        another_way=OTHER_WAY,
    )


async def _verified(visit: Visit, sent: CodeSent, code: Personal[str]) -> Verification | PlatformRefused:
    """The outcome; a refusal that typing again can mend is handed back, any other is told."""
    key = uuid4()

    async def check() -> Verification | PlatformRefused:
        try:
            return await visit.hall.platform.verify_code(sent.otp_id, code, key=key)
        except PlatformRefused as refused:
            if refused.code in {"otp_wrong", "otp_expired"}:
                return refused
            raise

    return await or_tell(visit, check, another_way=OTHER_WAY)


def _view(sent: CodeSent) -> EnterCode:
    return EnterCode(phone_masked=sent.phone_masked)


def _after(view: EnterCode, refused: PlatformRefused | None) -> EnterCode:
    if refused is not None and refused.code == "otp_expired":
        return replace(view, error=OVER, attempts_left=None, can_resend=True)
    return replace(view, error=WRONG, attempts_left=refused.hints.attempts_left if refused else None)


def _now(visit: Visit, view: EnterCode) -> EnterCode:
    """The view as it stood when it was answered: 重发 may have come alive meanwhile."""
    up = visit.stage.journey_view
    return replace(view, can_resend=up.can_resend) if isinstance(up, EnterCode) else view


@asynccontextmanager
async def _resend_later(visit: Visit, seconds: float) -> AsyncIterator[None]:
    """Let 重发 come alive after so many seconds, while inside, without making the question another."""

    async def wait() -> None:
        await asyncio.sleep(seconds)
        if isinstance(up := visit.stage.journey_view, EnterCode):
            visit.stage.amend(replace(up, can_resend=True))

    waiting = asyncio.ensure_future(wait())
    try:
        yield
    finally:
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
