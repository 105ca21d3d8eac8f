"""The serial line to a board: questions with answers, and events between them. Blocking; for one thread."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from typing import Final

import serial

from kiosk.hardware.panel.board_faults import fault
from kiosk.hardware.panel.board_line import LONGEST, Lines, encode
from kiosk.hardware.serial_line import LIBRARY_ERRORS, connect
from kiosk.hardware.worker import Stopped

ANSWER_SECONDS: Final = 0.6
TRIES: Final = 2
NUMBERS: Final = 100
"""Questions are numbered from 00 to 99, and over again."""
BITS_A_BYTE: Final = 10


class BoardPort:
    """One board. ``stop`` ends any call within 50 ms; ``heard`` gets the words of each event."""

    def __init__(self, path: str, baud: int, heard: Callable[[str], None]) -> None:
        self._path = path
        self._baud = baud
        self._heard = heard
        self._lines = Lines()
        self._number = 0
        self._serial: serial.Serial | None = None

    def open(self, stop: threading.Event) -> None:
        """Take the port. Raises ``DeviceFault`` or ``Stopped``."""
        self._serial = connect(self._path, self._baud, stop, fault)

    def close(self) -> None:
        """Give the port back. Never raises."""
        held, self._serial = self._serial, None
        if held is not None:
            # Unsent bytes go first: closing a line drains it, and a board that hangs would hold it for long.
            with contextlib.suppress(*LIBRARY_ERRORS):
                held.reset_output_buffer()
            with contextlib.suppress(*LIBRARY_ERRORS):
                held.close()

    def listen(self) -> None:
        """Wait up to 50 ms for events. Raises ``DeviceFault`` (unplugged)."""
        for body in self._lines.feed(self._receive()):
            self._sort(body)

    def ask(self, question: str, stop: threading.Event) -> str:
        """Ask, twice if need be, and return the answer's words: ``OK …`` or ``NO …``.

        Raises ``DeviceFault``: ``no_answer``, ``garbled``, ``stalled`` or ``unplugged``; or ``Stopped``.
        """
        self._number = (self._number + 1) % NUMBERS
        line, damaged = encode(f"{self._number:02} {question}"), self._lines.damaged
        for _ in range(TRIES):  # with the same number: a board answers again, but does nothing twice
            answer = self._answer(line, stop)
            if answer is not None:
                return answer
        raise fault("garbled" if self._lines.damaged > damaged else "no_answer")

    def _answer(self, line: bytes, stop: threading.Event) -> str | None:
        self._send(line)
        end = time.monotonic() + ANSWER_SECONDS + (len(line) + LONGEST) * BITS_A_BYTE / self._baud
        while time.monotonic() < end:
            if stop.is_set():
                raise Stopped
            answers = [self._sort(body) for body in self._lines.feed(self._receive())]
            for answer in answers:
                if answer is not None:
                    return answer
        return None

    def _sort(self, body: str) -> str | None:
        """Hand an event on; return the answer to the last question, drop an older one's."""
        number, _, words = body.partition(" ")
        if number == "!":
            self._heard(words)
        return words if number == f"{self._number:02}" else None

    def _receive(self) -> bytes:
        held = self._held()
        try:
            return bytes(held.read(min(max(1, held.in_waiting), LONGEST)))
        except LIBRARY_ERRORS as error:
            raise fault("unplugged", str(error)) from error

    def _send(self, line: bytes) -> None:
        try:
            self._held().write(line)
        except serial.SerialTimeoutException as error:
            raise fault("stalled", str(error)) from error
        except LIBRARY_ERRORS as error:
            raise fault("unplugged", str(error)) from error

    def _held(self) -> serial.Serial:
        if self._serial is None:
            raise fault("closed")
        return self._serial
