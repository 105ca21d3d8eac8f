"""Decisions of a case as A4 sheets (Appendix C, E and F of the hall's manual).

What must be said and was not told is an error (``NotSaid``): no refusal is printed without its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kiosk.documents.matter import Matter, facts
from kiosk.documents.notice_parts import points, rows, said, sheet_of, under
from kiosk.documents.sheet import Fact, Facts, Paragraph, Sheet

REMEDIES: Final = (
    "如不服本决定，可以自收到本决定书之日起六十日内依法申请行政复议，"
    "也可以自收到本决定书之日起六个月内依法向人民法院提起行政诉讼。"
)
"""行政复议法 art 20, 行政诉讼法 art 46: where the platform names no other way."""


def refusal(
    about: Matter,
    *,
    reason: str,
    ground: Sequence[str],
    next_steps: Sequence[str] = (),
    remedies: str = REMEDIES,
) -> Sheet:
    """附录C 不予受理决定书. ``next_steps``: where to go instead."""
    said(不予受理的理由=reason, 依据=ground, 救济途径=remedies)
    return sheet_of(
        about,
        "non_acceptance_decision",
        "不予受理决定书",
        Facts(facts(about)),
        Paragraph(f"您提出的“{about.item_name}”申请，经审查，决定不予受理。"),
        *under("理由", reason),
        *under("依据", *ground),
        *points("下一步", next_steps),
        *under("救济途径", remedies),
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
    return sheet_of(
        about,
        "grant_decision",
        "准予行政审批决定书",
        Facts(facts(about)),
        Paragraph(f"您提出的“{about.item_name}”申请，经审查，作出如下决定："),
        Paragraph(decision),
        *rows(given),
        *points("附加条件", conditions),
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
    return sheet_of(
        about,
        "refusal_decision",
        "不予行政审批决定书",
        Facts(facts(about)),
        Paragraph(f"您提出的“{about.item_name}”申请，经审查，决定不予行政审批。"),
        *under("查明的事实", facts_found),
        *under("理由", reason),
        *under("依据", *ground),
        *under("救济途径", remedies),
    )
