"""Makes letters for the outbox: which operation, which lane, and until when it may be delivered late."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from urllib.parse import quote
from uuid import UUID

from kiosk.domain.certificate import Objection, PrintOutcome
from kiosk.domain.feedback import CannotBeDoneReport, Complaint, Evaluation, Message
from kiosk.domain.journal import AuditEvent, PrintRecord
from kiosk.domain.submission import Correction, ResultReceipt, Submission
from kiosk.domain.upload import Capture, Confirmation, FileAnnounced, Purpose
from kiosk.platform import codec, wire
from kiosk.platform.adapters.alike import alike
from kiosk.store.letter import Kind, Letter, Page
from kiosk.store.records import Batch

BATCHES = (
    Batch(Kind.PRINT_RECORDS, "/print-records", "records", 100),
    Batch(Kind.AUDIT_EVENTS, "/audit-events", "events", 500),
)
"""How records travel, and how many at most (``maxItems`` of the contract)."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A citizen confirmed, in this session, at this moment; late delivery ends at ``deferred_until``."""

    session_id: str
    at: datetime
    deferred_until: datetime

    @property
    def confirmation(self) -> Confirmation:
        """As it goes with everything that is submitted."""
        return Confirmation(self.session_id, self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A file before it is announced; the words are those of ``FileAnnounced``."""

    content: bytes = field(repr=False)
    purpose: Purpose
    media_type: str
    trust_level: Literal["C", "D"]
    capture: Capture
    task_code: str | None = None
    material_id: str | None = None


def page(scan: Scan, confirmed: Confirmed) -> Page:
    """A page ready to go along. Its ``ref`` belongs into the body wherever its upload id is asked for.

    Reads all of the content for its digest: long ones off the event loop.
    """
    sha256 = hashlib.sha256(scan.content).hexdigest()
    announced = FileAnnounced(
        purpose=scan.purpose,
        media_type=scan.media_type,
        size=len(scan.content),
        sha256=sha256,
        trust_level=scan.trust_level,
        capture=scan.capture,
        confirmation=confirmed.confirmation,
        task_code=scan.task_code,
        material_id=scan.material_id,
    )
    # Not to be guessed: nothing that a citizen typed can be taken for it.
    ref = f"page-{secrets.token_hex(16)}"
    return Page(ref, codec.encode(alike(announced, wire.UploadRequest)), scan.content, sha256)


def submission(body: Submission, pages: tuple[Page, ...], confirmed: Confirmed, key: UUID) -> Letter:
    """``submitCase``."""
    return _letter(Kind.SUBMISSION, "/cases", alike(body, wire.CaseSubmission), confirmed, key, pages)


def correction(
    case_no: str, body: Correction, pages: tuple[Page, ...], confirmed: Confirmed, key: UUID
) -> Letter:
    """``submitCorrection``."""
    path = f"/cases/{quote(case_no, safe='')}/corrections"
    return _letter(Kind.CORRECTION, path, alike(body, wire.Correction), confirmed, key, pages)


def result_receipt(
    case_no: str, body: ResultReceipt, pages: tuple[Page, ...], confirmed: Confirmed, key: UUID
) -> Letter:
    """``signForResult``: the answer is the case."""
    path = f"/cases/{quote(case_no, safe='')}/deliveries"
    return _letter(Kind.RESULT_RECEIPT, path, alike(body, wire.DeliveryReceipt), confirmed, key, pages)


def objection(
    certificate_id: str, body: Objection, pages: tuple[Page, ...], confirmed: Confirmed, key: UUID
) -> Letter:
    """An objection to what a certificate says."""
    path = f"/certificates/{quote(certificate_id, safe='')}/objections"
    return _letter(Kind.OBJECTION, path, alike(body, wire.Objection), confirmed, key, pages)


def evaluation(body: Evaluation, confirmed: Confirmed, key: UUID) -> Letter:
    """``createEvaluation``."""
    return _letter(Kind.EVALUATION, "/evaluations", alike(body, wire.Evaluation), confirmed, key)


def consultation(body: Message, confirmed: Confirmed, key: UUID) -> Letter:
    """``createConsultation``."""
    return _letter(Kind.CONSULTATION, "/consultations", alike(body, wire.Feedback), confirmed, key)


def suggestion(body: Message, confirmed: Confirmed, key: UUID) -> Letter:
    """``createSuggestion``."""
    return _letter(Kind.SUGGESTION, "/suggestions", alike(body, wire.Feedback), confirmed, key)


def complaint(body: Complaint, confirmed: Confirmed, key: UUID) -> Letter:
    """``createComplaint``."""
    return _letter(Kind.COMPLAINT, "/complaints", alike(body, wire.Complaint), confirmed, key)


def cannot_be_done(body: CannotBeDoneReport, confirmed: Confirmed | None, key: UUID) -> Letter:
    """``createCannotBeDoneReport``; anonymous without ``confirmed``."""
    report = alike(body, wire.CannotBeDoneReport)
    return _letter(Kind.CANNOT_BE_DONE, "/cannot-be-done-reports", report, confirmed, key)


def grant_outcome(grant_id: str, body: PrintOutcome, key: UUID) -> Letter:
    """``reportGrantOutcome``: outcomes of one grant in order."""
    path = f"/print-grants/{quote(grant_id, safe='')}"
    return Letter(
        Kind.GRANT_OUTCOME,
        f"grant {grant_id}",
        "PATCH",
        path,
        codec.encode(alike(body, wire.PrintOutcome)),
        key=key,
    )


def print_record(record: PrintRecord) -> tuple[str, bytes]:
    """Id and bytes for ``Records.add`` of ``Kind.PRINT_RECORDS``."""
    return str(record.record_id), codec.encode(alike(record, wire.PrintRecord))


def audit_event(event: AuditEvent) -> tuple[str, bytes]:
    """Id and bytes for ``Records.add`` of ``Kind.AUDIT_EVENTS``; add them in the order of the chain."""
    return str(event.event_id), codec.encode(alike(event, wire.AuditEvent))


def _letter(  # noqa: PLR0913, PLR0917 the parts of a letter
    kind: Kind,
    path: str,
    body: wire.Request,
    confirmed: Confirmed | None,
    key: UUID,
    pages: tuple[Page, ...] = (),
) -> Letter:
    text = codec.encode(body)
    for each in pages:
        if b'"%s"' % each.ref.encode() not in text:
            raise ValueError("a page that its letter does not name")
    lane = confirmed.session_id if confirmed else key.hex
    deadline = confirmed.deferred_until if confirmed else None
    return Letter(kind, lane, "POST", path, text, pages, deadline, key)
