"""A slip printer whose paper is counted: it warns that little is left before the paper is out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog

from kiosk.errors import StoreError
from kiosk.hardware.consumables import Consumables, Supply, slip_mm
from kiosk.hardware.device import DeviceStatus, Paper
from kiosk.hardware.printed import Printed
from kiosk.hardware.ticket_printer.base import KIND, TicketPrinter
from kiosk.hardware.ticket_printer.slip import Slip

log = structlog.get_logger()


class CountedPrinter:
    """Implements ``TicketPrinter`` over another. ``paper`` is set once the counts can be read.

    Paper that was out and is there again is a new roll.
    """

    kind = KIND

    def __init__(
        self, printer: TicketPrinter, charset: str, width_dots: int, *, now: Callable[[], datetime]
    ) -> None:
        self.paper: Consumables | None = None
        self._printer = printer
        self._charset = charset
        self._width = width_dots
        self._now = now
        self._was_out = False

    async def open(self) -> None:
        """See ``Device``."""
        await self._printer.open()

    async def close(self) -> None:
        """See ``Device``."""
        await self._printer.close()

    async def status(self) -> DeviceStatus:
        """The printer's own word, but for paper that it calls plenty and the count calls little."""
        return await self._reckoned(await self._printer.status())

    async def self_test(self) -> DeviceStatus:
        """See ``Device``."""
        return await self._reckoned(await self._printer.self_test())

    async def print(self, slip: Slip) -> Printed:
        """See ``TicketPrinter``. What came out for nothing is counted too: the paper is gone."""
        try:
            return await self._printer.print(slip)
        finally:
            if self.paper is not None:
                await self.paper.use(Supply.SLIP_PAPER, slip_mm(slip, self._charset, self._width))

    async def _reckoned(self, status: DeviceStatus) -> DeviceStatus:
        if self.paper is None:
            return status
        if status.paper is Paper.OUT:
            self._was_out = True
        elif status.paper is Paper.FULL and self._was_out:
            await self._refilled(self.paper)
        if not status.usable:
            return status
        return replace(status, paper=self.paper.paper(Supply.SLIP_PAPER, status.paper))

    async def _refilled(self, paper: Consumables) -> None:
        try:
            await paper.refilled(Supply.SLIP_PAPER, self._now())
        except StoreError as error:
            log.warning("consumable.not_kept", supply=Supply.SLIP_PAPER, detail=str(error))
        else:
            self._was_out = False
