"""Tag ``case``, what is told: lists, the minimal and the full view, documents."""

# pylint: disable=duplicate-code  # the domain calls the same things by the same names

from __future__ import annotations

from kiosk.platform.wire.base import Answer, Count, Day, Delivery, Fee, FormData, Id, Time, TimeLimit
from kiosk.platform.wire.seal import Seal, Verify


class NextStep(Answer, frozen=True):
    """``NextStep``."""

    action: str
    text: str
    deadline: Day | None = None
    place: str | None = None
    bring: tuple[str, ...] = ()


class Promise(Answer, frozen=True):
    """``Promise``."""

    due_on: Day | None
    clock_paused: bool
    overdue: bool
    limit: TimeLimit | None = None


class Stage(Answer, frozen=True):
    """A stage of the minimal view."""

    name: str
    status: str


class CaseMinimal(Answer, frozen=True, tag="minimal", tag_field="view"):
    """``CaseMinimal``."""

    case_no_masked: str
    item_name: str
    state: str
    state_text: str
    next_steps: tuple[NextStep, ...]
    promised: Promise
    steps: tuple[Stage, ...]


class CaseSummary(Answer, frozen=True):
    """``CaseSummary``."""

    case_no: Id
    task_code: str
    item_name: str
    state: str
    state_text: str
    submitted_at: Time
    updated_at: Time
    unread: bool
    due_on: Day | None = None


class CasePage(Answer, frozen=True):
    """``CasePage``."""

    cases: tuple[CaseSummary, ...]
    next_cursor: str | None


class Aliases(Answer, frozen=True):
    """Other numbers of the same case."""

    application_no: str | None = None
    review_code: str | None = None


class MaterialTold(Answer, frozen=True):
    """A material that was handed in."""

    material_id: str
    name: str
    means: str
    trust_level: str | None


class Application(Answer, frozen=True):
    """What was applied for."""

    submitted_at: Time
    applicant_masked: str
    agent_masked: str | None
    materials: tuple[MaterialTold, ...]
    receipt_document_id: str | None
    acceptance_document_id: str | None
    form: FormData | None = None
    delivery: Delivery | None = None
    signature_reliable: bool | None = None


class Special(Answer, frozen=True):
    """A special procedure."""

    kind: str
    clock_stopped: bool
    expected_days: int | None = None


class CaseStep(Answer, frozen=True):
    """``CaseStep``."""

    type: str
    name: str
    status: str
    started_at: Time | None
    ended_at: Time | None
    officer_name: str | None = None
    officer_no: str | None = None
    opinion: str | None = None
    special: Special | None = None


class Target(Answer, frozen=True):
    """What a point is about."""

    material_id: str | None = None
    pointer: str | None = None


class CorrectionPoint(Answer, frozen=True):
    """One thing to put right."""

    point_id: Id
    target: Target
    problem: str
    requirement: str
    original_needed: bool = False


class CorrectionNotice(Answer, frozen=True):
    """``CorrectionNotice``."""

    notice_id: Id
    issued_at: Time
    deadline: Day
    points: tuple[CorrectionPoint, ...]
    routes: tuple[str, ...]


class Result(Answer, frozen=True):
    """What was decided."""

    decision: str
    text: str
    certificate_ids: tuple[str, ...] = ()


class CaseDocument(Answer, frozen=True):
    """``CaseDocument``."""

    document_id: Id
    kind: str
    title: str
    issued_at: Time
    media_type: str
    size: int
    sha256: str
    sm3: str
    seal: Seal
    verify: Verify | None
    printable: bool
    document_no: str | None = None


class Child(Answer, frozen=True):
    """A case of the same 一件事."""

    case_no: Id
    item_name: str
    state: str


class Can(Answer, frozen=True):
    """What can be done now."""

    correct: bool
    withdraw: bool
    remind: bool
    evaluate: bool
    sign: bool


class Query(Answer, frozen=True):
    """How the case is found again."""

    qr_payload: str
    url: str | None = None


class CaseFull(Answer, frozen=True, tag="full", tag_field="view"):
    """``CaseFull``."""

    case_no: Id
    aliases: Aliases
    task_code: str
    item_name: str
    handling_mode: str
    state: str
    state_text: str
    state_since: Time
    next_steps: tuple[NextStep, ...]
    visits_left: Count
    promised: Promise
    application: Application
    process: tuple[CaseStep, ...]
    result: Result | None
    documents: tuple[CaseDocument, ...]
    fee: Fee
    children: tuple[Child, ...]
    can: Can
    query: Query
    correction: CorrectionNotice | None = None
