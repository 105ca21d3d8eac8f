"""Sign in with an identity card: level L2 (ID-01). Other ways stand beside it, and so does going without."""

from __future__ import annotations

import asyncio
from uuid import uuid4

from kiosk.domain.card import IdCard
from kiosk.domain.citizen import Citizen
from kiosk.domain.words import Text
from kiosk.errors import CitizenError, DeviceFault
from kiosk.hardware.id_card.base import KIND
from kiosk.journeys.asking import or_tell, tell, whichever_first
from kiosk.journeys.view import Answer, Choice
from kiosk.journeys.views import STAFF, PleaseWait, PresentCredential
from kiosk.journeys.visit import AnotherWay, Visit
from kiosk.platform import CardProof

NO_DEVICE = Text("这台机器没有这个设备，请去窗口", "Not on this terminal. Please go to a window.")
READER_BACK_SECONDS = 1.0
LOOKING_UP = PleaseWait(what=Text("读好了，正在查您的预约", "Card read. Looking up your bookings."))


class WalkIn(AnotherWay):
    """The citizen wants a number without showing who they are."""


async def sign_in(visit: Visit) -> Citizen:
    """Ask for a credential until there is a session. Raises ``WalkIn`` when they go without one."""
    if visit.citizen is not None:
        return visit.citizen
    while True:
        try:
            card = await _card(visit)
            citizen = await _session(visit, card)
        except WalkIn:
            raise
        except AnotherWay:
            continue
        visit.sign_in(citizen)
        return citizen


async def _session(visit: Visit, card: IdCard) -> Citizen:
    proof, key = CardProof(card, visit.hall.clock()), uuid4()
    visit.stage.show(LOOKING_UP)
    return await or_tell(
        visit,
        lambda: visit.hall.platform.sign_in(proof, key=key),
        another_way=Text("换个方式", "Use another way"),
    )


async def _card(visit: Visit) -> IdCard:
    """A card that can be used today."""
    while True:
        try:
            got = await whichever_first(_choice(visit), _laid(visit))
            if isinstance(got, IdCard):
                got.check(today=visit.hall.clock().date())
                return got
            await _other_way(visit, got)
        except (CitizenError, DeviceFault) as error:
            visit.note(error)
            await tell(visit, error, another_way=Text("换个方式", "Use another way"))


async def _laid(visit: Visit) -> Answer | IdCard:
    """The next card laid on the reader; waits for ever where there is no working reader."""
    reader = visit.hall.id_card
    while reader is None or not visit.hall.usable(KIND):
        await asyncio.sleep(READER_BACK_SECONDS)
        visit.stage.show(_prompt(visit))
    return await reader.read(on_found=lambda: visit.stage.show(_prompt(visit, reading=True)))


async def _choice(visit: Visit) -> Answer | IdCard:
    return await visit.stage.ask(_prompt(visit))


async def _other_way(visit: Visit, answer: Answer) -> None:
    if answer.choice == "walk_in":
        raise WalkIn
    if answer.choice == "staff":
        await visit.call_staff()


def _prompt(visit: Visit, *, reading: bool = False) -> PresentCredential:
    ready = visit.hall.id_card is not None and visit.hall.usable(KIND)
    return PresentCredential(ways=_ways(reader_ready=ready), reading=reading, reader_ready=ready)


def _ways(*, reader_ready: bool) -> tuple[Choice, ...]:
    def missing(way: str, label: Text, hint: Text) -> Choice:
        return Choice(way, label, hint=hint, enabled=False, why_not=NO_DEVICE)

    return (
        Choice(
            "id_card",
            Text("身份证", "ID card"),
            enabled=reader_ready,
            primary=True,
            why_not=None if reader_ready else Text("读卡器用不了", "The reader is not working"),
        ),
        missing("social_security_card", Text("社保卡", "Social security card"), Text("插卡，芯片朝上")),
        missing("travel_document", Text("护照、通行证", "Passport or permit"), Text("翻到照片页")),
        missing("qr_code", Text("手机扫码", "Scan a QR code"), Text("出示身份码")),
        missing("type_number", Text("手动输入", "Type it in"), Text("输证件号和手机号")),
        Choice("walk_in", Text("不用证件，直接取号", "Take a number without a card")),
        STAFF,
    )
