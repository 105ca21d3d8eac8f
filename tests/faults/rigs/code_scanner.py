"""The code scanner on a serial line."""

from __future__ import annotations

import asyncio
import time
from itertools import count
from pathlib import Path
from typing import ClassVar

from kiosk.domain.personal import Personal
from kiosk.errors import Action
from kiosk.hardware.code_scanner.serial_scanner import SerialScanner
from kiosk.hardware.device import DeviceState, DeviceStatus
from simulator.scanner import SimScanner
from tests.faults.fault import Cannot, Fault, missing, told
from tests.faults.rigs.wires import SerialRig

AGAIN_SECONDS = 0.3
PAUSE_SECONDS = 0.1
"""Between one byte and the next of a slow scanner: a code has ended after twice as long."""


class ScannerRig(SerialRig):
    name = "code_scanner serial"
    kind = "code_scanner"
    well = DeviceStatus(DeviceState.ONLINE)
    cells: ClassVar = {
        Fault.ABSENT: missing("port_missing", use="closed"),
        Fault.UNPLUGGED: missing("port_missing", use="closed"),
        Fault.LOST: missing("port_missing", use="unplugged"),
        # A scanner cannot be asked: a silent one is like one that nobody holds a code before.
        Fault.SILENT: told(DeviceState.ONLINE, use="waits"),
        Fault.GARBAGE: told(DeviceState.ONLINE, use="CodeUnreadable"),
        Fault.SLOW: told(DeviceState.ONLINE, use="done"),
        Fault.DENIED: told(DeviceState.OFFLINE, Action.CONFIGURATION, "port_denied", use="closed"),
        Fault.BUSY: told(DeviceState.DEVICE_BUSY, Action.SUSPEND, "busy", use="closed"),
        Fault.HUNG: Cannot("opening and asking for bytes that came never wait for a serial line"),
        Fault.RECOVERS: missing("port_missing", use="closed"),
    }

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.device = SimScanner(folder / "qr")
        self._numbers = count()
        self._slow = False

    def driver(self) -> SerialScanner:
        return SerialScanner(self.device.path)

    async def use(self, driver: SerialScanner) -> Personal[str]:
        text = f"SAMPLE-{next(self._numbers)}"
        reading = asyncio.create_task(driver.read())
        try:
            while not reading.done():
                await asyncio.to_thread(self._scan, text)
                await asyncio.wait({reading}, timeout=AGAIN_SECONDS)
            code = await reading
        finally:
            reading.cancel()
        assert code.reveal() == text
        return code

    async def lose(self, driver: SerialScanner) -> Personal[str]:
        reading = asyncio.create_task(driver.read())
        await asyncio.sleep(AGAIN_SECONDS)
        self.device.fault = "unplug_during_scan"
        await asyncio.to_thread(self.device.scan, "SAMPLE-LOST")
        return await reading

    def spoil(self, fault: Fault) -> None:
        self._slow = fault is Fault.SLOW
        if fault is not Fault.SLOW:
            self.device.fault = "silent" if fault is Fault.SILENT else "garbage"

    def heal(self) -> None:
        self.device.fault, self._slow = None, False

    def _scan(self, text: str) -> None:
        if not self._slow:
            self.device.scan(text)
            return
        for letter in text + "\r":
            self.device.line.write(letter.encode())
            time.sleep(PAUSE_SECONDS)
