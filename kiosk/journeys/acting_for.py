"""For whom the citizen acts (LP-04 to LP-06). What does not allow it is said, each with its own words."""

from __future__ import annotations

from functools import partial
from typing import Final, Literal, cast
from uuid import uuid4

from kiosk.domain.citizen import Citizen, Level
from kiosk.domain.subject import Barrier, Relation, Subject, barrier
from kiosk.domain.submission import Agent, Applicant
from kiosk.domain.words import Text
from kiosk.journeys.asking import asked, or_tell
from kiosk.journeys.fault_words import DELEGATION
from kiosk.journeys.levels import at_level
from kiosk.journeys.stage import WentBack
from kiosk.journeys.views import CancelDelegation, ChooseSubject, SubjectDetail, SubjectRow
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
    while True:
        found = await or_tell(visit, partial(visit.hall.platform.subjects, citizen), another_way=OTHER)
        subject = await _picked(visit, citizen, found, task_code)
        if subject.relation is Relation.SELF or await _wanted(visit, subject):
            return subject
        citizen = visit.citizen or citizen


async def _picked(
    visit: Visit, citizen: Citizen, found: tuple[Subject, ...], task_code: str | None
) -> Subject:
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
    choice = (await asked(visit, ChooseSubject(subjects=rows))).choice
    return next(subject for subject in found if subject.subject_id == choice)


async def _wanted(visit: Visit, subject: Subject) -> bool:
    """Show what the authorisation covers; whether they act on it. It may be given back instead."""
    by = subject.delegation
    if by is None:
        return True
    view = SubjectDetail(
        who=subject.name.reveal(),
        id_masked=subject.id_masked,
        relation=RELATIONS[subject.relation],
        valid_to=by.valid_to,
        items=None if by.task_codes is None else len(by.task_codes),
    )
    try:
        if (await asked(visit, view)).choice == "act":
            return True
        if (await asked(visit, CancelDelegation(who=view.who))).choice == "cancel":
            await _cancelled(visit, by.delegation_id)
    except WentBack:
        pass  # back to the list
    return False


async def _cancelled(visit: Visit, delegation_id: str) -> None:
    """The platform wants to know surely who gives it back."""
    citizen = await at_level(visit, Level.L3)
    key = uuid4()
    await or_tell(
        visit,
        lambda: visit.hall.platform.cancel_delegation(citizen, delegation_id, key=key),
        another_way=OTHER,
    )


def parties(citizen: Citizen, subject: Subject | None) -> tuple[Applicant, Agent | None]:
    """For whom a submission is, and as what the person here acts: both are written down (LP-06)."""
    if subject is None or subject.relation is Relation.SELF or subject.delegation is None:
        return Applicant(citizen.subject_id), None
    relation = cast('Literal["legal_representative", "delegate", "guardian"]', subject.relation.value)
    return Applicant(subject.subject_id), Agent(subject.delegation.delegation_id, relation)


def _why_not(found: Barrier | None) -> Text | None:
    return None if found is None else DELEGATION[_WORDS[found]]


def acted_for(visit: Visit) -> str | None:
    """Whose cases they are, where not their own."""
    other = visit.acting_for
    return other.subject_id if other is not None and other.relation is not Relation.SELF else None
