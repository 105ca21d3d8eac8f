"""Stepping up: by face or without one, never twice for the same thing, and never without a way around."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.citizen import Level, WayUp
from kiosk.domain.personal import Personal
from kiosk.domain.proof import FaceMatch, Match, SmartCardRead, Verification, Verified
from kiosk.domain.site import Wording
from kiosk.domain.words import Text
from kiosk.errors import Action, DeviceFault, PlatformRefused, PlatformUnavailable
from kiosk.hardware.device import DeviceState, DeviceStatus
from kiosk.identity.face import Verdict
from kiosk.journeys.levels import at_level
from kiosk.journeys.views import (
    FACE_TEXT_VERSION,
    ChooseFactor,
    EnterCode,
    EnterFactor,
    FaceCheck,
    FaceConsent,
    FaceNotice,
    Fault,
    Home,
    MyMatters,
    PresentCredential,
    StaffCalled,
)
from kiosk.journeys.visit import After, Visit
from tests.fakes import Person, a_card, a_citizen, virtually
from tests.journeys.people import PORTRAIT, a_social_security_card

CARD = a_card(photo=Personal(PORTRAIT))
UNPLUGGED = DeviceStatus(DeviceState.NO_DEVICE, action=Action.MAINTENANCE, code="unplugged")


async def known(card: Any = CARD, **changes: Any) -> Person:
    """Signed in with a card, at 我的事项."""
    person = Person()
    person.platform.citizen = a_citizen(**changes)
    await person.begins("my_matters")
    person.reader.lay(card)
    await person.sees(MyMatters)
    return person


async def by_code(person: Person) -> None:
    """A code and a further number."""
    await person.sees(EnterCode)
    person.chooses("next", code="246810")
    await by_factor(person)


async def by_factor(person: Person) -> None:
    await person.sees(ChooseFactor)
    person.chooses("bank_card")
    await person.sees(EnterFactor)
    person.chooses("next", value="9900 0000 0000 0000 001")


async def at_the_check(**changes: Any) -> Person:
    person = await known(**changes)
    person.chooses("confirm_identity")
    await person.sees(FaceConsent)
    person.chooses("agree")
    return person


def raised(person: Person) -> tuple[object, ...]:
    proofs: tuple[object, ...] = person.platform.called("raise_level")[-1]
    return proofs


@pytest.mark.req("ID-01", "ID-03")
def test_a_face_raises_to_l3() -> None:
    async def story() -> None:
        person = await known()
        person.face.outcomes.append(Verdict.MATCH)
        person.chooses("confirm_identity")
        await person.sees(FaceConsent)
        assert not person.face.filming, "the camera opens only after a yes"
        person.chooses("agree")
        matters = await person.sees(MyMatters)
        assert (matters.level, person.stage.now.session.level) == ("L3", "L3")
        [face] = raised(person)
        assert isinstance(face, FaceMatch)
        assert (face.consent_id, face.score, face.threshold, face.liveness) == ("co-1", 0.7, 0.363, "passed")
        [consent] = person.platform.called("record_consent")
        assert (consent.kind, consent.text_version, consent.method) == ("face", FACE_TEXT_VERSION, "touch")
        assert person.face.portraits == [PORTRAIT]
        assert person.platform.called("withdraw_consent") == []
        assert matters.choice("confirm_identity").enabled is False  # type: ignore[union-attr]

    virtually(story())


@pytest.mark.req("ID-03", "ID-04")
def test_without_any_face_a_code_and_a_number_reach_the_same_level() -> None:
    async def story() -> None:
        person = await known()
        person.chooses("confirm_identity")
        await person.sees(FaceConsent)
        person.chooses("another_way")
        await by_code(person)
        assert (await person.sees(MyMatters)).level == "L3"
        assert raised(person) == (
            Verified(kind="otp", verification_id="ve-otp"),
            Verified(kind="factor", verification_id="ve-factor"),
        )
        assert person.face.portraits == []
        assert person.platform.called("record_consent") == []
        assert person.platform.called("verify_factor") == [
            ("bank_card", "9900000000000000001", "990101198503120010", "张示例")
        ]

    virtually(story())


@pytest.mark.parametrize(
    "why",
    [
        "no portrait",
        "no camera",
        "camera unplugged",
        "under 14",
        "platform takes no face",
    ],
)
def test_where_no_face_can_be_checked_nobody_is_asked_for_one(why: str) -> None:
    async def story() -> None:
        changes: dict[str, Any] = {}
        if why == "under 14":
            changes["age_band"] = "under_14"
        if why == "platform takes no face":
            changes["ways_up"] = (WayUp(Level.L3, ("otp", "factor")),)
        person = await known(a_card() if why == "no portrait" else CARD, **changes)
        if why == "no camera":
            person.hall.face = None
        if why == "camera unplugged":
            person.devices.known["camera"] = UNPLUGGED
        person.chooses("confirm_identity")
        await by_code(person)
        assert (await person.sees(MyMatters)).level == "L3"
        assert "face_consent" not in person.seen

    virtually(story())


def test_consent_is_given_to_the_platforms_own_text() -> None:
    async def story() -> None:
        person = await known()
        told = Wording("face", "face-3", "刷脸核对", "刷脸只用来核对。", "0" * 64, "Only to compare.")
        person.hall.wordings = {"face": told}
        person.face.outcomes.append(Verdict.MATCH)
        person.chooses("confirm_identity")
        await person.sees(FaceConsent)
        person.chooses("notice")
        assert (await person.sees(FaceNotice)).lines[0] == Text("刷脸只用来核对。", "Only to compare.")
        person.chooses("done")
        await person.sees(FaceConsent)
        person.chooses("agree")
        await person.sees(MyMatters)
        [consent] = person.platform.called("record_consent")
        assert consent.text_version == "face-3"

    virtually(story())


def test_the_notice_is_one_press_away_and_staff_too() -> None:
    async def story() -> None:
        person = await known()
        person.chooses("confirm_identity")
        await person.sees(FaceConsent)
        person.chooses("notice")
        await person.sees(FaceNotice)
        person.chooses("done")
        await person.sees(FaceConsent)
        person.chooses("staff")
        await person.sees(StaffCalled)
        person.chooses("back")
        await person.sees(FaceConsent)

    virtually(story())


def test_consent_weighs_yes_and_no_alike() -> None:
    view = FaceConsent(hall=Person().hall.terms.hall_name)
    yes, no = view.choice("agree"), view.choice("another_way")
    assert yes is not None
    assert no is not None
    assert (yes.primary, no.primary) == (False, False)


@pytest.mark.parametrize("out", ["another_way", "home", "end_session", "back"])
def test_whoever_stops_the_check_stops_the_camera(out: str) -> None:
    async def story() -> None:
        person = await at_the_check()
        await person.sees(FaceCheck)
        assert person.face.filming
        person.chooses(out)
        await person.until(lambda: not person.face.filming and person.platform.called("withdraw_consent"))
        assert person.platform.called("withdraw_consent") == ["co-1"]

    virtually(story())


@pytest.mark.parametrize(
    ("verdict", "reason"),
    [
        (Verdict.MISMATCH, "face_mismatch"),
        (Verdict.DOUBTFUL, "face_doubtful"),
        (Verdict.POOR_PICTURE, "face_poor_picture"),
        (Verdict.NOT_LIVE, "face_not_live"),
        (Verdict.POOR_PORTRAIT, "face_poor_portrait"),
        (DeviceFault("face", "worker_died", Action.RESET), "face_worker_died"),
        (DeviceFault("camera", "unplugged", Action.MAINTENANCE), "camera_unplugged"),
    ],
)
def test_every_end_has_its_own_sentence_and_leads_on_without_a_face(verdict: Any, reason: str) -> None:
    async def story() -> None:
        person = await known()
        person.face.outcomes.append(verdict)
        person.chooses("confirm_identity")
        await person.sees(FaceConsent)
        person.chooses("agree")
        fault = await person.sees(Fault)
        assert fault.reason == reason
        person.chooses("another_way")
        await by_code(person)
        assert (await person.sees(MyMatters)).level == "L3"

    virtually(story())


def test_the_sentences_differ() -> None:
    async def said(outcome: Any) -> str:
        person = await known()
        person.face.outcomes.append(outcome)
        person.chooses("confirm_identity")
        await person.sees(FaceConsent)
        person.chooses("agree")
        return (await person.sees(Fault)).what.zh

    async def story() -> None:
        ends = [Verdict.MISMATCH, Verdict.POOR_PICTURE, DeviceFault("face", "worker_died", Action.RESET)]
        assert len({await said(end) for end in ends}) == 3

    virtually(story())


def test_three_tries_at_most_in_a_session() -> None:
    async def story() -> None:
        person = await known()
        person.face.outcomes.extend([Verdict.MISMATCH] * 3)
        person.chooses("confirm_identity")
        await person.sees(FaceConsent)
        person.chooses("agree")
        for attempt in (1, 2):
            fault = await person.sees(Fault)
            assert fault.choice("retry").enabled, attempt  # type: ignore[union-attr]
            person.chooses("retry")
        fault = await person.sees(Fault)
        assert not fault.choice("retry").enabled  # type: ignore[union-attr]
        person.chooses("another_way")
        await person.sees(EnterCode)
        person.chooses("back")
        await person.sees(MyMatters)
        person.chooses("confirm_identity")
        await person.sees(EnterCode)
        assert len(person.face.portraits) == 3

    virtually(story())


def test_a_fault_of_the_machine_costs_no_try() -> None:
    async def story() -> None:
        person = await known()
        fault = DeviceFault("camera", "unplugged", Action.MAINTENANCE)
        person.face.outcomes.extend([fault, fault, fault, Verdict.MATCH])
        person.chooses("confirm_identity")
        await person.sees(FaceConsent)
        person.chooses("agree")
        for _ in range(3):
            await person.sees(Fault)
            person.chooses("retry")
        assert (await person.sees(MyMatters)).level == "L3"

    virtually(story())


def test_what_is_proven_is_not_asked_for_again() -> None:
    async def story() -> None:
        person = await known(a_card())
        person.platform.factor_answers.extend([Verification(Match.MISMATCH)] * 3)
        person.chooses("confirm_identity")
        await person.sees(EnterCode)
        person.chooses("next", code="246810")
        await person.sees(ChooseFactor)
        person.chooses("bank_card")
        for _ in range(3):
            await person.sees(EnterFactor)
            person.chooses("next", value="1")
        fault = await person.sees(Fault)
        assert fault.reason == "factor_mismatch"
        assert not fault.choice("retry").enabled  # type: ignore[union-attr]
        person.chooses("another_way")
        await person.sees(ChooseFactor)
        person.chooses("back")
        await person.sees(MyMatters)
        person.chooses("confirm_identity")
        await by_factor(person)
        assert (await person.sees(MyMatters)).level == "L3"
        assert len(person.platform.called("send_code")) == 1

    virtually(story())


def test_a_library_that_does_not_answer_is_no_mismatch() -> None:
    async def story() -> None:
        person = await known(a_card())
        person.platform.factor_answers.append(Verification(Match.UNAVAILABLE))
        person.chooses("confirm_identity")
        await by_code(person)
        assert (await person.sees(Fault)).reason == "factor_unavailable"
        person.chooses("another_way")
        await by_factor(person)
        assert (await person.sees(MyMatters)).level == "L3"

    virtually(story())


def test_whoever_came_by_code_lays_a_card_for_more() -> None:
    async def story() -> None:
        person = Person()
        person.platform.citizen = a_citizen()
        await person.begins("my_matters")
        person.scanner.scan("SAMPLE-EID-0002")
        await person.sees(MyMatters)
        person.chooses("confirm_identity")
        view = await person.sees(PresentCredential)
        assert not view.choice("type_number").enabled  # type: ignore[union-attr]
        person.slot.insert(a_social_security_card())
        await by_code(person)
        assert (await person.sees(MyMatters)).level == "L3"
        [card], _ = person.platform.called("raise_level")
        assert isinstance(card, SmartCardRead)

    virtually(story())


@pytest.mark.req("ID-03")
def test_a_code_that_the_platform_states_at_l3_is_enough_by_itself() -> None:
    async def story() -> None:
        person = Person()
        await person.begins("my_matters")
        person.scanner.scan("SAMPLE-EID-0002")
        await person.sees(MyMatters)
        person.platform.code_raises = True
        person.chooses("confirm_identity")
        await person.sees(PresentCredential)
        person.scanner.scan("SAMPLE-EID-0002-L3")
        assert (await person.sees(MyMatters)).level == "L3"
        assert person.face.portraits == []
        assert person.platform.called("send_code") == []

    virtually(story())


def test_a_link_that_fails_while_raising_keeps_the_proofs() -> None:
    async def story() -> None:
        person = await known(a_card())
        person.platform.fail("raise_level", PlatformUnavailable("down"))
        person.chooses("confirm_identity")
        await by_code(person)
        assert (await person.sees(Fault)).reason == "platform_unavailable"
        person.chooses("retry")
        assert (await person.sees(MyMatters)).level == "L3"
        assert len(person.platform.called("send_code")) == 1

    virtually(story())


LEVELS = list(Level)


@pytest.mark.req("ID-01")
@pytest.mark.parametrize("has", LEVELS[2:])
@pytest.mark.parametrize("wanted", LEVELS)
def test_every_action_at_every_level(has: Level, wanted: Level) -> None:
    """Allowed at once, stepped up, or refused with a way on; never lowered."""

    async def story() -> None:
        reached: list[Level] = []

        async def action(visit: Visit) -> After:
            reached.append((await at_level(visit, wanted)).level)
            return After.END

        person = await playing(action, has)
        if has < min(wanted, Level.L3):
            await by_code(person)
        if max(has, Level.L3) < wanted:
            await person.until(lambda: getattr(person.stage.now.view, "asked", "") == "qr_code")
            person.chooses("back")
            await person.sees(Home)
            assert reached == []
            return
        await person.until(lambda: reached)
        assert reached == [max(has, min(wanted, Level.L3))]

    virtually(story())


async def playing(action: Callable[[Visit], Awaitable[After]], has: Level) -> Person:
    """A visit whose 取号 is ``action``, by somebody known at ``has``."""
    person = Person()
    person.platform.citizen = a_citizen(level=has)
    person.journeys = {"check_in": action}
    await person.begins("check_in")
    person.reader.lay(a_card())
    return person


def test_a_platform_that_takes_every_proof_and_still_says_no_is_told() -> None:
    async def story() -> None:
        person = await known(a_card())
        person.platform.raises_to = None
        person.chooses("confirm_identity")
        await by_code(person)
        assert (await person.sees(Fault)).reason == "level_too_low"
        person.chooses("another_way")
        assert (await person.sees(MyMatters)).level == "L2"

    virtually(story())


def test_a_session_that_ran_out_meanwhile_is_opened_anew() -> None:
    async def story() -> None:
        person = await known(a_card())
        person.platform.fail("raise_level", PlatformRefused("session_expired", 401, ""))
        person.chooses("confirm_identity")
        await by_code(person)
        assert (await person.sees(Fault)).reason == "session_expired"
        person.chooses("another_way")
        await person.sees(PresentCredential)
        person.platform.citizen = replace(person.platform.citizen, session_id="se-2")
        person.reader.lay(a_card())
        await person.sees(MyMatters)

    virtually(story())
