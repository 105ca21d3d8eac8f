"""The battery behind the mains, by the daemons that know it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from kiosk.errors import Action
from kiosk.hardware.device import DeviceState, DeviceStatus
from kiosk.hardware.ups.apcupsd import ApcupsdUps
from kiosk.hardware.ups.network_ups import NetworkUps
from kiosk.hardware.ups.nut import NutUps
from simulator.ups import ApcupsdDaemon, NutDaemon, UpsDaemon
from tests.faults.fault import Cannot, Cell, Fault, hung, missing, told
from tests.faults.rig import Rig

NOISE = b"\xff\xfe\x00" * 3000 + b"\n"
WAIT_SECONDS = 0.5
CELLS: dict[Fault, Cell] = {
    Fault.ABSENT: missing("unreachable", use="unknown"),
    Fault.UNPLUGGED: missing("unreachable", use="unknown"),
    Fault.LOST: missing("unreachable", use="unknown"),
    Fault.SILENT: told(DeviceState.OFFLINE, Action.RESET, "no_answer", use="unknown"),
    Fault.GARBAGE: told(DeviceState.HARDWARE_ERROR, Action.RESET, "garbled", use="unknown"),
    Fault.SLOW: told(DeviceState.ONLINE, use="done"),
    Fault.BUSY: told(DeviceState.DEVICE_BUSY, Action.SUSPEND, "busy", use="unknown"),
    Fault.HUNG: hung(),
    Fault.RECOVERS: missing("unreachable", use="unknown"),
}


class UpsRig(Rig):
    """Its use: the mains go, and the terminal knows. Of a UPS that is lost nothing is claimed."""

    kind = "ups"
    well = DeviceStatus(DeviceState.ONLINE)
    answer_seconds = 1.0
    made: ClassVar[type[UpsDaemon]]

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.daemon = self.made()

    @property
    def address(self) -> tuple[str, int]:
        host, _, port = self.daemon.path.partition(":")
        return host, int(port)

    async def use(self, driver: NetworkUps) -> str:
        supply = self.daemon.supply
        supply.mains = False
        try:
            async with asyncio.timeout(20.0 if driver.power else WAIT_SECONDS):
                while driver.power is None or driver.power.on_mains:
                    await asyncio.sleep(0.02)
        except TimeoutError:
            return "unknown"
        finally:
            supply.mains = True
        return "done"

    async def lose(self, driver: NetworkUps) -> str:
        self.daemon.half = self.daemon.closes = True
        asked = len(self.daemon.asked)
        await asyncio.to_thread(self.daemon.wait_for, lambda: len(self.daemon.asked) > asked)
        await asyncio.to_thread(self.daemon.line.unplug)
        while driver.power is not None:
            await asyncio.sleep(0.02)
        return await self.use(driver)

    def inflict(self, fault: Fault) -> None:
        match fault:
            case Fault.SILENT | Fault.HUNG:
                self.daemon.silent = True
            case Fault.GARBAGE:
                self.daemon.garbage = NOISE
            case Fault.SLOW:
                self.daemon.slow = 0.1
            case Fault.BUSY:
                self.daemon.closes = True
            case _:
                self.daemon.line.unplug()

    def mend(self, fault: Fault) -> None:
        daemon = self.daemon
        daemon.silent = daemon.half = daemon.closes = False
        daemon.garbage, daemon.slow = b"", 0.0
        daemon.line.plug()

    def close(self) -> None:
        self.daemon.close()


class ApcupsdRig(UpsRig):
    name = "ups apcupsd"
    made = ApcupsdDaemon
    cells: ClassVar = CELLS | {
        Fault.DENIED: Cannot("apcupsd's network server knows no users and turns nobody away by name")
    }

    def driver(self) -> ApcupsdUps:
        return ApcupsdUps(*self.address, answer=self.answer_seconds)


class NutRig(UpsRig):
    name = "ups nut"
    made = NutDaemon
    cells: ClassVar = CELLS | {
        Fault.DENIED: told(DeviceState.OFFLINE, Action.CONFIGURATION, "port_denied", use="unknown")
    }
    daemon: NutDaemon

    def driver(self) -> NutUps:
        return NutUps(*self.address, "ups", answer=self.answer_seconds)

    def inflict(self, fault: Fault) -> None:
        if fault is Fault.DENIED:
            self.daemon.refuses = "ACCESS-DENIED"
        else:
            super().inflict(fault)

    def mend(self, fault: Fault) -> None:
        self.daemon.refuses = ""
        super().mend(fault)
