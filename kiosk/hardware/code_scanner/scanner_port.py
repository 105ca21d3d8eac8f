"""The serial line from a scanner. Blocking; lives in a worker thread."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import Final

import serial

from kiosk.errors import CodeUnreadable, DeviceFault
from kiosk.hardware.code_scanner.base import KIND
from kiosk.hardware.device import DeviceStatus
from kiosk.hardware.serial_line import LIBRARY_ERRORS, LINE_FAULTS, connect
from kiosk.hardware.worker import Stopped

QUIET_SECONDS: Final = 0.2
"""A code that pauses this long has ended: scanners send it in one go, USB adapters pause 16 ms."""
DRAIN_SECONDS: Final = 3.0
"""Nobody waits longer for the end of what is refused anyway."""
PIECE_BYTES: Final = 4096


class ScannerPort:
    """One scanner on one port. Not for two threads at once."""

    def __init__(self, path: str, baud: int) -> None:
        self._path = path
        self._baud = baud
        self._serial: serial.Serial | None = None
        self._last_byte = 0.0
        self._ended = True
        """Whether the last byte ended a code."""

    @property
    def is_open(self) -> bool:
        """Whether the port is held."""
        return self._serial is not None

    @property
    def quiet(self) -> bool:
        """Whether nothing came for so long that a code has ended."""
        return time.monotonic() - self._last_byte > QUIET_SECONDS

    def open(self, stop: threading.Event) -> None:
        """Take the port. Raises ``DeviceFault`` or ``Stopped``."""
        self._serial = connect(self._path, self._baud, stop, fault)

    def close(self) -> None:
        """Give the port back. Never raises."""
        held, self._serial = self._serial, None
        if held is not None:
            with contextlib.suppress(*LIBRARY_ERRORS):  # it may be unplugged already
                held.close()

    def waiting(self) -> int:
        """Bytes that came and were not fetched. Raises ``DeviceFault`` (unplugged)."""
        try:
            return self._held().in_waiting
        except LIBRARY_ERRORS as error:
            raise self._lost(error) from error

    def receive(self) -> bytes:
        """What came, at most ``PIECE_BYTES``; empty when nothing comes in 50 ms. Raises ``DeviceFault``."""
        size = min(max(1, self.waiting()), PIECE_BYTES)
        try:
            data = self._held().read(size)
        except LIBRARY_ERRORS as error:
            raise self._lost(error) from error
        if data:
            self._last_byte, self._ended = time.monotonic(), data.endswith((b"\r", b"\n"))
        return data

    def drop(self, stop: threading.Event) -> None:
        """Drop what came before, and the rest of a code that is on its way.

        Raises ``CodeUnreadable`` when that has no end, ``Stopped`` or ``DeviceFault``.
        """
        until = time.monotonic() + DRAIN_SECONDS
        while self.waiting() or not (self.quiet or self._ended):
            if stop.is_set():
                raise Stopped
            if time.monotonic() > until:
                raise CodeUnreadable("no end")
            self.receive()

    def _held(self) -> serial.Serial:
        if self._serial is None:
            raise fault("closed")
        return self._serial

    def _lost(self, error: Exception) -> DeviceFault:
        self.close()
        return fault("unplugged", str(error))


def fault(code: str, detail: str = "") -> DeviceFault:
    """A fault of this driver by its code."""
    return DeviceFault(KIND, code, LINE_FAULTS[code][1], detail)


def status_of(problem: DeviceFault) -> DeviceStatus:
    """The status that one of this driver's faults leaves behind."""
    return DeviceStatus(LINE_FAULTS[problem.code][0], action=problem.action, code=problem.code)
