"""办不成事: what could not be done is reported, kept until the platform has it, and told truthfully."""

from __future__ import annotations

from uuid import uuid4

from kiosk.domain.feedback import CannotBeDoneReason, CannotBeDoneReport
from kiosk.domain.words import Text
from kiosk.errors import (
    CertificateRefused,
    CitizenError,
    DeviceFault,
    KioskError,
    PlatformRefused,
)
from kiosk.journeys.faults import fault_view
from kiosk.journeys.handed_in import hand_in, print_number
from kiosk.journeys.views import CannotBeDone, PleaseWait
from kiosk.journeys.visit import Visit
from kiosk.platform import letters

SENDING = PleaseWait(what=Text("正在记下来", "Writing it down"))
IDENTITY = frozenset({"identity_rejected", "account_disabled", "account_locked", "not_owner"})


async def report(visit: Visit, error: KioskError | None) -> None:
    """Hand the report in and show what became of it, with the way to the window that must take it on."""
    post = visit.hall.post
    if post is None or error is None:
        await visit.last_word(CannotBeDone())
        return
    visit.stage.show(SENDING)
    told = CannotBeDoneReport(
        reason=_reason(error),
        occurred_at=visit.hall.clock(),
        view="fault",
        problem_code=fault_view(error).reason[:64],
    )
    view = await hand_in(visit, post, letters.cannot_be_done(told, None, uuid4()), "cannot_be_done")
    while await visit.last_word(view) == "print" and visit.hall.ticket_printer is not None:
        view = await print_number(visit, view)


def _reason(error: KioskError) -> CannotBeDoneReason:
    if isinstance(error, DeviceFault):
        return "device_fault"
    if isinstance(error, CertificateRefused):
        return "other"
    if isinstance(error, CitizenError):
        return "identity_failed"
    if isinstance(error, PlatformRefused):
        return "identity_failed" if error.code in IDENTITY else "other"
    return "platform_fault"
