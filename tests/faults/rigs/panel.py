"""The panel's board on a serial line."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from kiosk.errors import Action
from kiosk.hardware.device import DeviceState, DeviceStatus
from kiosk.hardware.panel import Light, Mode
from kiosk.hardware.panel.serial_board import SerialBoard
from simulator.panel import PanelBoard
from tests.faults.fault import Fault, hung, missing, told
from tests.faults.rigs.wires import SerialRig

ALL = 10**6
NOISE = b"\x00\xff\n$1 OK*\n$$*" + bytes(range(0x80, 0xFF))
WAIT_SECONDS = 0.5


class PanelRig(SerialRig):
    """Nobody waits for a light: one that is not shown is kept, and shown when the board is back."""

    name = "panel serial_board"
    kind = "panel"
    well = DeviceStatus(DeviceState.ONLINE)
    cells: ClassVar = {
        Fault.ABSENT: missing("port_missing", use="kept"),
        Fault.UNPLUGGED: missing("port_missing", use="kept"),
        Fault.LOST: missing("port_missing", use="unplugged"),
        Fault.SILENT: told(DeviceState.OFFLINE, Action.RESET, "no_answer", use="kept"),
        Fault.GARBAGE: told(DeviceState.HARDWARE_ERROR, Action.RESET, "garbled", use="kept"),
        Fault.SLOW: told(DeviceState.ONLINE, use="done"),
        Fault.DENIED: told(DeviceState.OFFLINE, Action.CONFIGURATION, "port_denied", use="kept"),
        Fault.BUSY: told(DeviceState.DEVICE_BUSY, Action.SUSPEND, "busy", use="kept"),
        Fault.HUNG: hung(),
        Fault.RECOVERS: missing("port_missing", use="kept"),
    }

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.device = PanelBoard(folder / "panel")

    def driver(self) -> SerialBoard:
        return SerialBoard(self.device.path, 115200)

    async def use(self, driver: SerialBoard) -> str:
        mode = Mode.OFF if self.device.lights["reader"] == Mode.ON else Mode.ON
        driver.light(Light.READER, mode)
        seconds = 20.0 if (await driver.status()).usable else WAIT_SECONDS

        def shown() -> bool:
            return bool(self.device.lights["reader"] == mode)

        try:
            await asyncio.to_thread(self.device.wait_for, shown, seconds)
        except TimeoutError:
            return "kept"
        return "done"

    async def lose(self, driver: SerialBoard) -> DeviceStatus:
        self.device.faults.deaf_to = "LAMPS"
        testing = asyncio.create_task(driver.self_test())
        await asyncio.to_thread(self.device.wait_for, lambda: "LAMPS" in self.device.asked)
        await asyncio.to_thread(self.device.unplug)
        return await testing

    def spoil(self, fault: Fault) -> None:
        faults = self.device.faults
        match fault:
            case Fault.GARBAGE:
                faults.garbage, faults.checksum = NOISE, ALL
            case Fault.SLOW:
                faults.slow = 0.4
            case _:
                faults.silent = True

    def heal(self) -> None:
        self.device.faults.clear()
