"""Which paper a case has in its state: the platform's own file where there is one, else one made here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kiosk.documents.case_sheets import MADE, Told
from kiosk.documents.case_words import last
from kiosk.documents.matter import matter
from kiosk.documents.sheet import Sheet
from kiosk.domain.case import CaseDocument, CaseFull
from kiosk.domain.case_state import CaseState
from kiosk.errors import NotSaid

PDF: Final = "application/pdf"
ACCEPTED: Final = frozenset({CaseState.ACCEPTED, CaseState.REVIEW, CaseState.SPECIAL})
STATES: Final = {
    CaseState.ACCEPTED: "acceptance_notice",
    CaseState.REVIEW: "acceptance_notice",
    CaseState.CORRECTION: "correction_notice",
    CaseState.NOT_ACCEPTED: "non_acceptance_decision",
    CaseState.PRECHECK_REJECTED: "precheck_notice",
    CaseState.RETURNED: "return_notice",
    CaseState.SPECIAL: "special_procedure_notice",
}
DECIDED: Final = {"granted": "grant_decision", "refused": "refusal_decision"}
RETURN_TITLE: Final = "退件"
"""The contract has no kind for a return: it comes as ``other``."""


def issued(case: CaseFull, kind: str) -> CaseDocument | None:
    """The platform's own newest paper of a kind that can be printed as it is."""
    mine = [one for one in _of_kind(case, kind) if one.printable and one.media_type == PDF]
    return max(mine, key=lambda one: one.issued_at, default=None)


def kinds(case: CaseFull) -> tuple[str, ...]:
    """The papers that a case in this state has, the newest first."""
    now = DECIDED.get(case.result.decision) if case.result else STATES.get(case.state)
    return ("receipt",) if now is None else (now, "receipt")


def paper(told: Told, kind: str) -> Sheet:
    """The paper of this kind. Raises ``NotSaid`` where the platform did not tell what it must say.

    None is made that the case does not have: nobody leaves with a 受理通知书 before they were accepted.
    """
    if kind not in MADE or not (
        kind in kinds(told.case) or (kind == "acceptance_notice" and _accepted(told.case))
    ):
        raise NotSaid(kind)
    own = max(_of_kind(told.case, kind), key=lambda one: one.issued_at, default=None)
    about = matter(told.case, told.guide, now=told.now, issued=own, applicant=told.applicant)
    return MADE[kind](told, about)


def _of_kind(case: CaseFull, kind: str) -> Iterable[CaseDocument]:
    if kind == "return_notice":
        return (one for one in case.documents if one.kind == "other" and RETURN_TITLE in one.title)
    return (one for one in case.documents if one.kind == kind)


def _accepted(case: CaseFull) -> bool:
    step = last(case.process, "acceptance")
    return case.state in ACCEPTED or (case.result is not None and step is not None and step.status == "done")
