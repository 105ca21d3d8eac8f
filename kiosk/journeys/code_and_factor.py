"""The lawful way without a face: a one-time code and one further number (ID-04)."""

from __future__ import annotations

from dataclasses import replace
from typing import cast
from uuid import uuid4

from kiosk.domain.personal import Personal
from kiosk.domain.proof import FactorKind, Match, Verification, Verified
from kiosk.domain.words import Text
from kiosk.errors import ProofFailed
from kiosk.journeys.asking import answered, asked, or_tell, tell
from kiosk.journeys.faults import OTHER_WAY
from kiosk.journeys.one_time_code import one_time_code
from kiosk.journeys.shown import Document
from kiosk.journeys.views import ChooseFactor, EnterFactor
from kiosk.journeys.visit import AnotherWay, Visit

TRIES = 3
WRONG = Text("没对上，请再看一遍", "It does not fit. Please look again.")


async def code_and_factor(visit: Visit, document: Document) -> tuple[Verified, Verified]:
    """Both proofs. A code that was right stays right for this visit, whatever becomes of the number."""
    code = visit.proven.get("otp") or await one_time_code(visit, "raise_level", document.number)
    visit.proven["otp"] = code
    factor = visit.proven.get("factor") or await _factor(visit, document)
    visit.proven["factor"] = factor
    return code, factor


async def _factor(visit: Visit, document: Document) -> Verified:
    while True:
        kind = (await asked(visit, ChooseFactor())).choice
        try:
            return await _number(visit, cast("FactorKind", kind), document)
        except AnotherWay:
            continue


async def _number(visit: Visit, kind: FactorKind, document: Document) -> Verified:
    view = EnterFactor(factor=kind)
    for left in range(TRIES - 1, -1, -1):
        value = Personal("".join((await answered(visit, view))["value"].split()))
        got = await _checked(visit, kind, value, document)
        if got.result is Match.MATCH and got.verification_id is not None:
            return Verified(kind="factor", verification_id=got.verification_id)
        if got.result is not Match.MISMATCH:
            await tell(visit, ProofFailed("factor_unavailable"), another_way=OTHER_WAY)
        elif left == 0:
            await tell(visit, ProofFailed("factor_mismatch"), another_way=OTHER_WAY)
        else:
            view = replace(view, error=WRONG)
    raise AnotherWay


async def _checked(visit: Visit, kind: FactorKind, value: Personal[str], document: Document) -> Verification:
    key = uuid4()
    return await or_tell(
        visit,
        lambda: visit.hall.platform.verify_factor(
            kind, value, id_no=document.number, name=document.name, key=key
        ),
        another_way=OTHER_WAY,
    )
