"""Whoever tries PINs for an hour gets few of them tried, and the platform is told each time."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.journeys.views import Home
from kiosk.journeys.views.staff import StaffDevices, StaffSignIn, StaffTold
from kiosk.staff.lockout import Lockout
from kiosk.staff.roles import Role
from tests.fakes import virtually
from tests.staff.crew import NUMBERS, PIN, Crew

EVERY = 5
"""Seconds from one try to the next."""
MOST_A_NUMBER = 10
STRANGERS = ("2001", "2002", "9999")


@pytest.mark.req("SC-01")
@pytest.mark.parametrize("restarts", [False, True])
def test_an_hour_of_tries_admits_ten_a_number(tmp_path: Path, *, restarts: bool) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        numbers = (*NUMBERS, *STRANGERS)
        await crew.knocks()
        tries = 3600 // EVERY
        for i in range(tries):
            crew.now += timedelta(seconds=EVERY)
            if restarts:
                crew.desk.lockout = Lockout(tmp_path, crew.hall.clock)
            crew.chooses("next", number=numbers[i % len(numbers)], pin=f"{i:06d}")
            await crew.sees(StaffSignIn)
        bound = MOST_A_NUMBER * (len(NUMBERS) + 1)
        assert len(NUMBERS) * 3 < crew.doorman.asked <= bound < tries
        locked = [thing for _, action, _, thing in crew.audit if action == "staff.lock_out"]
        assert set(locked) == {*NUMBERS, "nobody"}
        assert crew.alerts == len(locked), "one alert a lock-out"
        if not restarts:
            assert len(crew.audit) <= 3 * bound, "what is written down is bounded too"

    virtually(story())


def test_a_mistyped_pin_alarms_nobody(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        await crew.knocks()
        for pin in ("000000", "000001", PIN):
            await crew.sees(StaffSignIn)
            crew.chooses("next", number="1002", pin=pin)
        await crew.sees(StaffDevices)
        assert crew.alerts == 0

    virtually(story())


@pytest.mark.req("SC-07")
@pytest.mark.parametrize("left", [None, Role.AUDITOR])
def test_who_is_at_the_desk_is_signed_out_when_their_account_changes(
    tmp_path: Path, left: Role | None
) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        await crew.signs_in("1003")
        crew.doorman.changes("1003", left)
        told = await crew.sees(StaffTold)
        assert "重新登录" in told.detail[0].zh
        assert not crew.stage.now.session.signed_in
        crew.chooses("ok")
        await crew.sees(Home)
        assert ("1003", "staff.put_out", "ok", None) in crew.audit

    virtually(story())


@pytest.mark.req("SC-07")
def test_who_is_at_the_desk_stays_when_another_s_account_changes(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        await crew.signs_in("1003")
        crew.doorman.changes("1002", None)
        crew.chooses("test:camera")
        await crew.until(lambda: crew.desk.findings)
        await crew.sees(StaffDevices)
        assert crew.stage.now.session.signed_in

    virtually(story())
