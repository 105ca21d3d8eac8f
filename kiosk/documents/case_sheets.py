"""Each paper of a case, made of what the platform tells of the case and its guide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kiosk.documents import case_words, decisions, notices
from kiosk.documents.matter import Matter
from kiosk.documents.sheet import Sheet
from kiosk.domain.case import CaseFull
from kiosk.domain.item import Guide
from kiosk.domain.personal import Personal
from kiosk.errors import NotSaid


@dataclass(frozen=True, slots=True)
class Told:
    """A case, its guide, and where and when its paper is made."""

    case: CaseFull
    guide: Guide
    now: datetime
    device: str
    applicant: Personal[str] | None = None
    """The whole name, where the holder stands here; else the platform's masked one is printed."""


def _receipt(told: Told, about: Matter) -> Sheet:
    return notices.receipt(
        about,
        submitted_at=told.case.application.submitted_at,
        device=told.device,
        materials=[
            (material.name, case_words.how(material.means, material.trust_level))
            for material in told.case.application.materials
        ],
        next_steps=case_words.next_steps(told.case),
    )


def _acceptance(told: Told, about: Matter) -> Sheet:
    case, accepted = told.case, case_words.last(told.case.process, "acceptance")
    at = accepted.ended_at or accepted.started_at if accepted else None
    limit = case.promised.limit or told.guide.elements.promised_limit
    return notices.acceptance(
        about,
        accepted_on=(at or case.state_since).date(),
        limit=limit.text,
        due_on=case.promised.due_on,
        materials=[(one.name, case_words.how(one.means)) for one in case.application.materials],
        delivery=case_words.delivery(case),
    )


def _correction(told: Told, about: Matter) -> Sheet:
    notice = told.case.correction
    if notice is None:
        raise NotSaid("补正内容")
    known = case_words.names(told.guide)
    return notices.correction(
        about,
        wrong=[case_words.point(point, known) for point in notice.points],
        deadline=notice.deadline,
        routes=[case_words.ROUTES.get(route, route) for route in notice.routes],
    )


def _refusal(told: Told, about: Matter) -> Sheet:
    return decisions.refusal(
        about,
        reason=case_words.reason(told.case, "acceptance", "original_precheck"),
        ground=case_words.ground(told.guide),
        next_steps=case_words.next_steps(told.case),
    )


def _special(told: Told, about: Matter) -> Sheet:
    step = next((one for one in reversed(told.case.process) if one.special), None)
    if step is None or step.special is None:
        raise NotSaid("特别程序")
    return notices.special_procedure(
        about,
        step=step.special,
        ground=case_words.ground(told.guide),
        began_on=step.started_at.date() if step.started_at else None,
    )


def _approval(told: Told, about: Matter) -> Sheet:
    result = told.case.result
    certificates = result.certificate_ids if result else ()
    name = told.guide.elements.result_name or "证照"
    return decisions.approval(
        about,
        decision=result.text if result else "",
        certificates=[(f"{name}（证照标识）", number) for number in certificates],
    )


def _rejection(told: Told, about: Matter) -> Sheet:
    return decisions.rejection(
        about,
        reason=case_words.reason(told.case, "review", "completion"),
        ground=case_words.ground(told.guide),
    )


def _returned(told: Told, about: Matter) -> Sheet:
    reason = case_words.reason(told.case, "correction", "acceptance", "original_precheck", "review")
    return notices.returned(about, reason=reason, next_steps=case_words.next_steps(told.case))


def _precheck(told: Told, about: Matter) -> Sheet:
    reason = case_words.reason(told.case, "original_precheck")
    return notices.precheck_failed(about, reason=reason, next_steps=case_words.next_steps(told.case))


MADE: Final[dict[str, Callable[[Told, Matter], Sheet]]] = {
    "receipt": _receipt,
    "acceptance_notice": _acceptance,
    "correction_notice": _correction,
    "non_acceptance_decision": _refusal,
    "special_procedure_notice": _special,
    "grant_decision": _approval,
    "refusal_decision": _rejection,
    "return_notice": _returned,
    "precheck_notice": _precheck,
}
