"""What a running terminal does for a console, and when it will not."""

from __future__ import annotations

import asyncio
from pathlib import Path
from uuid import UUID

import pytest

from kiosk.domain.journal import Deed
from kiosk.domain.words import Text
from kiosk.errors import StoreError
from kiosk.journeys.stage import SessionInfo
from kiosk.journeys.views import Home, OutOfService, PresentCredential
from kiosk.journeys.views.staff import StaffDevices
from kiosk.staff.hatch.orders import TESTING, Clerk
from kiosk.staff.hatch.words import Look, Retry, Try
from tests.fakes import ONLINE, PAPER_OUT, virtually
from tests.staff.crew import Crew

WHO = "uid:1000"
LETTER = UUID(int=7)


class Console(Crew):
    """A terminal with a printer, a card reader and one letter that was set aside."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.cabinet.known = {"id_card": ONLINE, "ticket_printer": ONLINE}
        self.deeds: list[Deed] = []
        self.hall.audit = self.deeds.append
        self.aside = {LETTER}
        self.full = False
        self.clerk = Clerk(self.hall, self.cabinet, self._retry, lambda: self.desk.is_open, self.desk.note)

    async def _retry(self, key: UUID) -> bool:
        if self.full:
            raise StoreError("outbox.db: disk full")
        try:
            self.aside.remove(key)
        except KeyError:
            return False
        return True

    @property
    def told(self) -> list[tuple[str | None, str, str | None, str]]:
        """Who did what with what on the audit chain, and how it ended."""
        return [(one.actor, one.action, one.object, one.result) for one in self.deeds if one.actor == WHO]


@pytest.mark.req("SC-06")
def test_a_letter_waits_again_once_however_many_ask(tmp_path: Path) -> None:
    async def story() -> None:
        console = Console(tmp_path)
        both = await asyncio.gather(*(console.clerk.do(Retry(who=WHO, letter=LETTER)) for _ in range(2)))
        assert sorted(reply.ok for reply in both) == [False, True]
        assert {reply.says for reply in both} == {"", "it is not set aside any more"}
        console.full = True
        assert (await console.clerk.do(Retry(who=WHO, letter=LETTER))).says == "outbox.db: disk full"
        assert [row[3] for row in console.told] == ["ok", "failed", "failed"]
        assert {row[:3] for row in console.told} == {(WHO, "outbox.retry", LETTER.hex)}

    virtually(story())


@pytest.mark.req("SC-06", "OP-01")
def test_devices_are_tested_one_after_the_other_and_nobody_begins_meanwhile(tmp_path: Path) -> None:
    async def story() -> None:
        console = Console(tmp_path)
        console.serves()
        await console.sees(Home)
        console.cabinet.outcomes["ticket_printer"] = PAPER_OUT
        testing = asyncio.create_task(console.clerk.do(Try(who=WHO)))
        shut = await console.sees(OutOfService)
        assert shut.why == TESTING
        reply = await testing
        assert console.cabinet.tests == ["id_card", "ticket_printer"]
        assert reply.devices == {"id_card": ONLINE, "ticket_printer": PAPER_OUT}
        await console.sees(Home)
        assert console.told == [
            (WHO, "device.test", "id_card", "ok"),
            (WHO, "device.test", "ticket_printer", "failed"),
        ]
        assert console.deeds[-1].code == "paper_out"

    virtually(story())


@pytest.mark.req("SC-09")
@pytest.mark.parametrize("signed_in", [True, False])
def test_nothing_is_tested_while_somebody_is_served(tmp_path: Path, *, signed_in: bool) -> None:
    async def story() -> None:
        console = Console(tmp_path)
        console.serves()
        await console.sees(Home)
        if signed_in:
            console.stage.set_session(SessionInfo(signed_in=True, who="张*例", level="L2"))
        else:
            console.chooses("check_in")
            await console.sees(PresentCredential)
        reply = await console.clerk.do(Try(who=WHO, kinds=("ticket_printer",)))
        assert (reply.ok, reply.why) == (False, "in_use")
        assert reply.says == "somebody is being served: try again later"
        assert console.cabinet.tests == []
        assert console.hall.closed is None
        assert console.told == [(WHO, "device.test", "ticket_printer", "refused")]
        assert (await console.clerk.do(Retry(who=WHO, letter=LETTER))).ok, "a letter disturbs nobody"
        assert (await console.clerk.do(Look(who=WHO))).devices == console.cabinet.known

    virtually(story())


def test_nor_while_staff_are_at_the_desk_or_another_command_tests(tmp_path: Path) -> None:
    async def story() -> None:
        console = Console(tmp_path)
        await console.signs_in()
        assert "staff are at its desk" in (await console.clerk.do(Try(who=WHO))).says
        console.chooses("end_session")
        await console.sees(Home)
        first = asyncio.create_task(console.clerk.do(Try(who=WHO)))
        await console.sees(OutOfService)
        second = await console.clerk.do(Try(who=WHO))
        assert (second.why, "another command tests devices" in second.says) == ("in_use", True)
        assert (await first).ok

    virtually(story())


def test_a_device_that_is_not_there_is_said_before_anything_is_tested(tmp_path: Path) -> None:
    async def story() -> None:
        console = Console(tmp_path)
        reply = await console.clerk.do(Try(who=WHO, kinds=("id_card", "fax")))
        assert (reply.why, reply.says) == ("not_there", "fax: the running terminal has none")
        assert console.cabinet.tests == []

    virtually(story())


def test_a_sign_that_staff_hang_meanwhile_stays(tmp_path: Path) -> None:
    async def story() -> None:
        console = Console(tmp_path)
        console.serves()
        await console.sees(Home)
        for closed in (Text("暂停"), None):
            testing = asyncio.create_task(console.clerk.do(Try(who=WHO)))
            await asyncio.sleep(0.5)
            console.hall.closed = closed
            await testing
            assert console.hall.closed == closed

    virtually(story())


def test_a_terminal_that_is_closed_already_stays_closed(tmp_path: Path) -> None:
    async def story() -> None:
        console = Console(tmp_path)
        console.hall.closed = Text("暂停")
        console.serves()
        assert (await console.sees(OutOfService)).why == Text("暂停")
        assert (await console.clerk.do(Try(who=WHO))).ok
        assert console.hall.closed == Text("暂停")

    virtually(story())


def test_a_test_given_up_opens_the_terminal_again(tmp_path: Path) -> None:
    async def story() -> None:
        console = Console(tmp_path)
        console.serves()
        await console.sees(Home)
        testing = asyncio.create_task(console.clerk.do(Try(who=WHO)))
        await console.sees(OutOfService)
        testing.cancel()
        await console.sees(Home)
        assert not isinstance(console.stage.now.view, StaffDevices)
        assert (await console.clerk.do(Try(who=WHO, kinds=("id_card",)))).ok

    virtually(story())


def test_no_device_is_replaced_at_its_test_nor_tested_while_it_is_replaced(tmp_path: Path) -> None:
    async def story() -> None:
        console = Console(tmp_path)
        console.serves()
        await console.sees(Home)
        async with console.hall.floor:  # settings are being taken up
            testing = asyncio.create_task(console.clerk.do(Try(who=WHO, kinds=("ticket_printer",))))
            await asyncio.sleep(10)
            assert console.cabinet.tests == []
        await console.sees(OutOfService)
        assert console.hall.floor.locked()
        assert (await testing).ok
        assert not console.hall.floor.locked()

    virtually(story())
