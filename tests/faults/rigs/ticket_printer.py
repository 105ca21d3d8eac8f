"""Slip printers: on a serial line, and on the network."""

from __future__ import annotations

import asyncio
import importlib
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import ClassVar

from kiosk.errors import Action
from kiosk.hardware.device import DeviceState, DeviceStatus, Paper
from kiosk.hardware.ticket_printer import Line, Printed, Slip
from kiosk.hardware.ticket_printer.escpos_network import EscposNetworkPrinter
from kiosk.hardware.ticket_printer.escpos_printer import EscposPrinter as EscposDriver
from kiosk.hardware.ticket_printer.escpos_printer import Patience
from kiosk.hardware.ticket_printer.escpos_serial import EscposSerialPrinter
from simulator.escpos import EscposPrinter
from tests.faults.fault import Cell, Fault, Told, hung, missing, told
from tests.faults.rig import Rig
from tests.faults.rigs.wires import TALK, Impostor, Other, SerialRig

PATIENCE = Patience(answer=0.5, write=0.5, finish=10.0)
LOST = [f"旧票第{n}行" for n in range(8)]
MORE_ANSWERS = b"\x12\x16\xff"
"""Two that look like answers, and one that does not, before each answer."""


def off(state: DeviceState, action: Action, code: str, *, paper: Paper | None = Paper.UNKNOWN) -> Told:
    """Nothing is sent to a printer that is known not to be well, and the reason is given."""
    return told(state, action, code, use=f"{code}|closed", paper=paper)


CELLS: dict[Fault, Cell] = {
    Fault.SILENT: off(DeviceState.OFFLINE, Action.CLEAR, "no_answer"),
    Fault.GARBAGE: off(DeviceState.OFFLINE, Action.MAINTENANCE, "garbled"),
    Fault.SLOW: told(DeviceState.ONLINE, paper=Paper.FULL, use="done"),
    Fault.HUNG: hung(),
}


class Printing:
    """What is printed and how, whatever the cable. ``device`` prints at a real one's pace."""

    device: EscposPrinter
    numbers: count[int]

    async def use(self, driver: EscposDriver) -> Printed:
        words = f"第{next(self.numbers)}位"
        before = len(self.device.slips)
        printed = await driver.print(Slip("next", (Line(words),)))
        if printed is Printed.DONE:
            assert [slip.lines for slip in self.device.slips[before:]][-1] == [words]
            assert all(slip.cut for slip in self.device.slips)
        return printed

    async def lose(self, driver: EscposDriver) -> Printed:
        printing = asyncio.create_task(driver.print(Slip("old", tuple(Line(line) for line in LOST))))
        await asyncio.to_thread(self.device.wait_for_lines, 1)
        await asyncio.to_thread(self.device.unplug)
        return await printing

    def spoil(self, fault: Fault) -> None:
        match fault:
            case Fault.GARBAGE:
                self.device.faults.stale = MORE_ANSWERS
            case Fault.SLOW:
                self.device.faults.slow = 4.0
            case _:
                self.device.faults.silent = True

    def heal(self) -> None:
        self.device.faults.silent, self.device.faults.stale, self.device.faults.slow = False, b"", 1.0


class SerialPrinterRig(Printing, SerialRig):
    name = "ticket_printer escpos_serial"
    kind = "ticket_printer"
    well = DeviceStatus(DeviceState.ONLINE, paper=Paper.FULL)
    cells: ClassVar = CELLS | {
        Fault.ABSENT: missing("port_missing", use="port_missing"),
        Fault.UNPLUGGED: missing("port_missing", use="port_missing"),
        Fault.LOST: missing("port_missing", use="unknown"),
        Fault.DENIED: off(DeviceState.OFFLINE, Action.CONFIGURATION, "port_denied", paper=None),
        Fault.BUSY: off(DeviceState.DEVICE_BUSY, Action.SUSPEND, "port_busy", paper=None),
        Fault.RECOVERS: missing("port_missing", use="port_missing"),
    }

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.device = EscposPrinter(folder / "printer")
        # Whom the port denies may be denied this program's libraries too: what is imported late is so now.
        importlib.import_module("escpos.printer")
        self.numbers = count(1)

    def driver(self) -> EscposSerialPrinter:
        return EscposSerialPrinter(self.device.path, 115200, "gbk", 576, patience=PATIENCE)


class NetworkPrinterRig(Printing, Rig):
    name = "ticket_printer escpos_network"
    kind = "ticket_printer"
    well = DeviceStatus(DeviceState.ONLINE, paper=Paper.FULL)
    cells: ClassVar = CELLS | {
        Fault.ABSENT: missing("unreachable", use="unreachable"),
        Fault.UNPLUGGED: missing("unreachable", use="unreachable"),
        Fault.LOST: missing("unreachable", use="unknown"),
        # A printer whose access list does not have us takes the connection and hangs up.
        Fault.DENIED: missing("unplugged", use="unplugged", paper=Paper.UNKNOWN),
        # It takes one connection at a time; whoever comes second is heard by nobody.
        Fault.BUSY: off(DeviceState.OFFLINE, Action.CLEAR, "no_answer"),
        Fault.RECOVERS: missing("unreachable", use="unreachable"),
    }

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.device = EscposPrinter(tcp=0)
        self.numbers = count(1)
        self._held = ExitStack()

    def driver(self) -> EscposNetworkPrinter:
        host, _, port = self.device.path.partition(":")
        return EscposNetworkPrinter(host, int(port), patience=PATIENCE)

    def inflict(self, fault: Fault) -> None:
        match fault:
            case Fault.ABSENT | Fault.UNPLUGGED | Fault.RECOVERS:
                self.device.unplug()
            case Fault.DENIED:
                self.device.unplug()
                port = int(self.device.path.partition(":")[2])
                self._held.callback(self.device.plug)
                self._held.callback(Impostor(port, lambda _: None).close)
            case Fault.BUSY:
                self._held.callback(Other(TALK, self.device.path).close)
            case _:
                self.spoil(fault)

    def mend(self, fault: Fault) -> None:
        self._held.close()
        self.heal()
        self.device.plug()

    def close(self) -> None:
        self._held.close()
        self.device.close()
