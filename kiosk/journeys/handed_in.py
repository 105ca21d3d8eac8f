"""Something is handed in: kept until the platform has it, and told as what became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final, Literal

from kiosk.documents import slips
from kiosk.domain.citizen import Citizen
from kiosk.domain.words import Text
from kiosk.errors import DeviceFault, StoreError
from kiosk.hardware.ticket_printer import Printed
from kiosk.journeys.asking import asked
from kiosk.journeys.hall import Post
from kiosk.journeys.views import PleaseWait, SubmissionResult
from kiosk.journeys.views.submission import SubmissionKind
from kiosk.journeys.visit import CouldNotBeDone, Visit
from kiosk.platform.courier_verdict import Delivered, Kept, Refused
from kiosk.platform.letters import Confirmed
from kiosk.store.letter import Letter

SENDING: Final = PleaseWait(what=Text("正在交给平台", "Handing it in"))
CHANGE_IT: Final = Text("回去改一改", "Go back and change it")


def confirmed_by(citizen: Citizen, at: datetime) -> Confirmed:
    """Their yes to what goes out, and until when it may arrive late."""
    return Confirmed(citizen.session_id, at, citizen.deferred_until or citizen.expires_at)


async def hand_in(visit: Visit, post: Post, letter: Letter, kind: SubmissionKind) -> SubmissionResult:
    """What became of it, to be shown. What the platform refused, or no disk took, was noted."""
    told = await deliver(visit, post, letter, kind)
    return _told(visit, kind) if isinstance(told, Refused) else told


async def deliver(
    visit: Visit, post: Post, letter: Letter, kind: SubmissionKind, *, citizen: Citizen | None = None
) -> SubmissionResult | Refused:
    """The same; a refusal comes back for whoever can put it right. ``citizen``: their session goes along."""
    told = _told(visit, kind)
    try:
        outcome = await post(letter, citizen)
    except StoreError as failed:
        visit.note(failed)
        return told
    match outcome:
        case Delivered(number=number):
            return replace(told, accepted=True, receipt_no=number)
        case Kept(holding_no=holding_no):
            return replace(told, holding_no=holding_no)
    visit.note(outcome.error)
    return outcome


async def case_handed_in(
    visit: Visit, citizen: Citizen, letter: Letter, kind: SubmissionKind, item: str
) -> Refused | None:
    """Hand in something about a case, and show what became of it until they go on; a refusal comes back."""
    if visit.hall.post is None:
        raise CouldNotBeDone
    visit.stage.show(SENDING)
    came = await deliver(visit, visit.hall.post, letter, kind, citizen=citizen)
    if isinstance(came, Refused):
        return came
    await show_outcome(visit, replace(came, case_no=came.receipt_no, receipt_no=None, item=item))
    return None


async def show_outcome(visit: Visit, view: SubmissionResult) -> None:
    """Until they go on; its number is printed as often as they like."""
    while (await asked(visit, view)).choice == "print":
        view = await print_number(visit, view)


def _told(visit: Visit, kind: SubmissionKind) -> SubmissionResult:
    return SubmissionResult(kind=kind, accepted=False, has_printer=visit.hall.ticket_printer is not None)


async def print_number(visit: Visit, view: SubmissionResult) -> SubmissionResult:
    """The number on a slip. The view says whether it came out."""
    printer, hall = visit.hall.ticket_printer, visit.hall
    if printer is None:
        return view
    slip = slips.receipt(
        accepted=view.accepted,
        number=view.case_no or view.receipt_no or view.holding_no or "",
        said=view.on_the_slip,
        hall_name=hall.terms.hall_name.zh,
        kiosk_id=hall.terms.kiosk_id,
        printed_at=hall.clock(),
    )
    printed: Literal[True, "unknown"]
    try:
        printed = True if await printer.print(slip) is Printed.DONE else "unknown"
    except DeviceFault as fault:
        visit.note(fault)
        return replace(view, printed=False)
    return replace(view, printed=printed)
