"""Every way to sign in: cards, chips, codes, typed numbers; what fails is told, and another way leads on."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest

from kiosk.domain.personal import Personal
from kiosk.domain.proof import CodeKind, Scanned, SmartCardRead, TypedNumber, Verified
from kiosk.errors import (
    Action,
    CardUnreadable,
    ChipAltered,
    CodeUnreadable,
    DeviceFault,
    Hints,
    PlatformRefused,
)
from kiosk.hardware.device import DeviceState, DeviceStatus
from kiosk.journeys.report import report
from kiosk.journeys.service import JOURNEYS
from kiosk.journeys.stage import ChoiceDisabled
from kiosk.journeys.views import (
    DocumentData,
    EnterCode,
    Fault,
    Home,
    MyMatters,
    PresentCredential,
    StaffCalled,
    TypeNumber,
)
from kiosk.journeys.visit import Visit
from kiosk.platform import CardProof
from tests.fakes import Person, a_card, virtually
from tests.journeys.people import ACCESS, PORTRAIT, a_passport, a_social_security_card

GONE = DeviceStatus(DeviceState.NO_DEVICE, action=Action.MAINTENANCE, code="unplugged")
TYPED = {"number": "x12345678", "birth": "1990-01-02", "expiry": "2031-01-02"}


async def begins(service: str = "my_matters", **terms: Any) -> Person:
    person = Person(**terms)
    await person.begins(service)
    return person


async def to_the_code(person: Person) -> EnterCode:
    """By hand: the number, then the question for the code."""
    person.chooses("type_number")
    await person.sees(TypeNumber)
    person.chooses("next", id_number="990101198503120010")
    return await person.sees(EnterCode)


def proofs(person: Person) -> tuple[object, ...]:
    """What the last session was asked for with."""
    shown: tuple[object, ...] = person.platform.called("open_session")[-1][1]
    return shown


@pytest.mark.req("ID-01", "ID-06")
def test_a_resident_card_moves_on_by_itself() -> None:
    async def story() -> None:
        person = await begins()
        person.reader.lay(a_card())
        await person.sees(MyMatters)
        [proof] = proofs(person)
        assert isinstance(proof, CardProof)
        assert person.stage.now.session.level == "L2"

    virtually(story())


@pytest.mark.req("ID-06")
@pytest.mark.parametrize("asked", [False, True])
def test_a_social_security_card_moves_on_by_itself(asked: bool) -> None:
    async def story() -> None:
        person = await begins()
        if asked:
            person.chooses("social_security_card")
            assert (await person.sees(PresentCredential)).asked == "social_security_card"
        person.slot.insert(a_social_security_card())
        await person.sees(MyMatters)
        [proof] = proofs(person)
        assert isinstance(proof, SmartCardRead)
        assert (proof.kind, proof.id_type, proof.card_no) == (
            "social_security_card",
            "resident_id_card",
            a_social_security_card().card_no,
        )

    virtually(story())


@pytest.mark.parametrize(
    ("document", "id_type"),
    [
        (a_passport(), "passport"),
        (a_passport(document_code="C", nationality="HKG"), "hm_travel_permit"),
        (a_passport(document_code="C", nationality="TWN"), "taiwan_travel_permit"),
    ],
)
@pytest.mark.parametrize("first", ["laid", "chosen"])
def test_a_travel_document_opens_with_what_is_printed_on_it(first: str, document: Any, id_type: str) -> None:
    async def story() -> None:
        person = await begins()
        person.slot.opens_with = ACCESS
        if first == "laid":
            person.slot.insert(document)
        else:
            person.chooses("travel_document")
        await person.sees(DocumentData)
        person.chooses("next", **TYPED)
        if first == "chosen":
            assert (await person.sees(PresentCredential)).asked == "travel_document"
            person.slot.insert(document)
        await person.sees(MyMatters)
        [proof] = proofs(person)
        assert isinstance(proof, SmartCardRead)
        assert (proof.kind, proof.id_type, proof.chip_verified) == ("travel_document", id_type, True)

    virtually(story())


@pytest.mark.parametrize(
    "mistyped", [{"number": "张"}, {"birth": "1990-13-40"}, {"expiry": "soon"}, {"birth": "2030-01-01"}]
)
def test_a_mistyped_document_is_asked_for_again_at_once(mistyped: dict[str, str]) -> None:
    async def story() -> None:
        person = await begins()
        person.chooses("travel_document")
        await person.sees(DocumentData)
        person.chooses("next", **(TYPED | mistyped))
        again = await person.sees(DocumentData)
        assert again.error is not None
        person.chooses("next", **TYPED)
        assert (await person.sees(PresentCredential)).asked == "travel_document"

    virtually(story())


def test_a_chip_that_does_not_open_asks_for_the_data_again() -> None:
    async def story() -> None:
        person = await begins()
        person.slot.opens_with = ACCESS
        person.slot.insert(a_passport())
        await person.sees(DocumentData)
        person.chooses("next", **(TYPED | {"number": "X00000000"}))
        assert (await person.sees(Fault)).reason == "access_refused"
        person.chooses("retry")
        await person.sees(DocumentData)
        person.chooses("next", **TYPED)
        await person.sees(MyMatters)

    virtually(story())


@pytest.mark.parametrize("leave", ["another_way", "back"])
def test_a_document_left_on_the_reader_does_not_keep_asking(leave: str) -> None:
    async def story() -> None:
        person = await begins()
        person.slot.opens_with = ACCESS
        person.slot.insert(a_passport())
        await person.sees(DocumentData)
        person.chooses(leave)
        await person.sees(PresentCredential)
        reads = person.slot.reads
        person.reader.lay(a_card())
        await person.sees(MyMatters)
        assert person.slot.reads == reads

    virtually(story())


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (CardUnreadable("EF05"), "card_unreadable"),
        (ChipAltered("DG1"), "chip_altered"),
        (a_social_security_card(valid_to=date(2021, 1, 1)), "card_expired"),
        (DeviceFault("smart_card", "stalled", Action.RESET), "smart_card_stalled"),
    ],
)
def test_a_chip_that_fails_is_told_and_another_card_will_do(broken: Any, reason: str) -> None:
    async def story() -> None:
        person = await begins()
        person.slot.insert(broken)
        assert (await person.sees(Fault)).reason == reason
        person.chooses("another_way")
        await person.sees(PresentCredential)  # the card is still inside: it is left in peace
        person.reader.lay(a_card())
        await person.sees(MyMatters)

    virtually(story())


def test_a_broken_slot_disturbs_nobody_with_an_id_card() -> None:
    async def story() -> None:
        person = Person()
        person.devices.known["smart_card"] = person.devices.known["code_scanner"] = GONE
        view = await person.begins("my_matters")
        assert {c.id for c in view.choices if not c.enabled} == {
            "social_security_card",
            "travel_document",
            "qr_code",
        }
        with pytest.raises(ChoiceDisabled):
            person.chooses("qr_code")
        person.reader.lay(a_card())
        await person.sees(MyMatters)

    virtually(story())


@pytest.mark.req("ID-06")
def test_an_identity_code_is_resolved_by_the_platform() -> None:
    async def story() -> None:
        person = await begins()
        person.scanner.scan("SAMPLE-EID-0002")
        await person.sees(MyMatters)
        assert person.platform.called("resolve_code") == ["SAMPLE-EID-0002"]
        assert proofs(person) == (Verified(kind="qr_identity", verification_id="ve-qr"),)

    virtually(story())


@pytest.mark.req("LP-01")
def test_an_electronic_licence_signs_its_company_in() -> None:
    async def story() -> None:
        person = await begins()
        person.platform.scanned = Scanned(CodeKind.E_LICENCE, "ve-licence", "L4")
        person.scanner.scan("SAMPLE-LICENCE")
        await person.sees(MyMatters)
        assert proofs(person) == (Verified(kind="e_licence", verification_id="ve-licence"),)

    virtually(story())


@pytest.mark.parametrize(
    ("held", "refused", "reason"),
    [
        (CodeUnreadable("too long"), None, "code_unreadable"),
        ("BK880001", None, "not_an_identity"),
        ("OLD", PlatformRefused("qr_expired", 410, "", retry="after_correction"), "qr_expired"),
        ("?", PlatformRefused("qr_unknown", 404, "", retry="after_correction"), "qr_unknown"),
    ],
)
def test_a_code_that_will_not_do_is_told_and_another_way_leads_on(
    held: Any, refused: Any, reason: str
) -> None:
    async def story() -> None:
        person = await begins()
        person.platform.scanned = Scanned(CodeKind.BOOKING, booking_id="bk-1")
        if refused:
            person.platform.fail("resolve_code", refused)
        person.scanner.scan(held)
        assert (await person.sees(Fault)).reason == reason
        person.chooses("another_way")
        await person.sees(PresentCredential)
        person.reader.lay(a_card())
        await person.sees(MyMatters)

    virtually(story())


@pytest.mark.req("ID-06", "ID-07")
def test_a_typed_number_is_checked_here_and_proven_by_a_code() -> None:
    async def story() -> None:
        person = await begins()
        person.chooses("type_number")
        await person.sees(TypeNumber)
        person.chooses("next", id_number="990101198503120011")
        assert (await person.sees(TypeNumber)).error is not None
        assert person.platform.called("send_code") == [], "a number that cannot be never leaves the terminal"
        person.chooses("next", id_number="99010119850312001x".replace("x", "0"))
        asked = await person.sees(EnterCode)
        assert asked.phone_masked == "138****0001"
        assert person.platform.called("send_code") == [("sign_in", "990101198503120010")]
        person.chooses("next", code="246810")
        await person.sees(MyMatters)
        typed, code = proofs(person)
        assert isinstance(typed, TypedNumber)
        assert code == Verified(kind="otp", verification_id="ve-otp")

    virtually(story())


def test_a_wrong_code_says_how_often_it_can_be_tried_still() -> None:
    async def story() -> None:
        person = await begins()
        await to_the_code(person)
        refused = PlatformRefused("otp_wrong", 422, "", hints=Hints(attempts_left=4))
        person.platform.fail("verify_code", refused)
        person.chooses("next", code="000000")
        again = await person.sees(EnterCode)
        assert (again.attempts_left, again.error is not None) == (4, True)
        person.chooses("next", code="12")
        await person.sees(EnterCode)
        assert len(person.platform.called("verify_code")) == 1, "half a code is not worth a try"
        locked = PlatformRefused("otp_locked", 423, "", retry="later")
        person.platform.fail("verify_code", locked)
        person.chooses("next", code="000000")
        assert (await person.sees(Fault)).reason == "otp_locked"

    virtually(story())


def test_a_code_can_be_sent_again_after_a_while_without_losing_the_question() -> None:
    async def story() -> None:
        person = await begins(idle_seconds=600.0)
        await to_the_code(person)
        seq = person.stage.now.seq
        with pytest.raises(ChoiceDisabled):
            person.chooses("resend")
        await person.until(lambda: person.stage.now.view.choice("resend").enabled)  # type: ignore[union-attr]
        assert person.stage.now.seq == seq
        person.chooses("resend")
        fresh = await person.sees(EnterCode)
        assert not fresh.can_resend
        person.chooses("next", code="246810")
        await person.sees(MyMatters)
        assert person.platform.called("verify_code") == [("otp-2", "246810")]

    virtually(story())


def test_an_expired_code_can_be_sent_again_at_once() -> None:
    async def story() -> None:
        person = await begins()
        await to_the_code(person)
        person.platform.fail("verify_code", PlatformRefused("otp_expired", 410, ""))
        person.chooses("next", code="246810")
        assert (await person.sees(EnterCode)).can_resend

    virtually(story())


def test_no_phone_on_the_account_leads_to_another_way() -> None:
    async def story() -> None:
        person = await begins()
        person.chooses("type_number")
        await person.sees(TypeNumber)
        person.platform.fail("send_code", PlatformRefused("not_found", 404, "没有查到绑定的手机"))
        person.chooses("next", id_number="990101198503120010")
        assert (await person.sees(Fault)).reason == "not_found"
        person.chooses("another_way")
        await person.sees(PresentCredential)

    virtually(story())


@pytest.mark.parametrize("step", [PresentCredential, TypeNumber])
def test_staff_can_be_called_from_every_step(step: type[Any]) -> None:
    async def story() -> None:
        person = await begins()
        if step is TypeNumber:
            person.chooses("type_number")
        await person.sees(step)
        person.chooses("staff")
        await person.sees(StaffCalled)
        person.chooses("back")
        await person.sees(step)

    virtually(story())


@pytest.mark.req("CH-12")
def test_a_number_without_any_card_is_offered_only_where_it_makes_sense() -> None:
    async def story() -> None:
        assert (await (await begins("check_in")).sees(PresentCredential)).choice("walk_in") is not None
        assert (await (await begins("my_matters")).sees(PresentCredential)).choice("walk_in") is None

    virtually(story())


@pytest.mark.req("ID-12", "SC-09")
def test_nothing_of_a_person_stays_with_the_visit() -> None:
    async def story() -> None:
        person = Person()
        visit = Visit(person.hall, JOURNEYS, report)
        over = asyncio.ensure_future(visit.run())
        await person.sees(Home)
        person.chooses("my_matters")
        await person.sees(PresentCredential)
        person.reader.lay(a_card(photo=Personal(PORTRAIT)))
        await person.sees(MyMatters)
        assert visit.document is not None
        assert visit.document.portrait == Personal(PORTRAIT)
        person.chooses("end_session")
        await over
        assert [visit.citizen, visit.document, visit.acting_for, *visit.proven] == [None] * 3
        assert "张" not in repr(person.stage.now)

    virtually(story())
