"""The progress slip: written down, printed once, and told as what it was."""

from __future__ import annotations

from typing import Final

from kiosk.documents.progress_slip import progress_slip
from kiosk.domain.case import CaseFull, CaseMinimal
from kiosk.domain.words import Text
from kiosk.errors import DeviceFault
from kiosk.hardware.ticket_printer import Printed as Done
from kiosk.journeys.journal import journalled
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
    again = view.printed is not None
    async with journalled(visit, "report", reference=number, reprint=again) as tell:
        try:
            printed = await hall.ticket_printer.print(slip)
        except DeviceFault as fault:
            visit.note(fault)
            tell(False, fault.code)  # noqa: FBT003 it failed
            return False
        tell(True if printed is Done.DONE else None, None)
    return True if printed is Done.DONE else "unknown"
