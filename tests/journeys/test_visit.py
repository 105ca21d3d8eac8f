"""A visit from the first touch to the wipe: idle question, absolute limit, home, end, help, cancellation."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from kiosk.domain.citizen import Citizen
from kiosk.errors import PlatformUnavailable
from kiosk.journeys.stage import ChoiceDisabled, Settings, Snapshot, StaleView
from kiosk.journeys.views import (
    ChooseBooking,
    Home,
    PresentCredential,
    StaffCalled,
    StillThere,
    TicketIssued,
    TicketPrinting,
)
from tests.fakes import FakePlatform, Person, virtually


def everything_shown(person: Person) -> str:
    return repr(person.stage.now)


@pytest.mark.req("SC-09")
def test_idle_person_is_asked_and_then_wiped() -> None:
    async def story() -> None:
        person = Person()
        visit = person.arrives()
        await person.gets_to_bookings()
        asked = await person.sees(StillThere)
        assert asked.grace_seconds == 20
        assert "社会保障卡" not in everything_shown(person), "what was on the screen is hidden, not dimmed"
        began = asyncio.get_running_loop().time()
        await visit
        assert asyncio.get_running_loop().time() - began == pytest.approx(20, abs=1)  # virtual seconds
        now = person.stage.now
        assert isinstance(now.view, Home)
        assert now.view.resting
        assert (now.session.signed_in, now.session.who) == (False, None)
        assert "张" not in everything_shown(person)
        assert person.platform.called("sign_out") == ["se-1"]

    virtually(story())


@pytest.mark.req("SC-09")
def test_one_tap_keeps_everything_as_often_as_wanted() -> None:
    async def story() -> None:
        person = Person()
        person.arrives()
        await person.gets_to_bookings()
        for _ in range(5):
            await person.sees(StillThere)
            person.chooses("more_time")
            await person.sees(ChooseBooking)
        person.chooses("bk-1")
        assert (await person.sees(TicketIssued)).printed is True

    virtually(story())


@pytest.mark.req("SC-09")
def test_touching_puts_the_question_off() -> None:
    async def story() -> None:
        person = Person()
        person.arrives()
        await person.gets_to_bookings()
        for _ in range(4):
            await asyncio.sleep(100)
            person.stage.touch()
        assert "still_there" not in person.seen
        await person.sees(StillThere)

    virtually(story())


@pytest.mark.req("SC-09")
def test_the_absolute_limit_cannot_be_put_off() -> None:
    async def story() -> None:
        person = Person(absolute_seconds=600.0)
        visit = person.arrives()
        await person.gets_to_bookings()
        began = asyncio.get_running_loop().time()
        while not visit.done():
            person.stage.touch()
            await asyncio.sleep(50)
        assert asyncio.get_running_loop().time() - began == pytest.approx(600, abs=60)
        assert not person.stage.now.session.signed_in

    virtually(story())


def test_seconds_left_never_reach_beyond_the_absolute_limit() -> None:
    async def story() -> None:
        person = Person(absolute_seconds=60.0)
        person.arrives()
        await person.gets_to_bookings()
        deadline = person.stage.now.session.deadline
        assert deadline is not None
        assert deadline - asyncio.get_running_loop().time() <= 60

    virtually(story())


def test_a_home_left_alone_goes_back_to_rest_without_a_question() -> None:
    async def story() -> None:
        person = Person()
        person.arrives()
        await person.sees(Home)
        person.stage.set_settings(Settings(language="en", elder=True))
        assert not (await person.sees(Home)).resting
        await asyncio.sleep(121)
        assert (await person.sees(Home)).resting
        assert person.stage.now.settings == Settings()
        assert "still_there" not in person.seen

    virtually(story())


def test_end_session_wipes_at_once_and_frees_the_reader() -> None:
    async def story() -> None:
        person = Person()
        visit = person.arrives()
        await person.sees(Home)
        person.chooses("check_in")
        await person.sees(PresentCredential)
        assert person.reader.reading
        person.chooses("end_session")
        await visit
        assert not person.reader.reading
        assert isinstance(person.stage.now.view, Home)

    virtually(story())


def test_home_leaves_the_journey_but_not_the_session() -> None:
    async def story() -> None:
        person = Person()
        person.arrives()
        await person.gets_to_bookings()
        person.chooses("home")
        await person.sees(Home)
        assert person.stage.now.session.signed_in
        person.chooses("check_in")
        await person.sees(ChooseBooking)
        assert len(person.platform.called("open_session")) == 1, "never asked twice for the same thing"

    virtually(story())


def test_back_from_the_card_prompt_is_home() -> None:
    async def story() -> None:
        person = Person()
        person.arrives()
        await person.sees(Home)
        person.chooses("check_in")
        await person.sees(PresentCredential)
        person.chooses("back")
        await person.sees(Home)
        with pytest.raises(ChoiceDisabled):
            person.chooses("back")

    virtually(story())


def test_leaving_while_the_slip_prints_stops_the_print() -> None:
    async def story() -> None:
        person = Person()
        person.printer.seconds = 5
        visit = person.arrives()
        await person.gets_to_bookings()
        person.chooses("bk-1")
        while not isinstance(person.stage.now.view, TicketPrinting):
            await asyncio.sleep(0)
        person.chooses("end_session")
        await visit
        await asyncio.sleep(10)
        assert person.printer.slips == []

    virtually(story())


def test_help_is_promised_only_when_somebody_was_called() -> None:
    async def story() -> None:
        person = Person()
        person.arrives()
        await person.gets_to_bookings()
        person.chooses("help")
        while (await person.sees(StaffCalled)).called != "called":
            await asyncio.sleep(0)
        assert [state.help_requested for state in person.platform.called("heartbeat")] == [True]
        person.chooses("continue")
        await person.sees(ChooseBooking)
        person.platform.fail("heartbeat", PlatformUnavailable("down"))
        person.chooses("help")
        while (await person.sees(StaffCalled)).called != "failed":
            await asyncio.sleep(0)

    virtually(story())


def test_whoever_waits_a_minute_hears_where_else_to_go() -> None:
    async def story() -> None:
        person = Person()
        person.arrives()
        await person.gets_to_bookings()
        person.chooses("help")
        await person.until(lambda: getattr(person.stage.now.view, "called", "") == "called")
        began = asyncio.get_running_loop().time()
        await person.until(lambda: getattr(person.stage.now.view, "called", "") == "again")
        assert asyncio.get_running_loop().time() - began == pytest.approx(60, abs=1)  # virtual seconds
        assert "服务台" in person.stage.now.view.lines[0].zh
        assert len(person.platform.called("heartbeat")) == 2
        await asyncio.sleep(120)
        assert len(person.platform.called("heartbeat")) == 2, "twice is enough"
        person.chooses("continue")
        await person.sees(ChooseBooking)

    virtually(story())


def test_an_answer_given_twice_counts_once() -> None:
    async def story() -> None:
        person = Person()
        person.arrives()
        await person.gets_to_bookings()
        seq = person.stage.now.seq
        person.stage.answer(seq, "bk-1")
        with pytest.raises(StaleView):
            person.stage.answer(seq, "bk-1")
        await person.sees(TicketIssued)
        with pytest.raises(StaleView):
            person.stage.answer(seq, "bk-1")
        assert len(person.platform.called("issue_ticket")) == 1

    virtually(story())


def test_the_next_person_starts_afresh() -> None:
    async def story() -> None:
        person = Person()
        first = person.arrives()
        await person.gets_to_bookings()
        person.chooses("end_session")
        await first
        person.arrives()
        await person.sees(Home)
        person.chooses("check_in")
        await person.sees(PresentCredential)

    virtually(story())


class SlowGoodbye(FakePlatform):
    """A platform that lets a sign-out wait."""

    def __init__(self) -> None:
        super().__init__()
        self.answers = asyncio.Event()

    async def sign_out(self, citizen: Citizen) -> None:
        await super().sign_out(citizen)
        await self.answers.wait()
        self.calls.append(("signed_out", citizen.session_id))


def test_nobody_waits_for_the_sign_out_of_the_person_before() -> None:
    async def story() -> None:
        person = Person()
        person.hall.platform = person.platform = SlowGoodbye()
        person.serves()
        await person.gets_to_bookings()
        person.chooses("end_session")
        await person.sees(Home)
        assert person.platform.called("sign_out") == ["se-1"]
        await person.gets_to_bookings()
        person.platform.answers.set()

    virtually(story())


def test_the_terminal_ends_only_after_every_sign_out() -> None:
    async def story() -> None:
        person = Person()
        person.hall.platform = person.platform = SlowGoodbye()
        serving = person.serves()
        await person.gets_to_bookings()
        serving.cancel()
        await asyncio.sleep(5)
        assert not serving.done()
        person.platform.answers.set()
        await asyncio.gather(serving, return_exceptions=True)
        assert person.platform.called("signed_out") == ["se-1"]

    virtually(story())


def test_a_sign_out_that_fails_is_nobodys_concern() -> None:
    async def story() -> None:
        person = Person()
        person.platform.fail("sign_out", PlatformUnavailable("down"))
        serving = person.serves()
        await person.gets_to_bookings()
        person.chooses("end_session")
        await person.sees(Home)
        serving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await serving

    virtually(story())


@pytest.mark.req("SC-09")
def test_a_number_left_on_the_screen_leaves_it_as_everything_else_does() -> None:
    async def story() -> None:
        person = Person()
        visit = person.arrives()
        await person.gets_to_bookings()
        person.chooses("bk-1")
        await person.sees(TicketIssued)
        began = asyncio.get_running_loop().time()
        await person.sees(StillThere)
        assert asyncio.get_running_loop().time() - began == pytest.approx(120, abs=1)  # virtual seconds
        await visit
        assert asyncio.get_running_loop().time() - began == pytest.approx(140, abs=1)
        assert "A023" not in everything_shown(person)
        assert person.printer.slips, "it had come out"

    virtually(story())


@pytest.mark.req("SC-09")
def test_a_print_is_not_cut_and_whoever_waited_for_it_has_their_time_then() -> None:
    async def story() -> None:
        person = Person()
        person.printer.seconds = 200.0
        person.arrives()
        await person.gets_to_bookings()
        person.chooses("bk-1")
        began = asyncio.get_running_loop().time()
        assert (await person.sees(TicketIssued)).printed is True
        assert asyncio.get_running_loop().time() - began == pytest.approx(200, abs=1)
        assert "still_there" not in person.seen
        await person.sees(StillThere)
        assert asyncio.get_running_loop().time() - began == pytest.approx(320, abs=1)

    virtually(story())


@pytest.mark.req("SC-09")
@pytest.mark.parametrize("leaves", ["silently", "end_session"])
def test_no_home_shows_who_was_here(leaves: str) -> None:
    async def story() -> None:
        person = Person()
        shown: list[Snapshot] = []
        visit = person.arrives()
        await person.gets_to_bookings()
        person.stage.listen(shown.append)
        if leaves == "end_session":
            person.chooses("end_session")
        await visit
        homes = [now.session for now in shown if isinstance(now.view, Home)]
        assert homes
        assert not any(session.signed_in or session.who for session in homes)

    virtually(story())


def test_whoever_touches_a_resting_home_can_still_answer_it() -> None:
    async def story() -> None:
        person = Person()
        person.hall.terms = replace(person.hall.terms, offer=("check_in", "apply"))
        person.arrives()
        assert (await person.sees(Home)).resting
        seq = person.stage.now.seq
        person.stage.set_settings(Settings(language="en"))
        with pytest.raises(ChoiceDisabled):
            person.stage.answer(seq, "apply")
        assert not (await person.sees(Home)).resting
        person.stage.answer(seq, "check_in")
        await person.sees(PresentCredential)

    virtually(story())
