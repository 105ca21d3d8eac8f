"""An ESC/POS printer, whatever its cable.

Two things no program can promise, since printers differ. (1) A printer that stopped in mid-slip (paper out,
cover open, frozen) prints on when mended, unless it obeys ``DLE DC4`` 8, which empties its buffer: Epson's
and Citizen's do, some of the cheapest do not, and then the old slip's rest still comes out; it is cut off
from the next slip. (2) A printer that answers ``GS r`` at once instead of in turn says "done" too early; if
it is in trouble right after, the outcome is ``UNKNOWN``. In no case are a slip's bytes sent twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

from kiosk.errors import DeviceFault
from kiosk.hardware.device import STARTING, DeviceStatus
from kiosk.hardware.printed import Printed
from kiosk.hardware.ticket_printer.base import KIND
from kiosk.hardware.ticket_printer.escpos_about import ask
from kiosk.hardware.ticket_printer.escpos_faults import fault, status_of
from kiosk.hardware.ticket_printer.escpos_job import Patience, clear, cut_off, deliver
from kiosk.hardware.ticket_printer.escpos_slip import encode_slip
from kiosk.hardware.ticket_printer.escpos_status import examine
from kiosk.hardware.ticket_printer.escpos_text import Charset
from kiosk.hardware.ticket_printer.escpos_wire import Wire
from kiosk.hardware.ticket_printer.slip import Align, Line, Rule, Slip

__all__ = ["EscposPrinter", "Patience"]

T = TypeVar("T")

NO_STATUS_BACK: Final = b"\x1da\x00"
"""``GS a 0``: answer when asked, never by itself."""
DEAD_WIRE: Final = frozenset({"unplugged", "stalled", "no_answer", "garbled"})
"""After these in mid-slip the wire is closed, so that bytes still waiting in it are never printed."""
TEST: Final = Slip(
    "self_test", (Line("打印机自检", 2, align=Align.CENTRE), Line("Self-test", align=Align.CENTRE), Rule())
)


class EscposPrinter(ABC):
    """Implements ``TicketPrinter`` over a ``Wire``. ``charset`` and ``width_dots`` are the printer's own."""

    def __init__(
        self, charset: str, width_dots: int, *, baud: int | None = None, patience: Patience | None = None
    ) -> None:
        self.kind = KIND
        self.patience = patience or Patience()
        self._charset = Charset(charset)
        self._width_dots = width_dots
        self._baud = baud
        self._wire: Wire | None = None
        self._known = STARTING
        self._torn = False
        self._lock = asyncio.Lock()

    @abstractmethod
    def _connect(self) -> Wire:
        """Take the port. Blocking. Raises ``DeviceFault``."""

    async def open(self) -> None:
        """See ``Device``. Also mends the connection after it was lost."""
        async with self._lock:
            await _blocking(lambda _: self._open())

    async def close(self) -> None:
        """See ``Device``. What was wrong before stays known."""
        async with self._lock:
            known = self._known if self._known.code else status_of(fault("closed"))
            await _blocking(lambda _: self._hang_up(known))

    async def status(self) -> DeviceStatus:
        """See ``Device``. During a print: what was known before it. Cuts off an unfinished slip's rest."""
        if self._lock.locked():
            return self._known
        async with self._lock:
            return await _blocking(lambda _: self._examine())

    async def self_test(self) -> DeviceStatus:
        """See ``Device``. Prints a short slip, then asks the printer what it is."""
        try:
            printed = await self.print(TEST)
        except DeviceFault as problem:
            return status_of(problem)
        if printed is not Printed.DONE:
            return status_of(fault("unconfirmed"))
        async with self._lock:
            return await _blocking(lambda _: self._introduced())

    async def print(self, slip: Slip) -> Printed:
        """See ``TicketPrinter``. A cancelled call ends when the slip is cut, or was given up."""
        async with self._lock:
            return await _blocking(lambda cancelled: self._print(slip, cancelled))

    def _open(self) -> None:
        self._hang_up(STARTING)
        try:
            self._wire = self._connect()
            self._wire.send(NO_STATUS_BACK)
        except DeviceFault as problem:
            self._hang_up(status_of(problem))
            raise

    def _hang_up(self, known: DeviceStatus) -> None:
        self._known = known
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.close()

    def _examine(self) -> DeviceStatus:
        if self._wire is None:
            return self._known
        try:
            self._known = examine(self._wire, self.patience.answer)
            if self._torn and self._known.usable:
                cut_off(self._wire, self.patience.answer)
                self._torn = False
        except DeviceFault as lost:
            self._hang_up(status_of(lost))
        return self._known

    def _introduced(self) -> DeviceStatus:
        if self._wire is None:
            return self._known
        try:
            return replace(self._known, about=ask(self._wire, self.patience.answer))
        except DeviceFault as lost:
            self._hang_up(status_of(lost))
            return self._known

    def _print(self, slip: Slip, cancelled: threading.Event) -> Printed:
        job = encode_slip(slip, self._charset, self._width_dots)
        before = self._examine()
        if self._wire is None or not before.usable:
            raise fault(before.code or "closed")
        if cancelled.is_set():
            return Printed.UNKNOWN  # to nobody: the caller is gone, and no byte went out
        try:
            printed, after = deliver(self._wire, job, self.patience, self._baud)
        except DeviceFault as problem:
            self._leave(status_of(problem), torn=True)
            raise
        self._leave(after, torn=printed is Printed.UNKNOWN and not after.usable)
        return printed

    def _leave(self, after: DeviceStatus, *, torn: bool) -> None:
        self._known = after
        self._torn = self._torn or torn
        if torn and after.code in DEAD_WIRE:
            self._hang_up(after)
        elif torn and self._wire is not None:
            clear(self._wire, self.patience.answer)


async def _blocking(work: Callable[[threading.Event], T]) -> T:
    """Run ``work`` in a thread to its end, come what may; the event tells it that nobody waits any more."""
    cancelled = threading.Event()
    task = asyncio.ensure_future(asyncio.to_thread(work, cancelled))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        cancelled.set()
        while not task.done():
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait({task})
        if not task.cancelled():
            task.exception()  # looked at: or asyncio complains that nobody did
        raise
