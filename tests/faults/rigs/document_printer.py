"""The A4 printer behind a CUPS server."""

from __future__ import annotations

import asyncio
import socket
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import ClassVar

from kiosk.domain.personal import Personal
from kiosk.errors import Action
from kiosk.hardware.device import DeviceState, DeviceStatus, Paper, Toner
from kiosk.hardware.document_printer import Document, Printed, Printout
from kiosk.hardware.document_printer.cups_printer import CupsPrinter, Patience
from simulator.cups import PrivateCups
from tests.faults.fault import Fault, Told, hung, missing, told
from tests.faults.rig import Rig
from tests.faults.rigs.wires import Impostor, Other
from tests.hardware.document_printer.conftest import pdf

PATIENCE = Patience(answer=1.0, send=2.0, look=0.05, mended=0, backend=1.0, memory=0)
DEADLINE = 3.0
NOISE = b"\xff\xfe\x00 no server at all \x81" * 40 + b"\r\n\r\n"
THEIRS = """
import cups, sys
cups.setServer(sys.argv[1])
cups.setUser("somebody")
server = cups.Connection()
job = server.createJob("A4", "theirs", {})
server.startDocument("A4", job, "theirs", "application/pdf", 1)
page = sys.argv[2].encode()
server.writeRequestData(page, len(page))
server.finishDocument("A4")
print("held", flush=True)
sys.stdin.read()
"""
"""Another program's document, before ours."""


def off(state: DeviceState, action: Action, code: str) -> Told:
    """Nothing is sent, and the reason is given."""
    return told(state, action, code, use=code)


UNREACHABLE = missing("unreachable", use="unreachable")


def online(use: str) -> Told:
    """An idle queue without memory says nothing of its printer."""
    return told(DeviceState.ONLINE, use=use, paper=Paper.UNKNOWN, toner=Toner.UNKNOWN)


class CupsRig(Rig):
    """Its plug is the server: of a printer behind a queue nobody hears before something is printed."""

    name = "document_printer cups"
    kind = "document_printer"
    well = DeviceStatus(DeviceState.ONLINE, paper=Paper.UNKNOWN, toner=Toner.UNKNOWN)
    cells: ClassVar = {
        Fault.ABSENT: UNREACHABLE,
        Fault.UNPLUGGED: UNREACHABLE,
        Fault.LOST: missing("unreachable", use="unknown"),
        Fault.SILENT: off(DeviceState.OFFLINE, Action.CLEAR, "no_answer"),
        Fault.GARBAGE: UNREACHABLE,
        Fault.SLOW: online("done"),
        Fault.DENIED: off(DeviceState.OFFLINE, Action.CONFIGURATION, "port_denied"),
        Fault.BUSY: online("not_started"),
        Fault.HUNG: hung(),
        Fault.RECOVERS: UNREACHABLE,
    }

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.server = PrivateCups()
        self._up, self._closed = True, False
        self._numbers = count(1)
        self._held = ExitStack()

    def driver(self) -> CupsPrinter:
        return CupsPrinter(
            self.server.server, self.server.queue, "kiosk-K03", deadline_seconds=DEADLINE, patience=PATIENCE
        )

    async def use(self, driver: CupsPrinter) -> Printout:
        page = pdf(2, f"number {next(self._numbers)}")
        before, others = len(self.server.papers), set(self.server.spool)
        printout = await driver.print(Document("notice", Personal(page)))
        if printout.outcome is Printed.DONE:
            assert printout.pages == 2
            assert [paper.pdf for paper in self.server.papers[before:]] == [page]
            assert set(self.server.spool) <= others
        return printout

    async def lose(self, driver: CupsPrinter) -> Printout:
        self.server.fault("hang", 1)
        printing = asyncio.create_task(driver.print(Document("notice", Personal(pdf(3, "lost")))))
        await asyncio.to_thread(self.server.wait_for, "hang")
        await asyncio.to_thread(self._kill)
        return await printing

    def inflict(self, fault: Fault) -> None:
        match fault:
            case Fault.SILENT | Fault.HUNG:
                self.server.freeze()
            case Fault.GARBAGE:
                self._kill()
                self._held.callback(Impostor(self.server.port, _nonsense).close)
            case Fault.SLOW:
                self.server.fault("slow")
            case Fault.DENIED:
                self._kill()
                self.server.allow_only({"Get-Printer-Attributes": "somebody"})
                self._start()
            case Fault.BUSY:
                self.server.fault("hang")
                other = Other(THEIRS, self.server.server, pdf(1).decode())
                self._held.callback(self.server.wait_for, "ended")
                self._held.callback(other.close)
                self.server.wait_for("hang")
            case _:
                self._kill()

    def mend(self, fault: Fault) -> None:
        self.server.fault("ok")
        self._held.close()
        self.server.thaw()
        if fault is Fault.DENIED:
            self._kill()
            self.server.allow_only({})
        self._start()

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        self._held.close()
        self._start()
        self.server.close()

    def _kill(self) -> None:
        if self._up:
            self.server.kill()
            self._up = False

    def _start(self) -> None:
        if not self._up:
            self.server.restart()
            self._up = True


def _nonsense(peer: socket.socket) -> None:
    peer.recv(4096)
    peer.sendall(NOISE)
