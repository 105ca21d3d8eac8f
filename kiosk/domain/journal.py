"""What the terminal hands in about itself: prints and audit events. No name and no number of a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

PrintKind = Literal[
    "queue_ticket",
    "booking_slip",
    "receipt",
    "notice",
    "certificate",
    "guide",
    "form",
    "report",
    "test_page",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRecord:
    """A print. ``unknown`` when the printer did not say."""

    record_id: UUID
    kind: PrintKind
    outcome: Literal["printed", "failed", "unknown", "cancelled"]
    copies_requested: int
    copies_printed: int
    started_at: datetime
    reference: str | None = None
    session_id: str | None = None
    failure: str | None = None
    reprint: bool = False
    pages: int | None = None
    paper_serials: tuple[str, ...] = ()
    finished_at: datetime | None = None


Role = Literal["citizen", "hall_staff", "maintenance", "auditor", "system"]
Result = Literal["ok", "refused", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something to be audited. ``actor``: a session's id or a staff number, never a name (SC-06).

    ``action`` is lower case with points and at most 64 long, ``object`` 128, ``actor`` and ``code`` 64.
    """

    action: str
    role: Role = "system"
    result: Result = "ok"
    actor: str | None = None
    object: str | None = None
    code: str | None = None
    trace: str | None = None


Audit = Callable[[Deed], None]
"""Write a deed into the audit chain. Returns at once and never raises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """A link of the audit chain; hashes are SHA-256 in hex."""

    event_id: UUID
    seq: int
    at: datetime
    action: str
    actor_role: Role
    result: Result
    prev_hash: str
    hash: str
    actor_ref: str | None = None
    object: str | None = None
    code: str | None = None
    trace_id: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that was not taken, and why."""

    id: str
    detail: str


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of a batch."""

    accepted: int
    duplicates: int
    rejected: tuple[Rejected, ...]
