"""One document printed once: written down before and after, told as it ended."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from kiosk.domain.journal import PrintKind
from kiosk.errors import DeviceFault
from kiosk.hardware.document_printer import Document, DocumentPrinter, PrintFault, Printout
from kiosk.hardware.document_printer.base import OnPage
from kiosk.hardware.printed import Printed
from kiosk.journeys.journal import Printing, journalled


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """How the print stands in the journal."""

    kind: PrintKind
    reference: str
    record_id: UUID | None = None
    paper_serials: tuple[str, ...] = ()


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
    async with journalled(
        visit,
        entry.kind,
        reference=entry.reference,
        reprint=False,
        record_id=entry.record_id or uuid4(),
        paper_serials=entry.paper_serials,
    ) as tell:
        try:
            printout = await printer.print(document, on_page=on_page)
        except DeviceFault as fault:
            pages = fault.pages if isinstance(fault, PrintFault) else None
            tell(False, fault.code, pages=pages)  # noqa: FBT003 it failed
            raise
        tell(True if printout.outcome is Printed.DONE else None, None, pages=printout.pages)
    return printout
