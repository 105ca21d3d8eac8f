"""For whom the citizen acts (LP-04 to LP-06). What does not allow it is said, each with its own words."""

from __future__ import annotations

from typing import Final, Literal, cast

from kiosk.domain.citizen import Citizen
from kiosk.domain.subject import Barrier, Relation, Subject, barrier
from kiosk.domain.submission import Agent, Applicant
from kiosk.domain.words import Text
from kiosk.journeys.asking import or_tell
from kiosk.journeys.fault_words import DELEGATION
from kiosk.journeys.views import ChooseSubject, SubjectRow
from kiosk.journeys.visit import Visit

OTHER = Text("不替别人办", "Only for myself")
RELATIONS: Final = {
    Relation.SELF: Text("本人", "Yourself"),
    Relation.LEGAL_REPRESENTATIVE: Text("法定代表人", "Legal representative"),
    Relation.DELEGATE: Text("受委托人", "Delegate"),
    Relation.GUARDIAN: Text("监护人", "Guardian"),
    Relation.OTHER: Text("其他关系", "Other"),
}
_WORDS: Final = {
    Barrier.PENDING: "delegation_pending",
    Barrier.REJECTED: "delegation_rejected",
    Barrier.EXPIRED: "delegation_expired",
    Barrier.NOT_YET: "delegation_not_yet",
    Barrier.REVOKED: "delegation_revoked",
    Barrier.TOO_DEEP: "delegation_too_deep",
    Barrier.OUT_OF_SCOPE: "delegation_out_of_scope",
    Barrier.UNKNOWN: "delegation_unknown",
}


async def choose_subject(visit: Visit, citizen: Citizen, *, task_code: str | None = None) -> Subject:
    """Ask for whom. Raises ``AnotherWay`` or ``WentBack``."""
    found = await or_tell(visit, lambda: visit.hall.platform.subjects(citizen), another_way=OTHER)
    today = visit.hall.clock().date()
    rows = tuple(
        SubjectRow(
            id=subject.subject_id,
            name=subject.name.reveal() if subject.relation is not Relation.SELF else citizen.who,
            id_masked=subject.id_masked,
            relation=RELATIONS[subject.relation],
            why_not=_why_not(barrier(subject, today=today, task_code=task_code)),
        )
        for subject in found
    )
    while (choice := (await visit.stage.ask(ChooseSubject(subjects=rows))).choice) == "staff":
        await visit.call_staff()
    return next(subject for subject in found if subject.subject_id == choice)


def parties(citizen: Citizen, subject: Subject | None) -> tuple[Applicant, Agent | None]:
    """For whom a submission is, and as what the person here acts: both are written down (LP-06)."""
    if subject is None or subject.relation is Relation.SELF or subject.delegation is None:
        return Applicant(citizen.subject_id), None
    relation = cast('Literal["legal_representative", "delegate", "guardian"]', subject.relation.value)
    return Applicant(subject.subject_id), Agent(subject.delegation.delegation_id, relation)


def _why_not(found: Barrier | None) -> Text | None:
    return None if found is None else DELEGATION[_WORDS[found]]
