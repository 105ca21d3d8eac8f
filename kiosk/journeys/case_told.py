"""A case of the platform as the view that tells of it."""

from __future__ import annotations

from typing import Final, Literal

from kiosk.domain.calendar import Calendar
from kiosk.domain.case import CaseDocument, CaseFull, CaseMinimal, CaseStep, CaseSummary
from kiosk.domain.case_state import CaseState
from kiosk.domain.deadline import ENDED, deadline
from kiosk.domain.seal import SealStatus
from kiosk.domain.words import Text
from kiosk.journeys.capabilities import offered
from kiosk.journeys.case_words import state_name, what_to_do
from kiosk.journeys.doing import Doing
from kiosk.journeys.hall import Hall
from kiosk.journeys.views import CaseDetail, CaseRow, MaterialRow, PaperRow, StepRow, Told

NEEDS_CITIZEN: Final = frozenset({CaseState.CORRECTION, CaseState.PRECHECK_OK, CaseState.DRAFT})
REMINDABLE: Final = frozenset({CaseState.SUBMITTED, CaseState.RECEIVED, CaseState.ACCEPTED, CaseState.REVIEW})
MEANS: Final = {
    "card_read": Text("刷证读取", "Read from the card"),
    "form": Text("在线填写", "Filled in"),
    "certificate": Text("电子证照", "Electronic certificate"),
    "upload": Text("扫描上传", "Scanned"),
    "exempt": Text("免提交", "Not needed"),
    "at_hall": Text("窗口提交", "At the window"),
}
DECISIONS: Final = {"granted": "Granted", "refused": "Refused", "other": "Decided"}
OTHERWISE: Final = Text("已提交", "Handed in")
NO_SLIPS: Final = Text("现在打不了小票", "No slips now")
SIGN_IN: Final = Text("刷身份证后才能催", "Sign in first")
NOT_TODAY: Final = Text("今天催过了", "Reminded today")
NOT_NOW: Final = Text("这一步不用催", "Not at this step")
NOT_PRINTABLE: Final = Text("这份不在机器上打，请去窗口", "Not printed here. Please ask at a window.")
BAD_SEAL: Final = Text("印章没核验过，请去窗口", "Its seal is not verified. Please ask at a window.")
NO_PAPERS: Final = Text("这台机器打不了，请去窗口", "Cannot be printed here. Please ask at a window.")


def row(case: CaseSummary) -> CaseRow:
    """A case in a list."""
    group: Literal["todo", "open", "done"] = "open"
    if case.state in NEEDS_CITIZEN:
        group = "todo"
    elif case.state in ENDED:
        group = "done"
    return CaseRow(
        id=case.case_no,
        item_name=case.item_name,
        state=case.state.value,
        state_text=state_name(case.state, case.state_text),
        group=group,
        submitted_at=case.submitted_at,
        updated_at=case.updated_at,
        unread=case.unread,
        due=case.due_on,
    )


GROUPS = ("todo", "open", "done")


def detail(
    case: CaseMinimal | CaseFull, hall: Hall, calendar: Calendar | None, *, not_yours: bool = False
) -> CaseDetail:
    """A case as far as it may be seen."""
    full = case if isinstance(case, CaseFull) else None
    left = deadline(case.promised, case.state, today=hall.clock().date(), calendar=calendar)
    return CaseDetail(
        case_no=case.case_no if isinstance(case, CaseFull) else case.case_no_masked,
        item_name=case.item_name,
        state=case.state.value,
        state_text=state_name(case.state, case.state_text),
        clock=left.clock.value,
        due=left.due_on,
        days=left.days,
        working_days=left.working,
        limit=case.promised.limit.text if case.promised.limit else None,
        limit_days=case.promised.limit.value if case.promised.limit else None,
        todo=what_to_do(case.state, case.next_steps),
        steps=_steps(case),
        full=_told(full, hall) if full else None,
        not_yours=not_yours,
        remind_why_not=_remind_why_not(full),
        sign=full is not None and full.can.sign,
        correct=full is not None and full.can.correct and offered(hall, "correct").available,
        print_why_not=None if hall.can(Doing.PRINT_TICKET).available else NO_SLIPS,
    )


def why_no_paper(document: CaseDocument, hall: Hall) -> Text | None:
    """Why a paper of a case cannot be printed here now."""
    if not document.printable:
        return NOT_PRINTABLE
    if document.seal.status not in {SealStatus.VALID, SealStatus.NONE}:
        return BAD_SEAL
    papers = hall.progress.papers
    return NO_PAPERS if papers is None else papers.why_not(document)


def _steps(case: CaseMinimal | CaseFull) -> tuple[StepRow, ...]:
    if isinstance(case, CaseMinimal):
        return tuple(StepRow(stage.name, stage.status) for stage in case.steps)
    return tuple(_step(step) for step in case.process)


def _step(step: CaseStep) -> StepRow:
    return StepRow(
        name=step.name,
        status=step.status,
        started_at=step.started_at,
        ended_at=step.ended_at,
        officer_name=step.officer_name,
        officer_no=step.officer_no,
        opinion=step.opinion,
        special=step.special.kind if step.special else None,
    )


def _told(case: CaseFull, hall: Hall) -> Told:
    titles = {paper.document_id: paper.title for paper in case.documents}
    made = case.application
    result = case.result
    return Told(
        applicant=made.applicant_masked,
        agent=made.agent_masked,
        submitted_at=made.submitted_at,
        application_no=case.aliases.application_no,
        review_code=case.aliases.review_code,
        materials=tuple(MaterialRow(one.name, MEANS.get(one.means, OTHERWISE)) for one in made.materials),
        receipt=titles.get(made.receipt_document_id or ""),
        acceptance_notice=titles.get(made.acceptance_document_id or ""),
        papers=tuple(
            PaperRow(p.document_id, p.kind, p.title, p.issued_at, why_no_paper(p, hall))
            for p in case.documents
        ),
        result=Text(result.text, DECISIONS.get(result.decision)) if result else None,
        certificates=len(result.certificate_ids) if result else 0,
        fee=case.fee.text if case.fee.charged else None,
        corrections=tuple(point.requirement for point in case.correction.points) if case.correction else (),
    )


def _remind_why_not(case: CaseFull | None) -> Text | None:
    if case is None:
        return SIGN_IN
    if case.can.remind:
        return None
    return NOT_TODAY if case.state in REMINDABLE else NOT_NOW


def in_order(cases: tuple[CaseSummary, ...]) -> tuple[CaseRow, ...]:
    """What needs the citizen first, what is over last; within that the platform's order, newest first."""
    return tuple(sorted(map(row, cases), key=lambda one: GROUPS.index(one.group)))
