"""办不成事: what could not be done is reported, kept until the platform has it, and told truthfully."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal
from uuid import uuid4

from kiosk.documents import slips
from kiosk.domain.feedback import CannotBeDoneReason, CannotBeDoneReport
from kiosk.domain.words import Text
from kiosk.errors import (
    CertificateRefused,
    CitizenError,
    DeviceFault,
    KioskError,
    PlatformRefused,
    StoreError,
)
from kiosk.hardware.ticket_printer import Printed, TicketPrinter
from kiosk.journeys.faults import fault_view
from kiosk.journeys.hall import Post
from kiosk.journeys.views import CannotBeDone, PleaseWait, SubmissionResult
from kiosk.journeys.visit import Visit
from kiosk.platform import letters
from kiosk.platform.courier_verdict import Delivered, Kept

SENDING = PleaseWait(what=Text("正在记下来", "Writing it down"))
IDENTITY = frozenset({"identity_rejected", "account_disabled", "account_locked", "not_owner"})


async def report(visit: Visit, error: KioskError | None) -> None:
    """Hand the report in and show what became of it, with the way to the window that must take it on."""
    post, printer = visit.hall.post, visit.hall.ticket_printer
    if post is None or error is None:
        await visit.last_word(CannotBeDone())
        return
    visit.stage.show(SENDING)
    view = replace(await _handed_in(visit, post, error), has_printer=printer is not None)
    while await visit.last_word(view) == "print" and printer is not None:
        view = replace(view, printed=await _print(visit, printer, view))


async def _handed_in(visit: Visit, post: Post, error: KioskError) -> SubmissionResult:
    told = CannotBeDoneReport(
        reason=_reason(error),
        occurred_at=visit.hall.clock(),
        view="fault",
        problem_code=fault_view(error).reason[:64],
    )
    try:
        outcome = await post(letters.cannot_be_done(told, None, uuid4()))
    except StoreError as failed:
        visit.note(failed)
        return SubmissionResult(kind="cannot_be_done", accepted=False)
    match outcome:
        case Delivered(number=number):
            return SubmissionResult(kind="cannot_be_done", accepted=True, receipt_no=number)
        case Kept(holding_no=holding_no):
            return SubmissionResult(kind="cannot_be_done", accepted=False, holding_no=holding_no)
    visit.note(outcome.error)
    return SubmissionResult(kind="cannot_be_done", accepted=False)


async def _print(visit: Visit, printer: TicketPrinter, view: SubmissionResult) -> bool | Literal["unknown"]:
    hall = visit.hall
    slip = slips.receipt(
        accepted=view.accepted,
        number=view.receipt_no or view.holding_no or "",
        hall_name=hall.terms.hall_name.zh,
        kiosk_id=hall.terms.kiosk_id,
        printed_at=hall.clock(),
    )
    try:
        printed = await printer.print(slip)
    except DeviceFault as fault:
        visit.note(fault)
        return False
    return True if printed is Printed.DONE else "unknown"


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
