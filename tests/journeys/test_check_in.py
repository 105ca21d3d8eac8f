"""Check-in, played by a person against the journey itself: no screen, no wire."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kiosk.domain.booking import Source
from kiosk.domain.personal import Personal
from kiosk.errors import (
    Action,
    BadIdNumber,
    CardLifted,
    CardUnreadable,
    DeviceFault,
    Existing,
    PlatformRefused,
    PlatformUnavailable,
)
from kiosk.hardware.ticket_printer import Line, Printed
from kiosk.journeys import views
from kiosk.journeys.views import ChooseArea, ChooseBooking, Fault, Home, PresentCredential, TicketIssued
from kiosk.platform import Credit
from tests.fakes import NOW, PAPER_OUT, Person, a_booking, a_card, virtually

PAPER_OUT_FAULT = DeviceFault("ticket_printer", "paper_out", Action.CLEAR)


def words(person: Person, slip: int = -1) -> str:
    return "\n".join(part.text for part in person.printer.slips[slip].parts if isinstance(part, Line))


@pytest.mark.req("BK-05", "BK-06")
def test_card_bookings_number_slip() -> None:
    async def story() -> None:
        person = Person()
        visit = person.arrives()
        await person.gets_to_bookings()
        person.chooses("bk-1")
        issued = await person.sees(TicketIssued)
        assert (issued.number, issued.printed, issued.booked) == ("A023", True, True)
        [(request, _key, citizen)] = person.platform.called("issue_ticket")
        assert (request.source, request.booking_id) == (Source.BOOKING, "bk-1")
        assert citizen is not None
        assert "A023" in words(person)
        person.chooses("done")
        await visit
        assert len(person.printer.slips) == 1

    virtually(story())


@pytest.mark.req("BK-05")
def test_only_bookings_that_can_still_be_kept_are_listed() -> None:
    async def story() -> None:
        person = Person()
        person.platform.booked = (
            a_booking("later", begins=200),
            a_booking("now", begins=-10),
            a_booking("past", begins=-60, lasts=30),
            a_booking("tomorrow", begins=24 * 60),
            a_booking("cancelled", status="cancelled"),
        )
        person.arrives()
        await person.gets_to_bookings()
        view = await person.sees(ChooseBooking)
        assert [row.id for row in view.bookings] == ["now", "later"]
        assert [row.now for row in view.bookings] == [True, False]
        assert all(choice.enabled for choice in view.choices)

    virtually(story())


@pytest.mark.req("BK-10")
def test_check_in_adds_no_condition_to_a_booking() -> None:
    async def story() -> None:
        person = Person()
        person.platform.booked = (a_booking("far", begins=600),)
        person.platform.credit = Credit(4, 3, NOW + timedelta(days=20))
        person.arrives()
        await person.gets_to_bookings()
        person.chooses("far")
        assert (await person.sees(TicketIssued)).printed is True
        asked_of_the_citizen = [name for name in person.seen if name not in {"home", "please_wait"}]
        assert list(dict.fromkeys(asked_of_the_citizen)) == [
            "present_credential",
            "choose_booking",
            "ticket_printing",
            "ticket_issued",
        ]

    virtually(story())


@pytest.mark.req("CH-12")
@pytest.mark.parametrize("with_card", [True, False])
def test_a_number_without_a_booking(with_card: bool) -> None:
    async def story() -> None:
        person = Person()
        person.platform.booked = ()
        person.arrives()
        if with_card:
            await person.gets_to_bookings()
        else:
            await person.sees(Home)
            person.chooses("check_in")
            await person.sees(PresentCredential)
        person.chooses("walk_in")
        await person.sees(ChooseArea)
        person.chooses("B")
        await person.sees(TicketIssued)
        [(request, _key, citizen)] = person.platform.called("issue_ticket")
        assert (request.source, request.area_code, citizen is not None) == (Source.WALK_IN, "B", with_card)

    virtually(story())


@pytest.mark.req("CH-12")
def test_one_area_is_not_asked_for() -> None:
    async def story() -> None:
        person = Person()
        person.platform.areas = person.platform.areas[:1]
        person.arrives()
        await person.sees(Home)
        person.chooses("check_in")
        await person.sees(PresentCredential)
        person.chooses("walk_in")
        assert (await person.sees(TicketIssued)).booked is False

    virtually(story())


@pytest.mark.req("CH-12")
def test_a_hall_without_queues_sends_to_a_person() -> None:
    async def story() -> None:
        person = Person()
        areas, person.platform.areas = person.platform.areas, ()
        person.arrives()
        await person.sees(Home)
        person.chooses("check_in")
        await person.sees(PresentCredential)
        person.chooses("walk_in")
        fault = await person.sees(Fault)
        assert fault.reason == "no_queue"
        assert [c.id for c in fault.choices if c.enabled] == [
            "retry",
            "another_way",
            "staff",
            "cannot_be_done",
        ]
        person.platform.areas = areas
        person.chooses("retry")
        await person.sees(ChooseArea)

    virtually(story())


@pytest.mark.req("BK-09")
def test_suspended_credit_is_told_and_never_stops_a_walk_in() -> None:
    async def story() -> None:
        person = Person()
        person.platform.booked = ()
        person.platform.credit = Credit(4, 3, NOW + timedelta(days=20))
        person.arrives()
        await person.gets_to_bookings()
        view = await person.sees(ChooseBooking)
        assert "4 月 1 日" in "".join(line.zh for line in view.lines)
        person.chooses("walk_in")
        await person.sees(ChooseArea)
        person.chooses("A")
        assert (await person.sees(TicketIssued)).printed is True

    virtually(story())


CARD_FAULTS = {
    "card_lifted": CardLifted(),
    "card_unreadable": CardUnreadable("text"),
    "id_number_wrong": BadIdNumber("check character"),
    "id_card_no_answer": DeviceFault("id_card", "no_answer", Action.RESET),
}


@pytest.mark.parametrize("reason", CARD_FAULTS)
def test_a_card_that_fails_is_told_plainly_and_can_be_laid_again(reason: str) -> None:
    async def story() -> None:
        person = Person()
        person.arrives()
        await person.sees(Home)
        person.chooses("check_in")
        await person.sees(PresentCredential)
        person.reader.lay(CARD_FAULTS[reason])
        fault = await person.sees(Fault)
        assert fault.reason == reason
        assert [c.id for c in fault.choices] == ["retry", "another_way", "staff", "cannot_be_done"]
        person.chooses("retry")
        await person.sees(PresentCredential)
        person.reader.lay(a_card())
        await person.sees(ChooseBooking)

    virtually(story())


@pytest.mark.req("ID-07")
@pytest.mark.parametrize(
    ("number", "reason"),
    [("990101198503120019", "id_number_wrong"), ("990101198502300014", "id_number_wrong")],
)
def test_an_impossible_number_never_reaches_the_platform(number: str, reason: str) -> None:
    async def story() -> None:
        person = Person()
        person.arrives()
        await person.sees(Home)
        person.chooses("check_in")
        await person.sees(PresentCredential)
        person.reader.lay(a_card(number=Personal(number)))
        assert (await person.sees(Fault)).reason == reason
        assert person.platform.called("open_session") == []

    virtually(story())


@pytest.mark.parametrize(
    ("card", "reason"),
    [
        (a_card(valid_to=date(2026, 3, 11)), "card_expired"),
        (a_card(valid_from=date(2026, 3, 13)), "card_not_yet_valid"),
    ],
)
def test_a_card_out_of_its_dates_still_leads_to_a_number(card: object, reason: str) -> None:
    async def story() -> None:
        person = Person()
        person.arrives()
        await person.sees(Home)
        person.chooses("check_in")
        await person.sees(PresentCredential)
        assert isinstance(card, type(a_card()))
        person.reader.lay(card)
        assert (await person.sees(Fault)).reason == reason
        person.chooses("another_way")
        await person.sees(PresentCredential)
        person.chooses("walk_in")
        await person.sees(ChooseArea)

    virtually(story())


def test_a_card_valid_to_today_is_valid() -> None:
    a_card(valid_to=NOW.date()).check(today=NOW.date())


@pytest.mark.req("ID-01")
def test_a_card_gives_level_two() -> None:
    async def story() -> None:
        person = Person()
        person.arrives()
        await person.gets_to_bookings()
        session = person.stage.now.session
        assert (session.signed_in, session.level, session.who) == (True, "L2", "张*例")

    virtually(story())


PLATFORM_FAULTS = {
    "platform_unavailable": PlatformUnavailable("timed out"),
    "rate_limited": PlatformRefused("rate_limited", 429, "请稍后再试。", retry="later"),
}


@pytest.mark.parametrize("call", ["open_session", "bookings", "issue_ticket"])
@pytest.mark.parametrize("reason", PLATFORM_FAULTS)
def test_a_platform_that_fails_once_is_told_and_tried_again_with_the_same_key(call: str, reason: str) -> None:
    async def story() -> None:
        person = Person()
        person.platform.fail(call, PLATFORM_FAULTS[reason])
        person.arrives()
        await person.sees(Home)
        person.chooses("check_in")
        await person.sees(PresentCredential)
        person.reader.lay(a_card())
        if call == "issue_ticket":
            await person.sees(ChooseBooking)
            person.chooses("bk-1")
        assert (await person.sees(Fault)).reason == reason
        person.chooses("retry")
        if call != "issue_ticket":
            await person.sees(ChooseBooking)
            person.chooses("bk-1")
        await person.sees(TicketIssued)
        calls = person.platform.called(call)
        assert len(calls) == 2
        keys = [c[1] if call == "issue_ticket" else c for c in calls]
        assert keys[0] == keys[1]
        assert len(person.printer.slips) == 1

    virtually(story())


def test_a_refusal_for_good_offers_no_second_try_but_a_person() -> None:
    async def story() -> None:
        person = Person()
        person.platform.fail(
            "open_session", PlatformRefused("account_disabled", 403, "账号已停用，请拨打 12345。")
        )
        person.arrives()
        await person.sees(Home)
        person.chooses("check_in")
        await person.sees(PresentCredential)
        person.reader.lay(a_card())
        fault = await person.sees(Fault)
        assert "12345" in fault.lines[0].zh
        assert {c.id: c.enabled for c in fault.choices} == {
            "retry": False,
            "another_way": True,
            "staff": True,
            "cannot_be_done": True,
        }
        person.chooses("cannot_be_done")
        assert (await person.sees(views.SubmissionResult)).accepted

    virtually(story())


def test_a_number_that_is_out_already_is_found_again_and_not_printed_by_itself() -> None:
    async def story() -> None:
        person = Person()
        taken = PlatformRefused("ticket_exists", 409, "已取号。", existing=Existing("queue_ticket", "ti-1"))
        person.platform.fail("issue_ticket", taken)
        person.arrives()
        await person.gets_to_bookings()
        person.chooses("bk-1")
        issued = await person.sees(TicketIssued)
        assert (issued.number, issued.printed, issued.already_issued) == ("A023", "unknown", True)
        assert person.printer.slips == []

    virtually(story())


@pytest.mark.parametrize(
    ("outcome", "told"), [(PAPER_OUT_FAULT, False), (Printed.UNKNOWN, "unknown"), (Printed.DONE, True)]
)
def test_the_slip_is_reported_as_it_was(outcome: Printed | DeviceFault, told: object) -> None:
    async def story() -> None:
        person = Person()
        person.printer.outcomes.append(outcome)
        person.arrives()
        await person.gets_to_bookings()
        person.chooses("bk-1")
        issued = await person.sees(TicketIssued)
        assert issued.printed == told
        assert issued.number == "A023"
        assert ("A023" in issued.title.zh) is (told is not True)

    virtually(story())


def test_a_reprint_is_asked_for_counted_and_says_so() -> None:
    async def story() -> None:
        person = Person()
        person.printer.outcomes.append(PAPER_OUT_FAULT)
        visit = person.arrives()
        await person.gets_to_bookings()
        person.chooses("bk-1")
        await person.sees(TicketIssued)
        person.chooses("reprint")
        while person.stage.now.view.name() != "ticket_issued" or not person.printer.slips:
            await person.sees(TicketIssued)
        assert person.platform.called("count_reprint") == ["printer_fault"]
        assert "补打" in words(person)
        person.chooses("done")
        await visit
        assert len(person.printer.slips) == 1

    virtually(story())


def test_a_reprint_without_paper_is_not_counted() -> None:
    async def story() -> None:
        person = Person()
        person.printer.outcomes.append(PAPER_OUT_FAULT)
        person.printer.state = PAPER_OUT
        person.arrives()
        await person.gets_to_bookings()
        person.chooses("bk-1")
        await person.sees(TicketIssued)
        person.chooses("reprint")
        assert (await person.sees(Fault)).reason == "ticket_printer_paper_out"
        assert person.platform.called("count_reprint") == []
        person.chooses("another_way")
        assert (await person.sees(TicketIssued)).printed is False

    virtually(story())


def test_a_bug_in_a_journey_is_told_and_does_not_stop_the_terminal() -> None:
    async def story() -> None:
        person = Person()
        person.platform.fail("bookings", ZeroDivisionError())
        visit = person.arrives()
        await person.sees(Home)
        person.chooses("check_in")
        await person.sees(PresentCredential)
        person.reader.lay(a_card())
        assert (await person.sees(Fault)).reason == "internal"
        person.chooses("staff")
        await visit

    virtually(story())
