"""One cell of the table: a real driver on its wire, under the real supervisor, and one fault."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from structlog.testing import capture_logs
from structlog.typing import EventDict

from kiosk.errors import CitizenError, DeviceFault
from kiosk.hardware.calls import SECONDS
from kiosk.hardware.device import DeviceState, DeviceStatus
from kiosk.hardware.document_printer import Printout
from kiosk.hardware.supervisor import Pace, Supervisor
from tests.faults.census import Census
from tests.faults.fault import Fault
from tests.faults.rig import Rig, until

HASTE = Pace(poll=0.1, first_retry=0.1, last_retry=0.3)
WAIT_SECONDS = 1.0
"""A use that is still waiting for a citizen after this long waits."""


@dataclass
class Trial:
    """Made with the rig standing and nothing started. ``losses``: how often the device is lost and back."""

    rig: Rig
    fault: Fault
    before: Census
    losses: int = 1
    recovery: float | None = None
    """Seconds from mending to online."""
    ended: str = ""
    """How the use ended meanwhile."""
    _mended: float = 0.0
    _driver: Any = None
    _supervisor: Supervisor | None = None
    _logged: list[EventDict] = field(default_factory=list)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The supervisor at work. Afterwards: what was logged, and that nothing is left of it all."""
        began = monotonic()
        self._driver = self.rig.driver()
        if self.fault is Fault.HUNG:
            self._driver.deadlines = dict.fromkeys(SECONDS, self.rig.deadline)
        self._supervisor = Supervisor(
            {self.rig.kind: self._driver}, lambda: None, lambda: datetime.now(UTC), pace=HASTE
        )
        with capture_logs() as self._logged:
            work = asyncio.create_task(self._supervisor.run())
            try:
                yield
            finally:
                work.cancel()
                await asyncio.wait({work})
        assert work.cancelled(), "the supervisor ended by itself"
        self._logs_are_right(monotonic() - began)
        del work
        self._driver = self._supervisor = None
        await asyncio.to_thread(self.rig.close)
        await self.before.back()

    async def is_well(self) -> None:
        """Wait until the device is online."""
        await self._comes_to(self.rig.well)

    async def inflict(self) -> None:
        """The fault begins."""
        await asyncio.to_thread(self.rig.inflict, self.fault)

    async def is_told(self) -> None:
        """Wait until the status says what it should."""
        await self._comes_to(self.rig.told(self.fault).status)

    async def use_fails(self) -> None:
        """The use ends as it should while the fault lasts: with the port's own errors, and no false claim."""
        await self._ends(self.rig.use(self._driver))

    async def lost_in_use(self) -> None:
        """Pull the plug in the middle of the use."""
        await self._ends(self.rig.lose(self._driver))

    async def mend(self) -> None:
        """The fault ends. Nobody tells the driver or the supervisor."""
        await asyncio.to_thread(self.rig.mend, self.fault)
        if self.fault is Fault.HUNG:
            self._driver.deadlines |= SECONDS  # so short a deadline was for what hangs
        self._mended = monotonic()

    async def heals(self) -> None:
        """Online again by itself, and it works."""
        await self._comes_to(self.rig.well)
        self.recovery = monotonic() - self._mended
        await self.works()

    async def works(self) -> None:
        """The real thing, done once."""
        claim = await self.rig.use(self._driver)
        assert how(claim) == "done"

    async def _ends(self, use: Coroutine[Any, Any, object]) -> None:
        try:
            async with asyncio.timeout(WAIT_SECONDS) if self._waits else asyncio.timeout(20):
                claim = await use
        except TimeoutError:
            self.ended = "waits"
        except (DeviceFault, CitizenError) as problem:  # anything else is no error of a port
            claim = problem
        if not self.ended:
            self.ended = how(claim)
        assert self.ended in self.rig.told(self.fault).use.split("|")

    @property
    def _waits(self) -> bool:
        return self.rig.told(self.fault).use == "waits"

    async def _comes_to(self, wanted: DeviceStatus) -> None:
        assert self._supervisor is not None
        supervisor = self._supervisor
        try:
            await until(lambda: supervisor.status(self.rig.kind) == wanted, str(wanted))
        except AssertionError as late:
            raise AssertionError(f"{late}, but it is {supervisor.status(self.rig.kind)}") from None

    def _logs_are_right(self, seconds: float) -> None:
        told = self.rig.told(self.fault).status
        losses = 0 if told.device is DeviceState.ONLINE else self.losses
        named = {name: [e for e in self._logged if e["event"] == f"device.{name}"] for name in NAMES}
        assert [len(named[name]) for name in NAMES] == [losses, losses, 0], self._logged
        for lost, back in zip(named["lost"], named["recovered"], strict=True):
            assert (lost["kind"], back["kind"]) == (self.rig.kind, self.rig.kind)
            assert lost["code"]
            assert 0 <= back["seconds"] <= seconds + 0.1  # it is rounded
        if self.fault is Fault.HUNG:
            assert "device.stalled" in {entry["event"] for entry in self._logged}


NAMES = ("lost", "recovered", "broke")


def how(claim: object) -> str:
    """How a use ended, in a word."""
    match claim:
        case DeviceFault():
            return claim.code
        case CitizenError():
            return type(claim).__name__
        case Printout():
            return claim.outcome.value
        case DeviceStatus():
            return claim.code or claim.device
        case str():  # Printed, too
            return str(claim)
    return "done"
