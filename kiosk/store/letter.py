"""What is put into the outbox, what is handed back for it, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from msgspec import Struct

PART_BYTES = 512 * 1024
"""Pages are sealed, read and sent in parts of this size: a long one never lies in memory whole."""


class Kind(StrEnum):
    """What a letter is for."""

    SUBMISSION = "submission"
    CORRECTION = "correction"
    RESULT_RECEIPT = "result_receipt"
    OBJECTION = "objection"
    EVALUATION = "evaluation"
    CONSULTATION = "consultation"
    SUGGESTION = "suggestion"
    COMPLAINT = "complaint"
    CANNOT_BE_DONE = "cannot_be_done"
    GRANT_OUTCOME = "grant_outcome"
    PRINT_RECORDS = "print_records"
    AUDIT_EVENTS = "audit_events"

    @property
    def for_citizen(self) -> bool:
        """Whether a person waits for the answer: then it is kept, and the letter has a holding number."""
        return self not in {Kind.GRANT_OUTCOME, Kind.PRINT_RECORDS, Kind.AUDIT_EVENTS}


class State(StrEnum):
    """Where a letter is."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class Page:
    """A file that goes along. ``ref`` stands in the letter's body, quoted, where its upload id belongs.

    ``announcement`` is the body that announces it to the platform; ``sha256`` (hex) is of ``content``.
    """

    ref: str
    announcement: bytes = field(repr=False)
    content: bytes = field(repr=False)
    sha256: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """A request that must not be lost. ``lane``: letters of one lane go out in order; opaque, never a name.

    ``key`` is the idempotency key: the same key put twice is one letter. ``deadline`` is ``deferred_until``:
    told to staff, judged by the platform alone (this terminal's clock may be wrong).
    """

    kind: Kind
    lane: str
    method: str
    path: str = field(repr=False)
    body: bytes = field(repr=False)
    pages: tuple[Page, ...] = field(default=(), repr=False)
    deadline: datetime | None = None
    key: UUID = field(default_factory=uuid4)
    size: int = field(init=False)
    """Bytes of body, announcements and pages."""

    def __post_init__(self) -> None:
        size = len(self.body) + sum(len(p.content) + len(p.announcement) for p in self.pages)
        object.__setattr__(self, "size", size)


class PageHead(Struct, frozen=True, array_like=True):
    """A page without its content."""

    ref: str
    announcement: bytes
    size: int
    sha256: str


class Envelope(Struct, frozen=True, array_like=True):
    """What is sent, as it is sealed. ``final``: upload ids stand in the body; these very bytes may be out."""

    method: str
    path: str
    body: bytes
    pages: tuple[PageHead, ...] = ()
    template: bytes | None = None

    @property
    def final(self) -> bool:
        """Whether the body is the one to send."""
        return not self.pages or self.template is not None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a letter is kept. ``holding_no`` (暂存号) is the terminal's own; empty when no one waits."""

    id: int
    key: UUID
    kind: Kind
    holding_no: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A waiting letter without what it says. Times are unix seconds."""

    id: int
    key: UUID
    kind: Kind
    lane: str
    holding_no: str
    put_at: float
    size: int
    attempts: int = 0
    strikes: int = 0


class Answer(Struct, frozen=True):
    """What the platform said last: an accepting answer, or the problem a letter was set aside with.

    ``number`` is the platform's own (case or receipt number); ``body`` the whole answer as it came.
    """

    status: int
    number: str = ""
    body: bytes = b""
    code: str = ""
    detail: str = ""
    existing_kind: str = ""
    existing_id: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A letter as citizen and staff may see it: never what it says. ``reason`` tells why it still waits."""

    id: int
    key: UUID
    kind: Kind
    holding_no: str
    state: State
    put_at: datetime
    deadline: datetime | None
    attempts: int
    reason: str
    answer: Answer | None
