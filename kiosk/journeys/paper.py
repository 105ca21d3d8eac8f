"""Papers: the platform's own file or a page made here, printed once, written down, told as it ended."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import msgspec

from kiosk.documents import as_issued, case_papers, guides
from kiosk.documents.as_slip import as_slip
from kiosk.documents.case_papers import PDF
from kiosk.documents.case_sheets import Told
from kiosk.documents.press import Press
from kiosk.documents.sheet import Sheet
from kiosk.domain.item import Guide, Material
from kiosk.domain.journal import PrintKind
from kiosk.domain.page import File
from kiosk.hardware.document_printer import Document, DocumentPrinter, Printout
from kiosk.hardware.document_printer.base import OnPage
from kiosk.hardware.printed import Printed
from kiosk.hardware.ticket_printer import TicketPrinter
from kiosk.journeys.hall import Hall
from kiosk.journeys.journal import Entry
from kiosk.journeys.print_once import print_once, slip_once
from kiosk.journeys.visit import Visit

Fetch = Callable[[str], Awaitable[File]]
"""Get the file of this number from the platform. Raises ``PlatformError``."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What papers are made and printed with."""

    press: Press
    printer: DocumentPrinter
    on_page: OnPage | None = None

    @classmethod
    def of(cls, hall: Hall, *, on_page: OnPage | None = None) -> Desk | None:
        """This hall's, where it has an A4 printer."""
        if hall.press is None or hall.document_printer is None:
            return None
        return cls(hall.press, hall.document_printer, on_page)

    async def print(self, visit: Visit, document: Document, entry: Entry) -> Printout:
        """Print one copy, as ``print_once`` does."""
        return await print_once(visit, self.printer, document, entry, on_page=self.on_page)


async def print_sheet(visit: Visit, desk: Desk, sheet: Sheet, *, reference: str) -> Printout:
    """Make the pages of ``sheet`` and print them. Raises ``PageError`` before anything was printed."""
    now = visit.hall.clock()
    foot = f"{visit.hall.terms.kiosk_id}  {now:%Y-%m-%d %H:%M}  自助终端打印"
    pdf = await desk.press.pdf(msgspec.structs.replace(sheet, foot=foot), made_at=now)
    document = Document(sheet.name, pdf)
    return await desk.print(visit, document, Entry(kind=sheet.kind, reference=reference))


async def print_case_paper(visit: Visit, desk: Desk, told: Told, kind: str, *, fetch: Fetch) -> Printout:
    """The paper of a case: the platform's own as it is (CH-01), else one made of what the platform tells.

    Raises ``PlatformError``, ``PageError`` or ``DeviceFault``.
    """
    own = case_papers.issued(told.case, kind)
    if own is None:
        sheet = case_papers.paper(told, kind)
        return await print_sheet(visit, desk, sheet, reference=told.case.case_no)
    document = as_issued.case_document(own, await fetch(own.document_id))
    journal_kind: PrintKind = "receipt" if kind == "receipt" else "notice"
    return await desk.print(visit, document, Entry(kind=journal_kind, reference=own.document_id))


async def print_sample(
    visit: Visit, desk: Desk, guide: Guide, material: Material, *, fetch: Fetch
) -> Printout:
    """A material's sample or blank form (CT-07); its electronic form as a blank one where there is no file.

    Raises ``NotSaid`` for a material that has neither, and as ``print_case_paper`` does.
    """
    reference = f"{guide.task_code}/{material.material_id}"
    if material.sample is None:
        return await print_sheet(visit, desk, guides.blank_form(guide, material), reference=reference)
    file = await fetch(material.sample.file_id)
    if file.media_type == PDF:
        document = as_issued.sample(material.sample, file)
        return await desk.print(visit, document, Entry(kind="form", reference=reference))
    sheet = guides.sample_sheet(guide, material, material.sample, file)
    return await print_sheet(visit, desk, sheet, reference=reference)


def printable_samples(guide: Guide) -> tuple[Material, ...]:
    """The materials of which a sample or a blank form can be printed."""
    has_form = guide.form is not None
    return tuple(
        material
        for material in guide.elements.materials
        if material.sample or (has_form and material.e_form_id)
    )


async def print_as_slip(visit: Visit, printer: TicketPrinter, sheet: Sheet, *, reference: str) -> Printed:
    """``sheet`` on thermal paper, without names. Raises ``DeviceFault``; ``NotSaid``: it wants a page."""
    terms = visit.hall.terms
    slip = as_slip(
        sheet, hall_name=terms.hall_name.zh, kiosk_id=terms.kiosk_id, printed_at=visit.hall.clock()
    )
    return await slip_once(visit, printer, slip, Entry(kind=sheet.kind, reference=reference))
