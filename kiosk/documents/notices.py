"""Receipts and notices of a case as A4 sheets (Appendix B and D of the hall's manual)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from kiosk.documents.matter import Matter, chinese, facts
from kiosk.documents.notice_parts import materials_in, phones, points, rows, said, sheet_of, under
from kiosk.documents.sheet import Fact, Facts, Paragraph, Sheet, Table
from kiosk.domain.case import Special

NOT_YET: Final = "这是收件凭证，只说明材料已经收到，不代表已经受理。是否受理以受理通知书为准。"
NOT_COUNTED: Final = "所需时间不计入办理时限，办理时限从特别程序结束之日起接着计算。"


def receipt(
    about: Matter,
    *,
    submitted_at: datetime,
    device: str,
    materials: Sequence[tuple[str, str]],
    next_steps: Sequence[str],
) -> Sheet:
    """收件凭证: handed in here, not yet accepted. ``materials``: name and how it came."""
    return sheet_of(
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
        *materials_in(materials, "提交方式"),
        *points("下一步", next_steps),
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
    told = [
        *facts(about),
        Fact("受理日期", chinese(accepted_on)),
        Fact("承诺办结时限", limit),
        *([Fact("应当办结日期", chinese(due_on))] if due_on else []),
        *([Fact("结果送达方式", delivery)] if delivery else []),
        *phones(about),
    ]
    return sheet_of(
        about,
        "acceptance_notice",
        "受理通知书",
        Paragraph(f"您提出的“{about.item_name}”申请，经审查符合受理条件，决定予以受理。"),
        Facts(tuple(told)),
        *materials_in(materials, "提交方式"),
    )


def correction(
    about: Matter, *, wrong: Sequence[tuple[str, str, str]], deadline: date, routes: Sequence[str]
) -> Sheet:
    """补正告知书: everything at once (AC-01). ``wrong``: about what, what is wrong, the demand."""
    said(补正内容=wrong)
    return sheet_of(
        about,
        "correction_notice",
        "补正告知书",
        Paragraph("您提交的申请材料需要补正。需要补正的全部内容一次告知如下："),
        Facts(facts(about)),
        Table(
            ("序号", "材料或内容", "问题", "要求"),
            tuple((str(n), *point) for n, point in enumerate(wrong, 1)),
            (2, 6, 3, 9),
        ),
        Paragraph(
            f"请最晚在{chinese(deadline)}一次补齐。逾期没有补齐的，申请将退回，材料备齐后可以重新申请。"
        ),
        *points("补正方式（任选一种）", routes),
        *rows(phones(about)),
    )


def special_procedure(about: Matter, *, step: Special, ground: Sequence[str], began_on: date | None) -> Sheet:
    """附录D 特别程序告知书: while the clock stands, its days do not count (行政许可法 art 45)."""
    said(特别程序=step.kind)
    told = [
        *facts(about),
        Fact("特别程序", step.kind),
        *([Fact("开始日期", chinese(began_on))] if began_on else []),
        Fact("预计需要", "由承办部门另行告知" if step.expected_days is None else f"{step.expected_days} 日"),
        Fact("办理时限", "暂停计算" if step.clock_stopped else "继续计算"),
    ]
    return sheet_of(
        about,
        "special_procedure_notice",
        "特别程序告知书",
        Facts(tuple(told)),
        Paragraph(f"您的申请在审查中需要进行{step.kind}。{NOT_COUNTED if step.clock_stopped else ''}"),
        *under("依据", *ground),
        *rows(phones(about)),
    )


def returned(about: Matter, *, reason: str, next_steps: Sequence[str]) -> Sheet:
    """退件通知书: sent back, and how to go on (AC-03)."""
    return _sent_back(about, "return_notice", "退件通知书", "已经退回", reason=reason, next_steps=next_steps)


def precheck_failed(about: Matter, *, reason: str, next_steps: Sequence[str]) -> Sheet:
    """预审不通过通知书: the originals need not be brought, and how to go on."""
    return _sent_back(
        about, "precheck_notice", "预审不通过通知书", "没有通过网上预审", reason=reason, next_steps=next_steps
    )


def _sent_back(  # noqa: PLR0913 what both kinds say
    about: Matter, name: str, title: str, outcome: str, *, reason: str, next_steps: Sequence[str]
) -> Sheet:
    said(退件的理由=reason, 下一步=next_steps)
    return sheet_of(
        about,
        name,
        title,
        Facts(facts(about)),
        Paragraph(f"您提出的“{about.item_name}”申请{outcome}。"),
        *under("理由", reason),
        *points("下一步", next_steps),
    )
