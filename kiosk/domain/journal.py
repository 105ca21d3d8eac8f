"""What the terminal hands in about itself: prints and audit events. No name and no number of a person."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """A link of the audit chain; hashes are SHA-256 in hex."""

    event_id: UUID
    seq: int
    at: datetime
    action: str
    actor_role: Literal["citizen", "hall_staff", "maintenance", "auditor", "system"]
    result: Literal["ok", "refused", "failed"]
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
