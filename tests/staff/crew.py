"""Somebody of the staff at the terminal, and the desk they work at."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from kiosk.domain.personal import Personal
from kiosk.domain.words import Text
from kiosk.hardware.consumables import Consumables, Stock, Supply
from kiosk.hardware.device import DeviceStatus
from kiosk.hardware.supervisor import SelfTest
from kiosk.journeys.views import Home
from kiosk.journeys.views.staff import LogLine, StaffDevices, StaffSignIn
from kiosk.staff.accounts import Account
from kiosk.staff.desk import Desk, Finding, Result, StaffTerms
from kiosk.staff.lockout import Lockout
from kiosk.staff.roles import Role
from kiosk.staff.shift import shift
from kiosk.store.supplies import Used
from tests.fakes import NOW, ONLINE, FakeDevices, Person

PIN = "739152"
CARD = "990101198503120010"
NUMBERS = {
    "1001": Role.HALL_STAFF,
    "1002": Role.MAINTENANCE,
    "1003": Role.ADMINISTRATOR,
    "1004": Role.AUDITOR,
}
AT_HAND = Finding(True, (Text("平台 18 毫秒"),), NOW)


class FakeDoorman:
    """Four people, one of each role; the card is the maintenance engineer's."""

    def __init__(self) -> None:
        self.people: Mapping[str, Account] = {
            number: Account(number=number, name="李示例", role=role, pin="$argon2id$")
            for number, role in NUMBERS.items()
        }
        self.asked = 0

    async def look(self) -> None: ...

    def changes(self, number: str, role: Role | None) -> None:
        """Somebody gets another role, or is taken out."""
        others = {n: one for n, one in self.people.items() if n != number}
        self.people = others | ({number: replace(self.people[number], role=role)} if role else {})

    def by_card(self, number: Personal[str]) -> Account | None:
        return self.people["1002"] if number.reveal() == CARD else None

    async def opened_by(self, number: str, secret: Personal[str]) -> Account | None:
        self.asked += 1
        return self.people.get(number) if secret.reveal() == PIN else None


class FakeCounts:
    """Supplies' counts in memory."""

    async def load(self) -> Mapping[str, Used]:
        return {}

    async def add(self, name: str, amount: float) -> None: ...

    async def reset(self, name: str, at: datetime) -> None: ...


@dataclass
class FakeCabinet(FakeDevices):
    """Devices with tests. ``outcomes`` says what a test comes to, where it is not the known status."""

    outcomes: dict[str, DeviceStatus] = field(default_factory=dict)
    tests: list[str] = field(default_factory=list)
    tested: dict[str, SelfTest] = field(default_factory=dict)
    seconds: float = 1.0
    """What a test takes."""

    def all(self) -> Mapping[str, DeviceStatus]:
        return self.known

    def since(self, kind: str) -> datetime:
        return NOW

    async def test(self, kind: str) -> DeviceStatus:
        self.tests.append(kind)
        await asyncio.sleep(self.seconds)
        outcome = self.outcomes.get(kind, self.known.get(kind, ONLINE))
        self.tested[kind] = SelfTest(NOW, outcome)
        return outcome

    def last_test(self, kind: str) -> SelfTest | None:
        return self.tested.get(kind)


class Crew(Person):
    """A person with a staff account."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.cabinet = self.devices = self.hall.devices = FakeCabinet()
        self.doorman = FakeDoorman()
        self.audit: list[tuple[str | None, str, Result, str | None]] = []
        self.log: list[LogLine] = []
        self.signs: list[Text | None] = []
        self.restarts = 0
        self.alerts = 0
        self.paper = Consumables(
            FakeCounts(),
            {Supply.SLIP_PAPER: Stock(50_000, 5_000), Supply.A4_PAPER: Stock(250, 50)},
            lambda _s: None,
        )

        async def witness(who: Account | None, action: str, result: Result, thing: str | None) -> None:
            self.audit.append((who.number if who else None, action, result, thing))

        def close(words: Text | None) -> None:
            self.signs.append(words)
            self.hall.closed = words

        def restart() -> None:
            self.restarts += 1

        def alert() -> None:
            self.alerts += 1

        async def network() -> Finding:
            return AT_HAND

        self.desk = Desk(
            self.hall,
            self.cabinet,
            self.doorman,
            Lockout(folder, self.hall.clock),
            StaffTerms(300, 20, 3600),
            witness,
            visits_today=lambda: 214,
            log=self._log,
            close=close,
            restart=restart,
            network=network,
            paper=self.paper,
            alert=alert,
        )
        self.hall.maintenance = lambda: shift(self.desk)

    async def _log(self) -> list[LogLine]:
        return self.log

    async def knocks(self) -> StaffSignIn:
        """The long press on the mark, from home."""
        self.serves()
        await self.sees(Home)
        self.chooses("maintenance")
        return await self.sees(StaffSignIn)

    async def signs_in(self, number: str = "1002") -> StaffDevices:
        """Knock, number, PIN."""
        await self.knocks()
        self.chooses("next", number=number, pin=PIN)
        return await self.sees(StaffDevices)
