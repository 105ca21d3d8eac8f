"""The progress slip: written down, printed once, and told as what it was."""

from __future__ import annotations

from typing import Final

from kiosk.documents.progress_slip import progress_slip
from kiosk.domain.case import CaseFull, CaseMinimal
from kiosk.domain.words import Text
from kiosk.errors import DeviceFault
from kiosk.hardware.ticket_printer import Printed as Done
from kiosk.journeys.journal import Entry
from kiosk.journeys.print_once import slip_once
from kiosk.journeys.views import CaseDetail, Printed, SlipPrinting
from kiosk.journeys.visit import Visit

PRINTING: Final = SlipPrinting(what=Text("正在打进度单", "Printing the slip"))


async def print_progress(
    visit: Visit, number: str, case: CaseMinimal | CaseFull, view: CaseDetail
) -> Printed:
    """Print what the screen says, without anybody's name. ``unknown`` when the printer did not say."""
    hall = visit.hall
    if hall.ticket_printer is None:
        return False
    visit.stage.show(PRINTING)
    slip = progress_slip(
        case,
        says=tuple(line.zh for line in (view.when, *view.todo)),
        state=view.state_text.zh,
        hall_name=hall.terms.hall_name.zh,
        kiosk_id=hall.terms.kiosk_id,
        printed_at=hall.clock(),
    )
    entry = Entry(kind="report", reference=number, reprint=view.printed is not None)
    try:
        printed = await slip_once(visit, hall.ticket_printer, slip, entry)
    except DeviceFault as fault:
        visit.note(fault)
        return False
    return True if printed is Done.DONE else "unknown"
