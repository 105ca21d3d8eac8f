"""What the platform tells of a case by codes, in the words of a paper. An unknown code stays as it came."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kiosk.domain.case import CaseFull, CaseStep, CorrectionPoint
from kiosk.domain.item import Guide

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


def last(process: Iterable[CaseStep], *types: str) -> CaseStep | None:
    """The last step of one of these types."""
    return next((step for step in reversed(tuple(process)) if step.type in types), None)


def reason(case: CaseFull, *types: str) -> str:
    """The officer's opinion in the last of these steps that has one; else what the result says."""
    told = [step.opinion for step in case.process if step.type in types and step.opinion]
    return told[-1] if told else case.result.text if case.result else ""


def ground(guide: Guide) -> list[str]:
    """The item's own basis, and said to be that: the platform tells no other as data."""
    return [f"本事项的设定依据：{basis}" for basis in guide.elements.legal_basis if basis.strip()]


def point(told: CorrectionPoint, known: dict[str, str]) -> tuple[str, str, str]:
    """What a point is about, what is wrong with it, and what is required."""
    target = told.target.material_id or told.target.pointer or ""
    original = "（须交原件）" if told.original_needed else ""
    return known.get(target, target), PROBLEMS.get(told.problem, told.problem), told.requirement + original


def names(guide: Guide) -> dict[str, str]:
    """Materials by their code, fields of the form by their pointer."""
    pages = guide.form.ui.get("pages", []) if guide.form else []
    fields = {field["pointer"]: field["label"] for page in pages for field in page["fields"]}
    return {**fields, **{material.material_id: material.name for material in guide.elements.materials}}


def next_steps(case: CaseFull) -> list[str]:
    """What the applicant does next."""
    return [step.text for step in case.next_steps]


def how(means: str, trust: str | None = None) -> str:
    """How a material came, and how far it is trusted."""
    return MEANS.get(means, means) + (f"（可信级 {trust}）" if trust else "")


def delivery(case: CaseFull) -> str | None:
    """How the result reaches the applicant."""
    chosen = case.application.delivery
    return DELIVERY.get(chosen.method, chosen.method) if chosen else None
