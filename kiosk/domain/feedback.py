"""Ratings, questions, suggestions, complaints and 办不成事, and what the platform answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from kiosk.domain.personal import Personal
from kiosk.domain.upload import Confirmation

Grade = Literal["very_satisfied", "satisfied", "basically_satisfied", "dissatisfied", "very_dissatisfied"]
CannotBeDoneReason = Literal[
    "device_fault",
    "platform_fault",
    "identity_failed",
    "material_refused",
    "item_not_offered",
    "told_to_go_elsewhere",
    "other",
]


@dataclass(frozen=True, slots=True)
class Reason:
    """A uniform reason for a grade."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class GradeReasons:
    """A grade with its reasons; where ``bad``, a reason or words are needed."""

    grade: str
    label: str
    bad: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class EvaluationReasons:
    """The five grades."""

    version: str
    grades: tuple[GradeReasons, ...]


@dataclass(frozen=True, slots=True)
class EvaluationTarget:
    """What is rated."""

    kind: Literal["case", "queue_ticket", "print_grant"]
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A rating: voluntary, nothing preset, the grade by name."""

    target: EvaluationTarget
    grade: Grade
    reason_codes: tuple[str, ...]
    evaluated_at: datetime
    confirmation: Confirmation
    words: Personal[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A question or a suggestion; the item decides the department."""

    content: Personal[str]
    confirmation: Confirmation
    title: Personal[str] | None = None
    task_code: str | None = None
    department_uscc: str | None = None
    view: str | None = None
    contact_phone: Personal[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A complaint with its real name; not public unless the citizen says so."""

    department_uscc: str
    content: Personal[str]
    public: bool
    confirmation: Confirmation
    task_code: str | None = None
    case_no: str | None = None
    contact_phone: Personal[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContact:
    """Who wants to be called back."""

    phone: Personal[str]
    name: Personal[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CannotBeDoneReport:
    """办不成事: anonymous unless the citizen wants to be called."""

    reason: CannotBeDoneReason
    occurred_at: datetime
    content: Personal[str] | None = None
    task_code: str | None = None
    view: str | None = None
    problem_code: str | None = None
    error_trace_id: str | None = None
    contact: ReportContact | None = None
    confirmation: Confirmation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """What the platform took in, with its receipt number; ``status`` as it says."""

    interaction_no: str
    kind: str
    received_at: datetime
    status: str
    promised_reply_by: date | None
    title: str | None = field(default=None, repr=False)
    reply: str | None = field(default=None, repr=False)
    replied_at: datetime | None = None
    hotline: str | None = None
