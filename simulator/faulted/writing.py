"""The letters themselves, written as a journey would write them."""

from __future__ import annotations

from typing import Final

from kiosk.domain.certificate import Objection, PrintOutcome
from kiosk.domain.feedback import CannotBeDoneReport, Complaint, Evaluation, EvaluationTarget, Message
from kiosk.domain.journal import AuditEvent, PrintRecord
from kiosk.domain.personal import Personal
from kiosk.domain.submission import Correction, MaterialRef, ResultReceipt
from kiosk.domain.upload import Capture, Purpose
from kiosk.platform import letters
from kiosk.platform.letters import Confirmed, Scan
from kiosk.store.letter import Kind, Letter, Page
from simulator.faulted import forms
from simulator.faulted.entry import SIGNED, Entry

PURPOSES: Final[dict[Kind, Purpose]] = {
    Kind.SUBMISSION: "material",
    Kind.CORRECTION: "correction",
    Kind.OBJECTION: "objection",
}


def record(entry: Entry) -> tuple[str, bytes]:
    """Write a print record or an audit event: id and JSON."""
    if entry.kind is Kind.PRINT_RECORDS:
        printed = PrintRecord(
            record_id=entry.key,
            kind="queue_ticket",
            outcome="printed",
            copies_requested=1,
            copies_printed=1,
            started_at=entry.visit.at,
        )
        return letters.print_record(printed)
    event = AuditEvent(
        event_id=entry.key,
        seq=entry.number,
        at=entry.visit.at,
        action="session.ended",
        actor_role="system",
        result="ok",
        prev_hash="0" * 64,
        hash="1" * 64,
    )
    return letters.audit_event(event)


def letter(entry: Entry) -> Letter:
    """Write anything else."""
    visit = entry.visit
    confirmed = Confirmed(visit.session_id, visit.at, visit.deferred_until)
    pages = tuple(_page(entry, number, confirmed) for number in range(len(entry.sizes)))
    if entry.kind is Kind.SUBMISSION:
        *scans, signature = pages
        wanted = forms.legal_aid(visit, _scanned(scans), mark=entry.mark, signature=signature.ref)
        return letters.submission(wanted, pages, confirmed, entry.key)
    if entry.kind is Kind.CORRECTION:
        answer = Correction(
            notice_id=entry.notice,
            route="online",
            form_changes=(),
            materials=(_scanned(pages),),
            confirmation=confirmed.confirmation,
        )
        return letters.correction(entry.about, answer, pages, confirmed, entry.key)
    if entry.kind is Kind.RESULT_RECEIPT:
        receipt = ResultReceipt(
            method="printed_here",
            received_by="holder",
            received_at=visit.at,
            confirmation=confirmed.confirmation,
            signature_upload_id=pages[0].ref,
        )
        return letters.result_receipt(entry.about, receipt, pages, confirmed, entry.key)
    if entry.kind is Kind.OBJECTION:
        objection = Objection(
            content=Personal(entry.mark),
            confirmation=confirmed.confirmation,
            evidence_upload_ids=tuple(page.ref for page in pages),
        )
        return letters.objection(entry.about, objection, pages, confirmed, entry.key)
    return _without_pages(entry, confirmed)


def _without_pages(entry: Entry, confirmed: Confirmed) -> Letter:
    words, yes, at = Personal(entry.mark), confirmed.confirmation, entry.visit.at
    if entry.kind is Kind.EVALUATION:
        rating = Evaluation(
            target=EvaluationTarget("queue_ticket", entry.about),
            grade="very_satisfied",
            reason_codes=(),
            evaluated_at=at,
            confirmation=yes,
        )
        return letters.evaluation(rating, confirmed, entry.key)
    if entry.kind is Kind.COMPLAINT:
        complaint = Complaint(
            department_uscc=forms.LEGAL_AID[:18], content=words, public=False, confirmation=yes
        )
        return letters.complaint(complaint, confirmed, entry.key)
    if entry.kind is Kind.CANNOT_BE_DONE:
        report = CannotBeDoneReport(reason="device_fault", occurred_at=at, content=words)
        return letters.cannot_be_done(report, None, entry.key)
    if entry.kind is Kind.GRANT_OUTCOME:
        outcome = PrintOutcome(outcome="printed", copies_printed=1, finished_at=at, record_id=entry.key)
        return letters.grant_outcome(entry.about, outcome, entry.key)
    message = Message(content=words, confirmation=yes, task_code=forms.LEGAL_AID)
    write = letters.consultation if entry.kind is Kind.CONSULTATION else letters.suggestion
    return write(message, confirmed, entry.key)


def _page(entry: Entry, number: int, confirmed: Confirmed) -> Page:
    signature = entry.kind in SIGNED and number == len(entry.sizes) - 1
    scan = Scan(
        content=entry.page(number),
        purpose="signature" if signature else PURPOSES[entry.kind],
        media_type="image/jpeg",
        trust_level="C",
        capture=Capture(means="on_screen" if signature else "document_scanner", captured_at=entry.visit.at),
    )
    return letters.page(scan, confirmed)


def _scanned(pages: tuple[Page, ...] | list[Page]) -> MaterialRef:
    return MaterialRef(
        material_id=forms.SCANNED, means="upload", upload_ids=tuple(page.ref for page in pages)
    )
