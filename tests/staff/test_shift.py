"""The door to the desk and a shift behind it: who comes in, who is kept out, and both limits."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from kiosk.journeys.view import View
from kiosk.journeys.views import ChooseBooking, Home, StillThere
from kiosk.journeys.views.staff import StaffDevices, StaffSignIn
from tests.fakes import a_card, virtually
from tests.staff.crew import PIN, Crew


@pytest.mark.req("OP-01")
def test_nothing_of_the_desk_is_seen_without_number_and_pin(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        await crew.knocks()
        for number, pin in (("1002", "000000"), ("9999", PIN), ("", "")):
            if number:
                crew.chooses("next", number=number, pin=pin)
                refused = await crew.sees(StaffSignIn)
                assert refused.error is not None
        assert "staff_devices" not in crew.seen

    virtually(story())


def test_number_and_pin_let_in_and_the_desk_says_who(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        await crew.signs_in("1002")
        session = crew.stage.now.session
        assert (session.signed_in, session.who) == (True, "李示例（维护）")
        assert crew.desk.is_open
        assert crew.audit == [("1002", "staff.sign_in", "ok", None)]

    virtually(story())


def test_a_card_stands_for_the_number_not_for_the_pin(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        await crew.knocks()
        crew.reader.lay(a_card())
        await crew.until(lambda: getattr(crew.stage.now.view, "known", None))
        view = await crew.sees(StaffSignIn)
        assert [field.id for field in view.fields] == ["pin"]
        assert "staff_devices" not in crew.seen
        crew.chooses("next", pin=PIN)
        await crew.sees(StaffDevices)

    virtually(story())


def test_a_search_for_pins_is_stopped_and_written_down(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        await crew.knocks()
        for _ in range(8):
            crew.chooses("next", number="1003", pin="000000")
            await crew.sees(StaffSignIn)
        assert crew.doorman.asked == 3, "further tries do not even reach the check"
        crew.chooses("next", number="1003", pin=PIN)
        waiting = await crew.sees(StaffSignIn)
        assert waiting.error is not None
        assert "分钟" in waiting.error.zh
        assert (None, "staff.lock_out", "refused", "1003") in crew.audit

    virtually(story())


def test_a_number_nobody_has_is_refused_in_the_same_words(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        await crew.knocks()
        said = []
        for number in ("1002", "9999"):
            crew.chooses("next", number=number, pin="000000")
            said.append((await crew.sees(StaffSignIn)).error)
        assert said[0] == said[1]

    virtually(story())


def test_staff_do_not_come_in_over_somebody_s_session(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        crew.serves()
        await crew.gets_to_bookings()
        crew.chooses("maintenance")
        await crew.sees(ChooseBooking)
        assert "staff_sign_in" not in crew.seen

    virtually(story())


@pytest.mark.parametrize(("waits_for", "patient"), [(StillThere, False), (Home, True)])
def test_an_idle_desk_closes_and_a_busy_one_at_its_absolute_limit(
    tmp_path: Path, waits_for: type[View], patient: bool
) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        await crew.signs_in()
        if not patient:
            await crew.sees(waits_for)
            assert "测试" not in repr(crew.stage.now.view), "what was on the screen is hidden"
            await crew.until(lambda: not crew.desk.is_open)
        else:
            while not isinstance(crew.stage.now.view, Home):
                crew.stage.touch()
                await asyncio.sleep(60)
        assert not crew.desk.is_open
        assert not crew.stage.now.session.signed_in

    virtually(story())


def test_signing_out_gives_the_terminal_back_to_citizens(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        await crew.signs_in()
        crew.chooses("end_session")
        home = await crew.sees(Home)
        assert home.resting
        assert not crew.stage.now.session.signed_in
        crew.chooses("check_in")  # the next visit has begun

    virtually(story())
