"""A slip printer whose paper is counted: it warns that little is left before the paper is out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kiosk.hardware.consumables import Supply, slip_mm
from kiosk.hardware.device import DeviceStatus
from kiosk.hardware.paper_count import PaperCount
from kiosk.hardware.printed import Printed
from kiosk.hardware.ticket_printer.base import KIND, TicketPrinter
from kiosk.hardware.ticket_printer.slip import Slip


class CountedPrinter:
    """Implements ``TicketPrinter`` over another. ``count.paper`` is set once the counts can be read."""

    kind = KIND

    def __init__(
        self, printer: TicketPrinter, charset: str, width_dots: int, *, now: Callable[[], datetime]
    ) -> None:
        self.count = PaperCount(Supply.SLIP_PAPER, now)
        self._printer = printer
        self._charset = charset
        self._width = width_dots

    async def open(self) -> None:
        """See ``Device``."""
        await self._printer.open()

    async def close(self) -> None:
        """See ``Device``."""
        await self._printer.close()

    async def status(self) -> DeviceStatus:
        """See ``PaperCount.reckoned``."""
        return await self.count.reckoned(await self._printer.status())

    async def self_test(self) -> DeviceStatus:
        """See ``Device``."""
        return await self.count.reckoned(await self._printer.self_test())

    async def print(self, slip: Slip) -> Printed:
        """See ``TicketPrinter``. What came out for nothing is counted too: the paper is gone."""
        try:
            return await self._printer.print(slip)
        finally:
            await self.count.use(slip_mm(slip, self._charset, self._width))
