"""我的事项: what there is today, and the way to a number from it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from kiosk.domain.case_state import CaseState
from kiosk.domain.citizen import Level
from kiosk.errors import PlatformRefused, PlatformUnavailable
from kiosk.hardware.device import DeviceState, DeviceStatus, Paper
from kiosk.journeys.views import (
    CaseDetail,
    CaseList,
    CertificateList,
    CertificatePreview,
    ChooseArea,
    Fault,
    Home,
    MyMatters,
    StaffCalled,
    TicketIssued,
)
from tests.fakes import FakeDocumentPrinter, Person, a_booking, a_card, a_case, a_citizen, virtually
from tests.journeys.holding import TRUST, a_certificate


async def at_my_matters() -> Person:
    person = Person()
    await person.begins("my_matters")
    person.reader.lay(a_card())
    return person


@pytest.mark.req("BK-05")
def test_todays_booking_leads_to_its_number() -> None:
    async def story() -> None:
        person = await at_my_matters()
        view = await person.sees(MyMatters)
        assert [row.id for row in view.bookings] == ["bk-1"]
        person.chooses("bk-1")
        issued = await person.sees(TicketIssued)
        assert (issued.number, issued.booked) == ("A023", True)

    virtually(story())


@pytest.mark.req("BK-05")
def test_a_booking_that_is_over_is_not_among_them() -> None:
    async def story() -> None:
        person = await at_my_matters()
        person.platform.booked = (a_booking(begins=-60), a_booking("bk-2", begins=90), a_booking("bk-3"))
        view = await person.sees(MyMatters)
        assert [row.id for row in view.bookings] == ["bk-3", "bk-2"]

    virtually(story())


@pytest.mark.req("CH-12")
def test_without_a_booking_a_number_is_there_all_the_same() -> None:
    async def story() -> None:
        person = await at_my_matters()
        person.platform.booked = ()
        view = await person.sees(MyMatters)
        assert [c.id for c in view.choices if c.primary] == ["walk_in"]
        person.chooses("walk_in")
        await person.sees(ChooseArea)
        person.chooses("A")
        assert not (await person.sees(TicketIssued)).booked

    virtually(story())


def test_its_voice_says_no_name() -> None:
    view = MyMatters(who="张*例", level="L2")
    assert "张" in view.title.zh
    assert "张" not in view.speech.zh
    assert "张" not in (view.speech.en or "")


def test_a_platform_that_is_away_is_told_and_tried_again() -> None:
    async def story() -> None:
        person = await at_my_matters()
        person.platform.fail("bookings", PlatformUnavailable("down"))
        assert (await person.sees(Fault)).reason == "platform_unavailable"
        person.chooses("retry")
        await person.sees(MyMatters)

    virtually(story())


def test_a_session_that_ended_asks_for_the_card_again() -> None:
    async def story() -> None:
        person = await at_my_matters()
        await person.sees(MyMatters)
        person.chooses("staff")
        await person.sees(StaffCalled)
        person.platform.fail("bookings", PlatformRefused("session_expired", 401, ""))
        person.chooses("back")
        assert (await person.sees(Fault)).reason == "session_expired"
        person.chooses("another_way")
        await person.sees(Home)

    virtually(story())


@pytest.mark.req("PR-06")
def test_cases_that_go_on_stand_beside_the_bookings_and_open_the_same_view() -> None:
    async def story() -> None:
        person = await at_my_matters()
        states = {"c-1": CaseState.DELIVERED, "c-2": CaseState.REVIEW, "c-3": CaseState.CORRECTION}
        person.platform.cases = {number: a_case(number, state=state) for number, state in states.items()}
        view = await person.sees(MyMatters)
        assert [row.id for row in view.cases] == ["c-3", "c-2"]
        assert any("1 件事要您办" in line.zh for line in view.lines)
        person.chooses("c-2")
        assert (await person.sees(CaseDetail)).case_no == "c-2"
        person.chooses("back")
        await person.sees(MyMatters)
        person.chooses("cases")
        assert len((await person.sees(CaseList)).cases) == 3
        person.chooses("back")
        await person.sees(MyMatters)

    virtually(story())


def test_cases_that_cannot_be_told_keep_nobody_from_their_booking() -> None:
    async def story() -> None:
        person = await at_my_matters()
        person.platform.fail("my_cases", PlatformRefused("upstream_timeout", 504, "", retry="later"))
        view = await person.sees(MyMatters)
        assert not view.cases_known
        assert any("暂时查不到" in line.zh for line in view.lines)
        assert view.bookings

    virtually(story())


def test_a_session_that_ended_while_cases_were_asked_for_is_told() -> None:
    async def story() -> None:
        person = await at_my_matters()
        person.platform.fail("my_cases", PlatformRefused("session_expired", 401, ""))
        assert (await person.sees(Fault)).reason == "session_expired"

    virtually(story())


class Holder(Person):
    """Somebody who holds a proof, before a terminal with an A4 printer."""

    def __init__(self, level: Level) -> None:
        super().__init__()
        self.hall.document_printer = FakeDocumentPrinter()
        self.hall.trust = TRUST
        self.platform.citizen = a_citizen(level=level)
        self.platform.held = tuple(
            a_certificate(f"ce-{n}", printable=n != 1, why_not="已过有效期。") for n in range(1, 6)
        )

    def arrives(self) -> asyncio.Task[None]:
        self.visit = super().arrives()
        return self.visit

    async def leaves(self) -> None:
        self.chooses("end_session")
        await asyncio.wait_for(self.visit, 30)
        await self.hall.farewells.all_said()

    async def at_my_matters(self) -> MyMatters:
        await self.begins("my_matters")
        self.reader.lay(a_card())
        return await self.sees(MyMatters)


async def test_what_can_be_printed_is_named_once_they_are_known_surely() -> None:
    """In real time: a preview starts a process."""
    person = Holder(Level.L3)
    view = await person.at_my_matters()
    assert [row.id for row in view.certificates] == ["ce-2", "ce-3"], "a few, and only what can be printed"
    assert view.certificates[0].name not in view.speech.zh, "what one holds is nobody else's to hear"
    person.chooses("ce-2")
    await person.sees(CertificatePreview)
    person.chooses("back")
    await person.sees(MyMatters)
    person.chooses("certificates")
    assert len((await person.sees(CertificateList)).certificates) == 5
    person.chooses("back")
    await person.sees(MyMatters)
    await person.leaves()


def test_before_that_nothing_is_asked_of_what_they_hold() -> None:
    async def story() -> None:
        person = Holder(Level.L2)
        view = await person.at_my_matters()
        assert view.certificates == ()
        assert person.platform.called("certificates") == []
        choice = view.choice("certificates")
        assert choice is not None
        assert choice.enabled

    virtually(story())


def test_a_printer_that_is_out_is_told_and_nothing_is_offered() -> None:
    async def story() -> None:
        person = Holder(Level.L3)
        person.devices.known["document_printer"] = DeviceStatus(DeviceState.ONLINE, paper=Paper.OUT)
        view = await person.at_my_matters()
        choice = view.choice("certificates")
        assert choice is not None
        assert not choice.enabled
        assert choice.why_not is not None
        assert "没纸" in choice.why_not.zh
        assert view.certificates == ()

    virtually(story())


def test_where_no_certificates_are_printed_there_is_no_way_to_them() -> None:
    async def story() -> None:
        person = Holder(Level.L3)
        person.hall.terms = replace(person.hall.terms, offer=("check_in",))
        view = await person.at_my_matters()
        assert view.choice("certificates") is None
        assert view.certificates == ()

    virtually(story())


def test_certificates_that_cannot_be_told_keep_nobody_from_the_rest() -> None:
    async def story() -> None:
        person = Holder(Level.L3)
        person.platform.fail("certificates", PlatformUnavailable("gone"))
        view = await person.at_my_matters()
        assert (view.certificates, len(view.bookings)) == ((), 1)
        person.chooses("staff")
        await person.sees(StaffCalled)
        person.platform.fail("certificates", PlatformRefused("session_expired", 401, ""))
        person.chooses("back")
        assert (await person.sees(Fault)).reason == "session_expired"

    virtually(story())
