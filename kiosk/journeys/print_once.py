"""One page or one slip printed once: written down before and after, told as it ended."""

from __future__ import annotations

from kiosk.errors import DeviceFault
from kiosk.hardware.document_printer import Document, DocumentPrinter, PrintFault, Printout
from kiosk.hardware.document_printer.base import OnPage
from kiosk.hardware.printed import Printed
from kiosk.hardware.ticket_printer import Slip, TicketPrinter
from kiosk.journeys.journal import Entry, Printing, journalled


async def print_once(
    visit: Printing,
    printer: DocumentPrinter,
    document: Document,
    entry: Entry,
    *,
    on_page: OnPage | None = None,
) -> Printout:
    """Print one copy. ``Printed.UNKNOWN``: nobody can say.

    Raises ``DeviceFault`` where it surely did not come out whole.
    """
    async with journalled(visit, entry) as tell:
        try:
            printout = await printer.print(document, on_page=on_page)
        except DeviceFault as fault:
            pages = fault.pages if isinstance(fault, PrintFault) else None
            tell(False, fault.code, pages=pages)  # noqa: FBT003 it failed
            raise
        tell(True if printout.outcome is Printed.DONE else None, None, pages=printout.pages)
    return printout


async def slip_once(visit: Printing, printer: TicketPrinter, slip: Slip, entry: Entry) -> Printed:
    """Print one slip. ``Printed.UNKNOWN``: nobody can say. Raises ``DeviceFault``: it did not come out."""
    async with journalled(visit, entry) as tell:
        try:
            printed = await printer.print(slip)
        except DeviceFault as fault:
            tell(False, fault.code)  # noqa: FBT003 it failed
            raise
        tell(True if printed is Printed.DONE else None, None)
    return printed
