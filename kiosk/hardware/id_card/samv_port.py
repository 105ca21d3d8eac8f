"""The serial line to a SAM_V module: one question, one answer. Blocking; lives in a worker thread."""

from __future__ import annotations

import contextlib
import threading
import time
from dataclasses import dataclass, field
from typing import Final

import serial

from kiosk.errors import DeviceFault
from kiosk.hardware.id_card.samv_frame import MAX_FRAME, Command, Parser, Reply, request
from kiosk.hardware.id_card.samv_module import Damaged, Silent
from kiosk.hardware.id_card.samv_words import OK, fault
from kiosk.hardware.serial_line import LIBRARY_ERRORS, connect
from kiosk.hardware.worker import Stopped

GAP_SECONDS: Final = 0.25
"""A reply that pauses this long is torn: USB adapters pause 16 ms, a busy machine some more."""
BITS_A_BYTE: Final = 10

THINKING: Final = dict.fromkeys(Command, 0.7) | {Command.RESET: 1.5, Command.READ_BASE: 1.5}
"""Seconds from the question to the answer's first byte, at most."""
ANSWER_BYTES: Final = dict.fromkeys(Command, 32) | {Command.READ_BASE: MAX_FRAME}
DATA_BYTES: Final = dict.fromkeys(Command, (0, 16)) | {
    Command.SAM_ID: (16, 16),
    Command.READ_BASE: (4, MAX_FRAME),
}
"""How much data a good answer carries. The wire does not say to which question an answer belongs."""


@dataclass(slots=True)
class _Owed:
    """An answer that is still to come."""

    command: Command
    deadline: float
    parser: Parser = field(default_factory=Parser)
    last_byte: float | None = None


class SamvPort:
    """One module on one port. Not for two threads at once; ``stop`` ends any call within 50 ms."""

    def __init__(self, path: str, baud: int) -> None:
        self._path = path
        self._baud = baud
        self._serial: serial.Serial | None = None
        self._owed: _Owed | None = None

    @property
    def is_open(self) -> bool:
        """See ``Module``."""
        return self._serial is not None

    @property
    def wire_seconds(self) -> float:
        """See ``Module``."""
        return MAX_FRAME * BITS_A_BYTE / self._baud

    def open(self, stop: threading.Event) -> None:
        """Take the port. Raises ``DeviceFault`` or ``Stopped``."""
        self._serial = connect(self._path, self._baud, stop, fault)
        self._owed = None

    def close(self) -> None:
        """Give the port back. Never raises."""
        held, self._serial = self._serial, None
        if held is not None:
            with contextlib.suppress(*LIBRARY_ERRORS):  # it may be unplugged already
                held.close()

    def ask(self, command: Command, stop: threading.Event) -> Reply:
        """Ask once. Raises ``Silent``, ``Damaged``, ``Stopped`` or ``DeviceFault`` (unplugged)."""
        self._settle(stop)
        frame = request(command)
        wire = (len(frame) + ANSWER_BYTES[command]) * BITS_A_BYTE / self._baud
        self._write(frame)
        self._owed = _Owed(command, time.monotonic() + THINKING[command] + wire)
        return self._answer(self._owed, stop)

    def _settle(self, stop: threading.Event) -> None:
        """Let the answer to a question that was cancelled pass by, so that it is not taken for another's."""
        if self._owed is not None:
            with contextlib.suppress(Silent, Damaged):
                self._answer(self._owed, stop)
        try:
            self._held().reset_input_buffer()
        except LIBRARY_ERRORS as error:
            raise self._lost(error) from error

    def _answer(self, owed: _Owed, stop: threading.Event) -> Reply:
        while not stop.is_set():
            owed.parser.feed(self._receive(owed))
            now = time.monotonic()
            quiet = owed.last_byte is not None and now - owed.last_byte > GAP_SECONDS
            over = quiet or now > owed.deadline
            while (reply := owed.parser.take(quiet=over)) is not None:
                if _fits(owed.command, reply):
                    self._owed = None
                    return reply
            if over:
                self._owed = None
                raise Silent if owed.last_byte is None else Damaged
        raise Stopped

    def _receive(self, owed: _Owed) -> bytes:
        held = self._held()
        try:
            data = held.read(min(max(1, held.in_waiting), MAX_FRAME))
        except LIBRARY_ERRORS as error:
            raise self._lost(error) from error
        if data:
            owed.last_byte = time.monotonic()
        return data

    def _write(self, frame: bytes) -> None:
        try:
            self._held().write(frame)
        except serial.SerialTimeoutException:
            raise Silent from None
        except LIBRARY_ERRORS as error:
            raise self._lost(error) from error

    def _held(self) -> serial.Serial:
        if self._serial is None:
            raise fault("closed")
        return self._serial

    def _lost(self, error: Exception) -> DeviceFault:
        self.close()
        return fault("unplugged", str(error))


def _fits(command: Command, reply: Reply) -> bool:
    least, most = DATA_BYTES[command]
    return (
        least <= len(reply.data) <= most
        if reply.word == OK
        else len(reply.data) <= DATA_BYTES[Command.FIND][1]
    )
