"""The face check as a citizen meets it: their own choice, at most three tries, and a way out at each step."""

from __future__ import annotations

from typing import Final
from uuid import uuid4

import structlog

from kiosk.domain.citizen import Citizen
from kiosk.domain.consent import Consent
from kiosk.domain.personal import Personal
from kiosk.domain.proof import FaceMatch
from kiosk.domain.words import Text
from kiosk.errors import DeviceFault, FaceFailed
from kiosk.hardware.camera.base import KIND as CAMERA
from kiosk.identity.face import FaceChecker, FaceDecision, FaceStep, Verdict
from kiosk.journeys.asking import tell, whichever_first
from kiosk.journeys.consents import recorded
from kiosk.journeys.shown import Document
from kiosk.journeys.view import Answer
from kiosk.journeys.views import FACE_TEXT_VERSION, FaceCheck, FaceConsent, FaceNotice
from kiosk.journeys.visit import AnotherWay, Visit

log = structlog.get_logger()

TRIES: Final = 3
UNDER_14: Final = "under_14"
OTHER: Final = Text("不刷了，换方式", "Use another way")


def face_possible(visit: Visit, citizen: Citizen, document: Document) -> bool:
    """Whether a face check can be offered: never to a child under 14, never after the third try."""
    return (
        visit.hall.face is not None
        and visit.hall.usable(CAMERA)
        and document.portrait is not None
        and citizen.age_band != UNDER_14
        and visit.face_tries < TRIES
        and any("face_match" in way.proofs for way in citizen.ways_up)
    )


async def face_match(visit: Visit, citizen: Citizen, document: Document) -> FaceMatch:
    """Ask for consent, then check. Raises ``AnotherWay`` when they would rather not, or cannot."""
    assert visit.hall.face is not None and document.portrait is not None  # noqa: S101, PT018 see face_possible
    consent = await _consent(visit, citizen)
    try:
        decision = await _decided(visit, visit.hall.face, document.portrait)
    except BaseException:
        # They stopped, in whatever way: their yes is taken back. It ends with the session in any case.
        taken_back = visit.hall.platform.withdraw_consent(citizen, consent.consent_id, key=uuid4())
        visit.hall.farewells.say(taken_back)
        raise
    return FaceMatch(
        consent_id=consent.consent_id,
        score=decision.score,
        threshold=decision.threshold,
        algorithm=decision.algorithm,
        liveness=decision.liveness,
        decided_at=decision.decided_at,
    )


async def _consent(visit: Visit, citizen: Citizen) -> Consent:
    """A separate, free yes; it is recorded before the camera opens."""
    hall, wording = visit.hall.terms.hall_name, visit.hall.wordings.get("face")
    text = Text(wording.body, wording.body_en) if wording else None
    while (choice := (await visit.stage.ask(FaceConsent(hall=hall))).choice) != "agree":
        if choice == "another_way":
            raise AnotherWay
        if choice == "notice":
            await visit.stage.ask(FaceNotice(hall=hall, text=text))
        else:
            await visit.call_staff()
    return await recorded(visit, citizen, "face", FACE_TEXT_VERSION, another_way=OTHER)


async def _decided(visit: Visit, checker: FaceChecker, portrait: Personal[bytes]) -> FaceDecision:
    """A match. Every other end counts as a try; a fault of the machine does not."""
    while True:
        try:
            decision = await _one_try(visit, checker, portrait)
        except DeviceFault as fault:
            visit.note(fault)
            await tell(visit, fault, another_way=OTHER)
            continue
        log.info("face.checked", verdict=decision.verdict, score=round(decision.score, 3))
        if decision.verdict is Verdict.MATCH:
            return decision
        visit.face_tries += 1
        failed = FaceFailed(decision.verdict.value, left=TRIES - visit.face_tries)
        await tell(visit, failed, another_way=OTHER)


async def _one_try(visit: Visit, checker: FaceChecker, portrait: Personal[bytes]) -> FaceDecision:
    attempt = visit.face_tries + 1

    def step(at: FaceStep) -> None:
        hint = at.hint.value if at.hint else None
        visit.stage.show(
            FaceCheck(step=at.stage.value, hint=hint, done=at.done, total=at.total, attempt=attempt)
        )

    async def out() -> Answer:
        return await visit.stage.ask(FaceCheck(attempt=attempt))

    async def check() -> FaceDecision:
        return await checker.check(portrait, on_step=step)

    while True:
        got: Answer | FaceDecision = await whichever_first(out(), check())
        if isinstance(got, FaceDecision):
            return got
        if got.choice == "another_way":
            raise AnotherWay
        await visit.call_staff()
