"""Cases as the platform tells of them. The terminal holds none of its own (CH-01)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.case_state import Action, CaseState
from kiosk.domain.item import FeeTold, TimeLimit
from kiosk.domain.seal import Seal, Verify
from kiosk.domain.submission import Delivery, FormData


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What the applicant does next, in the platform's words."""

    action: Action
    text: str
    deadline: date | None = None
    place: str | None = None
    bring: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Until when it will be decided."""

    due_on: date | None
    clock_paused: bool
    overdue: bool
    limit: TimeLimit | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a case: ``done``, ``current`` or ``pending``."""

    name: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMinimal:
    """What anybody with the number may see: no name, material, officer or opinion."""

    case_no_masked: str
    item_name: str
    state: CaseState
    state_text: str
    next_steps: tuple[NextStep, ...]
    promised: Promise
    steps: tuple[Stage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSummary:
    """A row of the citizen's own cases."""

    case_no: str
    task_code: str
    item_name: str
    state: CaseState
    state_text: str
    submitted_at: datetime
    updated_at: datetime
    unread: bool
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialTold:
    """A material that was handed in, and how."""

    material_id: str
    name: str
    means: str
    trust_level: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What was applied for."""

    submitted_at: datetime
    applicant_masked: str
    agent_masked: str | None
    materials: tuple[MaterialTold, ...]
    receipt_document_id: str | None
    acceptance_document_id: str | None
    form: FormData | None = None
    delivery: Delivery | None = None
    signature_reliable: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Special:
    """A special procedure; while ``clock_stopped`` its days do not count."""

    kind: str
    clock_stopped: bool
    expected_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStep:
    """A step of the handling, with who did it."""

    type: str
    name: str
    status: str
    started_at: datetime | None
    ended_at: datetime | None
    officer_name: str | None = None
    officer_no: str | None = None
    opinion: str | None = None
    special: Special | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What a point is about: a material or a form field."""

    material_id: str | None = None
    pointer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionPoint:
    """One thing to put right."""

    point_id: str
    target: Target
    problem: str
    requirement: str
    original_needed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionNotice:
    """补正告知: everything that is missing, said once."""

    notice_id: str
    issued_at: datetime
    deadline: date
    points: tuple[CorrectionPoint, ...]
    routes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was decided: ``granted``, ``refused`` or ``other``."""

    decision: str
    text: str
    certificate_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDocument:
    """A receipt, notice or decision; print it as sealed only where the seal is valid."""

    document_id: str
    kind: str
    title: str
    issued_at: datetime
    media_type: str
    size: int
    sha256: str
    sm3: str
    seal: Seal
    verify: Verify | None
    printable: bool
    document_no: str | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """A case of the same 一件事."""

    case_no: str
    item_name: str
    state: CaseState


@dataclass(frozen=True, slots=True, kw_only=True)
class Can:
    """What can be done with a case now."""

    correct: bool
    withdraw: bool
    remind: bool
    evaluate: bool
    sign: bool


@dataclass(frozen=True, slots=True)
class Aliases:
    """Other numbers of the same case."""

    application_no: str | None = None
    review_code: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """How the case is found again; the code holds its number and nothing else."""

    qr_payload: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFull:
    """A case as its holder sees it."""

    case_no: str
    aliases: Aliases
    task_code: str
    item_name: str
    handling_mode: str
    state: CaseState
    state_text: str
    state_since: datetime
    next_steps: tuple[NextStep, ...]
    visits_left: int
    promised: Promise
    application: Application
    process: tuple[CaseStep, ...]
    result: Result | None
    documents: tuple[CaseDocument, ...]
    fee: FeeTold
    children: tuple[Child, ...]
    can: Can
    query: Query
    correction: CorrectionNotice | None = None
