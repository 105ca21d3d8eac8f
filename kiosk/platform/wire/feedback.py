"""Tag ``feedback``: ratings, questions, suggestions, complaints, 办不成事."""

# pylint: disable=duplicate-code  # the domain calls the same things by the same names

from __future__ import annotations

from datetime import datetime
from typing import Literal

from kiosk.domain.feedback import CannotBeDoneReason, Grade
from kiosk.domain.personal import Personal
from kiosk.platform.wire.base import Answer, Confirmation, Day, Id, Request, Time


class EvaluationTarget(Request, frozen=True):
    """What is rated."""

    kind: Literal["case", "queue_ticket", "print_grant"]
    id: str


class Evaluation(Request, frozen=True):
    """``Evaluation``."""

    target: EvaluationTarget
    grade: Grade
    reason_codes: tuple[str, ...]
    evaluated_at: datetime
    confirmation: Confirmation
    words: Personal[str] | None = None


class Feedback(Request, frozen=True):
    """``Feedback``: a consultation or a suggestion."""

    content: Personal[str]
    confirmation: Confirmation
    title: Personal[str] | None = None
    task_code: str | None = None
    department_uscc: str | None = None
    view: str | None = None
    contact_phone: Personal[str] | None = None


class Complaint(Request, frozen=True):
    """``Complaint``."""

    department_uscc: str
    content: Personal[str]
    public: bool
    confirmation: Confirmation
    task_code: str | None = None
    case_no: str | None = None
    contact_phone: Personal[str] | None = None


class ReportContact(Request, frozen=True):
    """Who wants to be called back."""

    phone: Personal[str]
    name: Personal[str] | None = None


class CannotBeDoneReport(Request, frozen=True):
    """``CannotBeDoneReport``."""

    reason: CannotBeDoneReason
    occurred_at: datetime
    content: Personal[str] | None = None
    task_code: str | None = None
    view: str | None = None
    problem_code: str | None = None
    error_trace_id: str | None = None
    contact: ReportContact | None = None
    confirmation: Confirmation | None = None


class Interaction(Answer, frozen=True):
    """``Interaction``."""

    interaction_no: Id
    kind: str
    received_at: Time
    status: str
    promised_reply_by: Day | None
    title: str | None = None
    reply: str | None = None
    replied_at: Time | None = None
    hotline: str | None = None


class InteractionPage(Answer, frozen=True):
    """``InteractionPage``."""

    interactions: tuple[Interaction, ...]
    next_cursor: str | None
