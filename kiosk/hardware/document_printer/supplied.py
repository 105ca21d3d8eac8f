"""An A4 printer whose paper is counted and whose toner is asked for: both warn before printing stops."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from kiosk.errors import DeviceFault
from kiosk.hardware.calls import SECONDS
from kiosk.hardware.consumables import Supply
from kiosk.hardware.device import DeviceStatus, Toner
from kiosk.hardware.document_printer.base import (
    KIND,
    Document,
    DocumentPrinter,
    OnPage,
    Printout,
)
from kiosk.hardware.document_printer.toner_watch import TonerWatch
from kiosk.hardware.paper_count import PaperCount
from kiosk.hardware.printed import Printed

TOLD_BY_PRINTER: Final = frozenset({Toner.LOW, Toner.OUT})


class SuppliedPrinter:
    """Implements ``DocumentPrinter`` over another. ``count.paper`` is set once the counts can be read."""

    kind = KIND

    def __init__(
        self, printer: DocumentPrinter, *, now: Callable[[], datetime], toner: TonerWatch | None = None
    ) -> None:
        self.count = PaperCount(Supply.A4_PAPER, now)
        self.deadlines: Mapping[str, float] = getattr(printer, "deadlines", SECONDS)
        self._printer = printer
        self._toner = toner

    async def open(self) -> None:
        """See ``Device``."""
        await self._printer.open()

    async def close(self) -> None:
        """See ``Device``."""
        if self._toner is not None:
            await self._toner.close()
        await self._printer.close()

    async def status(self) -> DeviceStatus:
        """The printer's own word, and what the count and SNMP add to it. Waits for neither."""
        return await self._reckoned(await self._printer.status())

    async def self_test(self) -> DeviceStatus:
        """See ``Device``. Its page is counted."""
        status = await self._printer.self_test()
        await self.count.use(1)
        return await self._reckoned(status)

    async def cancel_all(self) -> None:
        """See ``DocumentPrinter``."""
        await self._printer.cancel_all()

    async def print(self, document: Document, *, copies: int = 1, on_page: OnPage | None = None) -> Printout:
        """See ``DocumentPrinter``. What came out for nothing is counted too: the paper is gone."""
        out = 0

        def page(number: int) -> None:
            nonlocal out
            out = number
            if on_page is not None:
                on_page(number)

        try:
            printout = await self._printer.print(document, copies=copies, on_page=page)
            if printout.outcome is Printed.DONE:
                await self.count.is_there()
                out = printout.pages or max(out, copies)
        except DeviceFault as fault:
            if fault.code == "paper_out":
                self.count.ran_out()
            raise
        finally:
            await _counted(self.count, out, duplex=document.duplex)
        return printout

    async def _reckoned(self, status: DeviceStatus) -> DeviceStatus:
        status = await self.count.reckoned(status)
        if self._toner is None or status.toner in TOLD_BY_PRINTER:
            return status
        return replace(status, toner=self._toner.toner() or status.toner)


async def _counted(count: PaperCount, sides: int, *, duplex: bool) -> None:
    """Sheets of paper; cancelled, it still counts."""
    sheets = -(-sides // 2) if duplex else sides
    if sheets:
        await asyncio.shield(count.use(sheets))
