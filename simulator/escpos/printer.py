"""An ESC/POS printer: a receive buffer, a machine that works it off, and real-time commands past both."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Final

from simulator.escpos.commands import Command, take
from simulator.escpos.faults import Faults
from simulator.escpos.machine import Machine
from simulator.escpos.paper import Piece
from simulator.escpos.tcp import TcpPort
from simulator.escpos.usb import UsbPort
from simulator.wire import PacedPty

DOTS_A_SECOND: Final = 150 * 8
CUT_SECONDS: Final = 0.3
LONGEST_REAL_TIME: Final = 10
CLEAR: Final = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
CLEARED: Final = b"\x37\x25\x00"
RECOVER_CLEARING: Final = b"\x10\x05\x02"


class ForgottenError(Exception):
    """The buffer was cleared while a command waited for the printer to be mended."""


class EscposPrinter:
    """On a pty (``path``, or the symlink ``link``), on ``tcp`` (a port; 0 picks one), or on ``usb``.

    ``paced``: bytes and paper take their time (150 mm/s). ``charset`` is the ROM's. As real ones do, it
    prints on when mended, unless its buffer was cleared meanwhile (``faults.clears`` is off in the cheapest).
    """

    def __init__(  # noqa: PLR0913 as many as the plate on its back
        self,
        link: Path | str | None = None,
        baud: int = 115200,
        *,
        paced: bool = True,
        charset: str = "gbk",
        width_dots: int = 576,
        tcp: int | None = None,
        usb: bool = False,
    ) -> None:
        self.faults = Faults(self._changed)
        self.heard = bytearray()
        """Every byte that came, for tests."""
        self._machine = Machine(width_dots, charset, self._move)
        self._paced = paced
        self._buffer = bytearray()
        self._change = threading.Condition()
        self._generation = self._seen = 0
        self._closed = False
        self.line: PacedPty | TcpPort | UsbPort
        if usb:
            self.line = UsbPort(self._receive)
        elif tcp is not None:
            self.line = TcpPort(self._receive, tcp)
        else:
            self.line = PacedPty(self._receive, baud=baud, link=link, paced=paced)
        self._worker = threading.Thread(target=self._work, name="printer", daemon=True)
        self._worker.start()

    @property
    def path(self) -> str:
        """What to open: a device, host:port, or vendor:product."""
        return self.line.path

    @property
    def slips(self) -> list[Piece]:
        """The pieces cut off or torn off, in order."""
        return list(self._machine.pieces)

    def take_slips(self) -> list[Piece]:
        """Take the pieces out of the tray, in order."""
        with self._change:
            taken, self._machine.pieces = self._machine.pieces, []
            self.heard.clear()
        return taken

    @property
    def mouth(self) -> Piece:
        """The paper that is still in the printer's mouth."""
        return self._machine.piece

    @property
    def unknown(self) -> int:
        """Bytes that were no command it knows."""
        return self._machine.unknown

    def wait_for_slips(self, count: int, within: float = 20.0) -> list[Piece]:
        """Block until so many pieces were cut. Raises ``TimeoutError``."""
        with self._change:
            if not self._change.wait_for(lambda: len(self._machine.pieces) >= count, within):
                raise TimeoutError(f"{len(self._machine.pieces)} of {count} slips")
        return self.slips

    def wait_for_lines(self, count: int, within: float = 20.0) -> None:
        """Block until so many lines of an uncut slip are printed. Raises ``TimeoutError``."""
        with self._change:
            if not self._change.wait_for(lambda: len(self.mouth.lines) >= count, within):
                raise TimeoutError(f"{len(self.mouth.lines)} of {count} lines")

    def unplug(self) -> None:
        """Pull the cable. It keeps its power, and prints what it has."""
        self.line.unplug()

    def plug(self) -> None:
        """Put the cable back."""
        self.line.plug()

    def power_cycle(self) -> None:
        """Off and on: the buffer is gone."""
        self._forget()

    def close(self) -> None:
        """End it."""
        self.line.close()
        self._closed = True
        self._forget()
        self._worker.join()

    def _changed(self) -> None:
        if self.faults.stops and not self.faults.resumes:
            self._forget()
        with self._change:
            self._change.notify_all()

    def _receive(self, data: bytes) -> None:
        if self.faults.silent:
            return
        for byte in data:
            with self._change:
                self.heard.append(byte)
                self._buffer.append(byte)
                self._change.notify_all()
            self._real_time(bytes(self.heard[-LONGEST_REAL_TIME:]))

    def _real_time(self, tail: bytes) -> None:
        if tail[-3:-1] == b"\x10\x04" and tail[-1] in self.faults.answers():
            self._say(bytes([self.faults.answers()[tail[-1]]]))
        elif tail.endswith((CLEAR, RECOVER_CLEARING)) and self.faults.clears:
            self._forget()
            if tail.endswith(CLEAR):
                self._say(CLEARED)

    def _say(self, answer: bytes) -> None:
        if not self.faults.no_answer:
            self.line.write(self.faults.stale + answer)

    def _forget(self) -> None:
        with self._change:
            self._buffer.clear()
            self._machine.reset()
            self._generation += 1
            self._change.notify_all()

    def _work(self) -> None:
        while True:
            with self._change:
                command = take(self._buffer, chinese=self._machine.style.chinese)
                if command is None:
                    if self._closed:
                        return
                    self._change.wait()
                    continue
                self._seen = self._generation
            self._obey(command)
            with self._change:
                self._change.notify_all()

    def _obey(self, command: Command) -> None:
        try:
            self._stand_still()
            self._machine.obey(command)
            if command.name == "GS r" and not self.faults.no_barrier:
                self._say(bytes([self.faults.paper_bits()]))
            if command.name == "GS I" and (told := self.faults.identity.get(command.data[0])) is not None:
                self._say(b"_" + told + b"\0")
            if command.name == "GS V":
                self._take_time(CUT_SECONDS)
        except ForgottenError:
            pass  # the buffer was cleared, this command with it

    def _move(self, dots: int) -> None:
        after = self.faults.out_after
        if after is not None and len(self.mouth.lines) >= after:
            self.faults.paper_out = True
        pulled = self.faults.unplug_after
        if pulled is not None and len(self.mouth.lines) >= pulled:
            self.faults.unplug_after = None
            self.unplug()
        self._stand_still()
        self._take_time(dots / DOTS_A_SECOND)

    def _stand_still(self) -> None:
        with self._change:
            self._change.wait_for(lambda: not self.faults.stops or self._seen != self._generation)
            if self._seen != self._generation:
                raise ForgottenError

    def _take_time(self, seconds: float) -> None:
        if self._paced:
            time.sleep(seconds * self.faults.slow)
