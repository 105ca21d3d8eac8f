"""Receipts, notices and decisions of a case as A4 sheets (Appendix B to F of the hall's manual).

What must be said and was not told is an error (``NotSaid``): no refusal is printed without its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from kiosk.documents.matter import SEALED, UNSEALED, Matter, chinese, closing, code, facts
from kiosk.documents.sheet import Fact, Facts, Heading, Paragraph, Part, Points, Sheet, Table
from kiosk.errors import NotSaid

REMEDIES: Final = (
    "如不服本决定，可以自收到本决定书之日起六十日内依法申请行政复议，"
    "也可以自收到本决定书之日起六个月内依法向人民法院提起行政诉讼。"
)
"""行政复议法 art 20, 行政诉讼法 art 46: where the platform names no other way."""
NOT_YET: Final = "这是收件凭证，只说明材料已经收到，还没有受理。是否受理以受理通知书为准。"
NOT_COUNTED: Final = "所需时间不计入办理时限。"


def receipt(
    about: Matter,
    *,
    submitted_at: datetime,
    device: str,
    materials: Sequence[tuple[str, str]],
    next_steps: Sequence[str],
) -> Sheet:
    """收件凭证: handed in here, not yet accepted. ``materials``: name and how it came."""
    return _sheet(
        about,
        "receipt",
        "收件凭证",
        Facts(
            (
                *facts(about),
                Fact("提交时间", f"{submitted_at:%Y-%m-%d %H:%M}"),
                Fact("渠道", f"自助终端 {device}"),
            )
        ),
        Paragraph(NOT_YET),
        *_materials(materials, "提交方式"),
        *_points("下一步", next_steps),
    )


def acceptance(  # noqa: PLR0913 what Appendix B says
    about: Matter,
    *,
    accepted_on: date,
    limit: str,
    due_on: date | None,
    materials: Sequence[tuple[str, str]],
    delivery: str | None,
) -> Sheet:
    """附录B 受理通知书. ``limit`` in the platform's words; ``due_on``: the day by which it is promised."""
    said(受理时限=limit)
    rows = [
        *facts(about),
        Fact("受理日期", chinese(accepted_on)),
        Fact("承诺办结时限", limit),
        *([Fact("应当办结日期", chinese(due_on))] if due_on else []),
        *([Fact("结果送达方式", delivery)] if delivery else []),
        *_phones(about),
    ]
    return _sheet(
        about,
        "acceptance_notice",
        "受理通知书",
        Paragraph(f"您提出的“{about.item_name}”申请，经审查符合受理条件，决定予以受理。"),
        Facts(tuple(rows)),
        *_materials(materials, "提交方式"),
    )


def correction(
    about: Matter, *, points: Sequence[tuple[str, str, str]], deadline: date, routes: Sequence[str]
) -> Sheet:
    """补正告知书: everything at once (AC-01). ``points``: about what, what is wrong, the demand."""
    said(补正内容=points)
    return _sheet(
        about,
        "correction_notice",
        "补正告知书",
        Paragraph("您提交的申请材料需要补正。需要补正的全部内容一次告知如下："),
        Facts(facts(about)),
        Table(
            ("序号", "材料或内容", "问题", "要求"),
            tuple((str(n), *point) for n, point in enumerate(points, 1)),
            (2, 6, 3, 9),
        ),
        Paragraph(f"请在{chinese(deadline)}前一次补齐。逾期没有补齐的，申请将退回，材料备齐后可以重新申请。"),
        *_points("补正方式（任选一种）", routes),
        *_facts(_phones(about)),
    )


def refusal(
    about: Matter,
    *,
    reason: str,
    ground: Sequence[str],
    competent: str | None = None,
    remedies: str = REMEDIES,
) -> Sheet:
    """附录C 不予受理决定书. ``competent``: where to go instead."""
    said(不予受理的理由=reason, 依据=ground, 救济途径=remedies)
    return _sheet(
        about,
        "non_acceptance_decision",
        "不予受理决定书",
        Facts(facts(about)),
        Paragraph(f"您提出的“{about.item_name}”申请，经审查，决定不予受理。"),
        *_under("理由", reason),
        *_under("依据", *ground),
        *([Paragraph(f"您可以向有权机关提出申请：{competent}。")] if competent else []),
        *_under("救济途径", remedies),
    )


def special_procedure(
    about: Matter, *, procedure: str, ground: Sequence[str], began_on: date | None, days: int | None
) -> Sheet:
    """附录D 特别程序告知书: its time does not count (行政许可法 art 45). ``days`` it should take."""
    said(特别程序=procedure)
    rows = [
        *facts(about),
        Fact("特别程序", procedure),
        *([Fact("开始日期", chinese(began_on))] if began_on else []),
        Fact("预计需要", f"{days} 日" if days is not None else "由承办部门另行告知"),
    ]
    return _sheet(
        about,
        "special_procedure_notice",
        "特别程序告知书",
        Facts(tuple(rows)),
        Paragraph(
            f"您的申请在审查中需要进行{procedure}，{NOT_COUNTED}办理时限从特别程序结束之日起接着计算。"
        ),
        *_under("依据", *ground),
        *_facts(_phones(about)),
    )


def approval(
    about: Matter,
    *,
    decision: str,
    conditions: Sequence[str] = (),
    validity: str | None = None,
    certificates: Sequence[tuple[str, str]] = (),
) -> Sheet:
    """附录E 准予行政审批决定书. ``certificates``: name and number of what was issued."""
    said(决定=decision)
    given = [
        *([Fact("有效期", validity)] if validity else []),
        *(Fact(name, number) for name, number in certificates),
    ]
    return _sheet(
        about,
        "grant_decision",
        "准予行政审批决定书",
        Facts(facts(about)),
        Paragraph(f"您提出的“{about.item_name}”申请，经审查，作出如下决定："),
        Paragraph(decision),
        *_facts(given),
        *_points("附加条件", conditions),
    )


def rejection(
    about: Matter,
    *,
    reason: str,
    ground: Sequence[str],
    facts_found: str | None = None,
    remedies: str = REMEDIES,
) -> Sheet:
    """附录F 不予行政审批决定书, with the right to review and litigation."""
    said(不予审批的理由=reason, 依据=ground, 救济途径=remedies)
    return _sheet(
        about,
        "refusal_decision",
        "不予行政审批决定书",
        Facts(facts(about)),
        Paragraph(f"您提出的“{about.item_name}”申请，经审查，决定不予行政审批。"),
        *_under("查明的事实", facts_found),
        *_under("理由", reason),
        *_under("依据", *ground),
        *_under("救济途径", remedies),
    )


def returned(about: Matter, *, reason: str, next_steps: Sequence[str]) -> Sheet:
    """退件通知书: sent back, and how to go on (AC-03)."""
    said(退件的理由=reason, 下一步=next_steps)
    return _sheet(
        about,
        "return_notice",
        "退件通知书",
        Facts(facts(about)),
        Paragraph(f"您提出的“{about.item_name}”申请已经退回。"),
        *_under("理由", reason),
        *_points("下一步", next_steps),
    )


def said(**needed: object) -> None:
    """Raise ``NotSaid`` for what a paper of the kind must say and was not told."""
    for what, told in needed.items():
        if not (told.strip() if isinstance(told, str) else told):
            raise NotSaid(what)


def _sheet(about: Matter, name: str, title: str, *parts: Part) -> Sheet:
    issued = about.document_no is not None and about.sealed
    return Sheet(
        name=name,
        kind="receipt" if name == "receipt" else "notice",
        title=title,
        head=about.department if issued else None,
        number=about.document_no,
        parts=(
            *parts,
            code(about),
            closing(about),
            Paragraph(SEALED if about.sealed else UNSEALED, indent=False, small=True),
        ),
    )


def _materials(materials: Sequence[tuple[str, str]], how: str) -> list[Part]:
    if not materials:
        return []
    rows = tuple((str(n), *material) for n, material in enumerate(materials, 1))
    return [Heading("已收材料"), Table(("序号", "材料名称", how), rows, (2, 12, 6))]


def _points(heading: str, points: Sequence[str]) -> list[Part]:
    return [Heading(heading), Points(tuple(points))] if points else []


def _under(heading: str, *said: str | None) -> list[Part]:
    told = [Paragraph(one) for one in said if one]
    return [Heading(heading), *told] if told else []


def _facts(rows: Sequence[Fact]) -> list[Part]:
    return [Facts(tuple(rows))] if rows else []


def _phones(about: Matter) -> tuple[Fact, ...]:
    told = (("咨询电话", about.consult_phone), ("监督电话", about.supervision_phone))
    return tuple(Fact(label, number) for label, number in told if number)
