"""The way of a matter as a table: eight kinds of step (CT-10), and where a case stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from kiosk.domain.case import CaseStep
from kiosk.domain.guide_text import NONE
from kiosk.domain.item import Flow, FlowStep

KINDS: Final = {
    "apply": "申请",
    "correction": "材料补正",
    "original_precheck": "原件预审",
    "payment": "缴费",
    "logistics": "物流",
    "acceptance": "受理",
    "completion": "办结",
    "sign_for": "签收",
}
INSIDE: Final = {"review": "completion", "special": "completion"}
"""What the department does within a step of the guide: to the applicant the case is on its way to 办结."""


class Standing(StrEnum):
    """Where a case stands with a step. ``later`` is all there is to say without a case."""

    DONE = "done"
    CURRENT = "current"
    NEXT = "next"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowRow:
    """A step: the guide's words, 无 where it has none, and the case's own moments where there is a case."""

    kind: str
    name: str
    start: str
    end: str
    duration: str
    applicant: str
    window: str
    standing: Standing = Standing.LATER
    started_at: datetime | None = None
    ended_at: datetime | None = None


def flow_rows(flow: Flow, process: Sequence[CaseStep] = ()) -> tuple[FlowRow, ...]:
    """The guide's steps in order; with a case's ``process`` also what is done, current and next.

    A step that the case went through and the guide does not tell of (a correction) stands where it happened.
    """
    rows = [_row(step, process) for step in flow.steps]
    place = 0
    for told in process:
        kind = INSIDE.get(told.type, told.type)
        at = next((n for n, row in enumerate(rows) if row.kind == kind), None)
        if at is None and kind in KINDS:
            at = place
            rows.insert(at, _unannounced(told, process))
        place = place if at is None else at + 1
    return tuple(_with_next(rows) if process else rows)


def _row(step: FlowStep, process: Sequence[CaseStep]) -> FlowRow:
    mine = [told for told in process if INSIDE.get(told.type, told.type) == step.type]
    begun = [told.started_at for told in mine if told.started_at]
    standing = _standing(step.type, mine)
    ended = [told.ended_at for told in mine if told.ended_at and told.type == step.type]
    return FlowRow(
        kind=step.type,
        name=step.name,
        start=step.start or NONE,
        end=step.end or NONE,
        duration=step.duration.text or NONE,
        applicant=step.applicant or NONE,
        window=step.window or NONE,
        standing=standing,
        started_at=min(begun) if begun else None,
        ended_at=max(ended) if ended and standing is Standing.DONE else None,
    )


def _unannounced(told: CaseStep, process: Sequence[CaseStep]) -> FlowRow:
    return FlowRow(
        kind=told.type,
        name=told.name,
        start=NONE,
        end=NONE,
        duration=NONE,
        applicant=NONE,
        window=NONE,
        standing=_standing(told.type, [step for step in process if step.type == told.type]),
        started_at=told.started_at,
        ended_at=told.ended_at,
    )


def _standing(kind: str, mine: Sequence[CaseStep]) -> Standing:
    if any(told.status == "current" for told in mine):
        return Standing.CURRENT
    if any(told.status == "done" and told.type == kind for told in mine):
        return Standing.DONE
    return Standing.LATER


def _with_next(rows: Sequence[FlowRow]) -> list[FlowRow]:
    """The first step behind everything done or current is the next one."""
    reached = [n for n, row in enumerate(rows) if row.standing is not Standing.LATER]
    following = reached[-1] + 1 if reached else 0
    return [replace(row, standing=Standing.NEXT) if n == following else row for n, row in enumerate(rows)]
