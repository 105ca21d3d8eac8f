"""A scanner on a serial port, or on USB as a serial port (CDC). As a keyboard it would garble Chinese."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from typing import Final, TypeVar

from kiosk.domain.personal import Personal
from kiosk.errors import CodeUnreadable, DeviceFault
from kiosk.hardware.code_scanner.base import KIND
from kiosk.hardware.code_scanner.scanned import Codes, Repeats, text_of
from kiosk.hardware.code_scanner.scanner_port import DRAIN_SECONDS, ScannerPort, fault, status_of
from kiosk.hardware.device import STARTING, DeviceState, DeviceStatus
from kiosk.hardware.worker import Stopped, Worker

T = TypeVar("T")

BAUD: Final = 9600
"""Of an RS-232 scanner as it leaves the factory; one on USB has none."""
ONLINE: Final = DeviceStatus(DeviceState.ONLINE)
"""The port is held. A scanner cannot be asked more."""


class SerialScanner:
    """Implements ``CodeScanner``. All that blocks runs in one worker thread at a time."""

    kind = KIND

    def __init__(self, port: str, *, baud: int = BAUD) -> None:
        self._port = ScannerPort(port, baud)
        self._repeats = Repeats()
        self._known = STARTING
        self._worker = Worker()

    async def open(self) -> None:
        """Take the port, if it is not held. Raises ``DeviceFault``."""
        if not self._port.is_open:
            await self._work(self._open)

    async def close(self) -> None:
        """Give the port back; a read in progress ends with ``DeviceFault`` (``closed``)."""
        await self._worker.close(self._shut)

    async def status(self) -> DeviceStatus:
        """See whether the port is still there, unless someone is at it."""
        if self._port.is_open and not self._worker.busy:
            with contextlib.suppress(DeviceFault):  # it is in what is known
                await self._work(lambda _: self._port.waiting())
        return self._known

    async def self_test(self) -> DeviceStatus:
        """As ``status``: nothing can be asked of a scanner."""
        return await self.status()

    async def read(self) -> Personal[str]:
        """See ``CodeScanner.read``. The code given last is not given again within 1.5 s."""
        return await self._work(self._next)

    def _open(self, stop: threading.Event) -> None:
        if not self._port.is_open:
            self._port.open(stop)
        self._known = ONLINE

    def _shut(self) -> None:
        self._port.close()
        self._known = status_of(fault("closed"))

    def _next(self, stop: threading.Event) -> Personal[str]:
        self._port.drop(stop)
        codes, refused_at = Codes(), None
        while not stop.is_set():
            codes.feed(self._port.receive())
            now = time.monotonic()
            while (code := codes.take(quiet=self._port.quiet)) is not None:
                if not self._repeats.seen(code, now):
                    return Personal(text_of(code))
            if codes.too_long:
                refused_at = refused_at or now
                if now - refused_at > DRAIN_SECONDS:
                    raise CodeUnreadable("too long")
        raise Stopped

    async def _work(self, work: Callable[[threading.Event], T]) -> T:
        try:
            return await self._worker.run(work)
        except Stopped:
            raise fault("closed") from None
        except DeviceFault as problem:
            self._known = status_of(problem)
            raise
