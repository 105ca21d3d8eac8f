"""Which paper a case has in its state, and that paper out of what the platform tells of the case."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kiosk.documents import notices
from kiosk.documents.matter import Matter, matter
from kiosk.documents.sheet import Sheet
from kiosk.domain.case import CaseDocument, CaseFull, CaseStep, CorrectionPoint
from kiosk.domain.case_state import CaseState
from kiosk.domain.item import Guide
from kiosk.domain.personal import Personal
from kiosk.errors import NotSaid

PDF: Final = "application/pdf"
MEANS: Final = {
    "card_read": "读取证件",
    "form": "在线填写",
    "upload": "扫描上传",
    "certificate": "电子证照",
    "exempt": "免提交",
    "at_hall": "到窗口提交",
}
PROBLEMS: Final = {
    "missing": "缺少",
    "incorrect": "不正确",
    "illegible": "看不清",
    "expired": "已过期",
    "unsigned": "没有签名或盖章",
}
ROUTES: Final = {
    "online": "网上补正：在自助终端或手机上提交",
    "hall": "到大厅补正：带材料到窗口提交",
    "post": "邮寄补正：把材料寄到窗口",
}
DELIVERY: Final = {"on_site": "窗口领取", "post": "邮寄送达", "online": "网上送达"}


@dataclass(frozen=True, slots=True)
class Told:
    """A case, its guide, and where and when its paper is made."""

    case: CaseFull
    guide: Guide
    now: datetime
    device: str
    applicant: Personal[str] | None = None
    """The whole name, where the holder stands here; else the platform's masked one is printed."""


def issued(case: CaseFull, kind: str) -> CaseDocument | None:
    """The platform's own newest paper of a kind that can be printed as it is."""
    mine = [one for one in _of_kind(case, kind) if one.printable and one.media_type == PDF]
    return max(mine, key=lambda one: one.issued_at, default=None)


def kinds(case: CaseFull) -> tuple[str, ...]:
    """The papers that a case in this state has, the newest first."""
    now = STATES.get(case.state)
    return ("receipt",) if now is None else (now, "receipt")


def paper(told: Told, kind: str) -> Sheet:
    """The paper of this kind. Raises ``NotSaid`` where the platform did not tell what it must say."""
    if kind not in MADE:
        raise NotSaid(f"a paper of kind {kind}")
    own = max(_of_kind(told.case, kind), key=lambda one: one.issued_at, default=None)
    about = matter(told.case, told.guide, now=told.now, issued=own, applicant=told.applicant)
    return MADE[kind](told, about)


def _receipt(told: Told, about: Matter) -> Sheet:
    return notices.receipt(
        about,
        submitted_at=told.case.application.submitted_at,
        device=told.device,
        materials=[
            (material.name, _how(material.means, material.trust_level))
            for material in told.case.application.materials
        ],
        next_steps=_next_steps(told.case),
    )


def _acceptance(told: Told, about: Matter) -> Sheet:
    case, accepted = told.case, _last(told.case.process, "acceptance")
    at = accepted.ended_at or accepted.started_at if accepted else None
    limit = case.promised.limit or told.guide.elements.promised_limit
    return notices.acceptance(
        about,
        accepted_on=(at or case.state_since).date(),
        limit=limit.text,
        due_on=case.promised.due_on,
        materials=[(one.name, MEANS.get(one.means, one.means)) for one in case.application.materials],
        delivery=DELIVERY.get(case.application.delivery.method) if case.application.delivery else None,
    )


def _correction(told: Told, about: Matter) -> Sheet:
    notice = told.case.correction
    if notice is None:
        raise NotSaid("补正内容")
    names = _names(told.guide)
    return notices.correction(
        about,
        points=[_point(point, names) for point in notice.points],
        deadline=notice.deadline,
        routes=[ROUTES.get(route, route) for route in notice.routes],
    )


def _refusal(told: Told, about: Matter) -> Sheet:
    competent = next((step.place for step in told.case.next_steps if step.place), None)
    return notices.refusal(
        about,
        reason=_reason(told.case, "acceptance", "original_precheck"),
        ground=told.guide.elements.legal_basis,
        competent=competent,
    )


def _special(told: Told, about: Matter) -> Sheet:
    step = next((one for one in reversed(told.case.process) if one.special), None)
    if step is None or step.special is None:
        raise NotSaid("特别程序")
    return notices.special_procedure(
        about,
        procedure=step.special.kind,
        ground=told.guide.elements.legal_basis,
        began_on=step.started_at.date() if step.started_at else None,
        days=step.special.expected_days,
    )


def _approval(told: Told, about: Matter) -> Sheet:
    result = told.case.result
    certificates = result.certificate_ids if result else ()
    name = told.guide.elements.result_name or "证照"
    return notices.approval(
        about,
        decision=result.text if result else "",
        certificates=[(f"{name}编号", number) for number in certificates],
    )


def _rejection(told: Told, about: Matter) -> Sheet:
    return notices.rejection(
        about, reason=_reason(told.case, "review", "completion"), ground=told.guide.elements.legal_basis
    )


def _returned(told: Told, about: Matter) -> Sheet:
    reason = _reason(told.case, "correction", "acceptance", "original_precheck", "review")
    return notices.returned(about, reason=reason, next_steps=_next_steps(told.case))


MADE: Final[dict[str, Callable[[Told, Matter], Sheet]]] = {
    "receipt": _receipt,
    "acceptance_notice": _acceptance,
    "correction_notice": _correction,
    "non_acceptance_decision": _refusal,
    "special_procedure_notice": _special,
    "grant_decision": _approval,
    "refusal_decision": _rejection,
    "return_notice": _returned,
}
STATES: Final = {
    CaseState.ACCEPTED: "acceptance_notice",
    CaseState.REVIEW: "acceptance_notice",
    CaseState.CORRECTION: "correction_notice",
    CaseState.NOT_ACCEPTED: "non_acceptance_decision",
    CaseState.PRECHECK_REJECTED: "return_notice",
    CaseState.RETURNED: "return_notice",
    CaseState.SPECIAL: "special_procedure_notice",
    CaseState.DONE_GRANTED: "grant_decision",
    CaseState.DELIVERED: "grant_decision",
    CaseState.DONE_REFUSED: "refusal_decision",
}


def _of_kind(case: CaseFull, kind: str) -> Iterable[CaseDocument]:
    return (one for one in case.documents if one.kind == kind)


def _last(process: Iterable[CaseStep], *types: str) -> CaseStep | None:
    return next((step for step in reversed(tuple(process)) if step.type in types), None)


def _reason(case: CaseFull, *types: str) -> str:
    """The officer's opinion in the last of these steps that has one; else what the result says."""
    told = [step.opinion for step in case.process if step.type in types and step.opinion]
    return told[-1] if told else case.result.text if case.result else ""


def _point(point: CorrectionPoint, names: dict[str, str]) -> tuple[str, str, str]:
    target = point.target.material_id or point.target.pointer or ""
    original = "（须交原件）" if point.original_needed else ""
    return names.get(target, target), PROBLEMS.get(point.problem, point.problem), point.requirement + original


def _names(guide: Guide) -> dict[str, str]:
    """Materials by their code, fields of the form by their pointer."""
    pages = guide.form.ui.get("pages", []) if guide.form else []
    fields = {field["pointer"]: field["label"] for page in pages for field in page["fields"]}
    return {**fields, **{material.material_id: material.name for material in guide.elements.materials}}


def _next_steps(case: CaseFull) -> list[str]:
    return [step.text for step in case.next_steps]


def _how(means: str, trust: str | None) -> str:
    return MEANS.get(means, means) + (f"（可信级 {trust}）" if trust else "")
