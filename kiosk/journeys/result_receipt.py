"""签收结果: it is in the citizen's hand, they say so, and the platform is told (RS-02)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Literal
from uuid import UUID

from kiosk.domain.case import CaseDocument, CaseFull
from kiosk.domain.citizen import Citizen, Level
from kiosk.domain.journal import Deed
from kiosk.domain.subject import Relation
from kiosk.domain.submission import ResultReceipt
from kiosk.domain.words import Text
from kiosk.journeys.asking import asked
from kiosk.journeys.case_told import why_no_paper
from kiosk.journeys.handed_in import confirmed_by, hand_in, show_outcome
from kiosk.journeys.levels import at_level
from kiosk.journeys.views import PleaseWait, SignForResult
from kiosk.journeys.visit import Visit
from kiosk.platform import letters

SIGNING: Final = PleaseWait(what=Text("正在签收", "Signing for it"))
AT_A_WINDOW: Final = Text("这个结果在窗口领", "This one is handed out at a window")


async def sign_for_result(visit: Visit, case: CaseFull, key: UUID) -> None:
    """Print it or take it at the window, then sign. One ``key`` a case and visit: pressed twice, signed once.

    Raises ``WentBack`` when they do not sign, ``AnotherWay`` when it cannot be printed and they gave up.
    """
    citizen = await at_level(visit, Level.L3)
    document = _result(case)
    why_not = AT_A_WINDOW if document is None else why_no_paper(document, visit.hall)
    view = SignForResult(item_name=case.item_name, print_why_not=why_not)
    while (choice := (await asked(visit, view)).choice) == "print":
        papers = visit.hall.progress.papers
        if document is not None and papers is not None:
            view = replace(view, printed=await papers.hand_out(visit, case, document))
    await _signed(visit, citizen, case, "handed_over" if choice == "handed_over" else "printed_here", key)


def _result(case: CaseFull) -> CaseDocument | None:
    """The newest paper that is the result itself; a decision about it is none."""
    return next((one for one in reversed(case.documents) if one.kind == "result"), None)


async def _signed(
    visit: Visit, citizen: Citizen, case: CaseFull, method: Literal["printed_here", "handed_over"], key: UUID
) -> None:
    hall, now = visit.hall, visit.hall.clock()
    confirmed = confirmed_by(citizen, now)
    other = visit.acting_for
    receipt = ResultReceipt(
        method=method,
        received_by="holder" if other is None or other.relation is Relation.SELF else "agent",
        received_at=now,
        confirmation=confirmed.confirmation,
    )
    hall.audit(Deed(action="result.signed", role="citizen", actor=citizen.session_id, object=case.case_no))
    if hall.post is None:
        return
    visit.stage.show(SIGNING)
    letter = letters.result_receipt(case.case_no, receipt, (), confirmed, key)
    await show_outcome(visit, await hand_in(visit, hall.post, letter, "result_receipt"))
