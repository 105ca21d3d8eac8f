"""Every operation has its method, says only what the contract allows, and understands the answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

import pytest

from kiosk.domain.booking import TicketRequest
from kiosk.domain.case_state import CaseState
from kiosk.domain.certificate import GrantWish, Objection, PrintOutcome
from kiosk.domain.consent import ConsentGiven
from kiosk.domain.feedback import (
    CannotBeDoneReport,
    Complaint,
    Evaluation,
    EvaluationTarget,
    Message,
    ReportContact,
)
from kiosk.domain.hall import Area
from kiosk.domain.journal import AuditEvent, PrintRecord
from kiosk.domain.personal import Personal
from kiosk.domain.proof import FaceMatch, SmartCardRead, TypedNumber, Verified
from kiosk.domain.slots import BookingWish
from kiosk.domain.subject import DelegationWish, Principal
from kiosk.domain.submission import (
    Agent,
    Applicant,
    Commitment,
    Contact,
    Correction,
    Delivery,
    FormChange,
    FormData,
    MaterialRef,
    PostAddress,
    ResultReceipt,
    Submission,
)
from kiosk.domain.upload import Capture, Confirmation, FileAnnounced
from kiosk.platform import Done, Help
from kiosk.platform.adapters.reference import ReferencePlatform
from tests.platform.contract_samples import operations
from tests.platform.contract_server import FILE, ContractServer
from tests.platform.terminal import CHINA, citizen, proof, reference

AT = datetime(2026, 11, 21, 9, 30, tzinfo=CHINA)
DAY = date(2026, 11, 23)
KEY = UUID("0c2f5f0e-5d7b-4c58-9a51-3f0e6f0a9b11")
TASK = "11990100MB9900A09B3992012005000"
USCC = "11990100MB9911A15Y"
HEX = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
PHONE = Personal("13800000000")
NAME, NUMBER, WORDS = Personal("张示例"), Personal("990101198503120010"), Personal("示例内容")
CITIZEN = citizen()
YES = Confirmation("se-0001", AT)
COMMITMENT = Commitment(text_version="commit-2", text_sha256=HEX, signed_at=AT, signature_upload_id="up-0002")
SUBMISSION = Submission(
    task_code=TASK,
    guide_version="g-3",
    handling_mode="original_verification",
    applicant=Applicant("su-0001"),
    agent=Agent("de-0001", "delegate"),
    form=FormData("f-36", "1", Personal({"reason": "劳动报酬纠纷"})),
    materials=(
        MaterialRef(material_id="m1", means="card_read"),
        MaterialRef(material_id="m2", means="upload", upload_ids=("up-0001",)),
        MaterialRef(material_id="m3", means="certificate", certificate_id="ce-1", consent_id="co-1"),
    ),
    delivery=Delivery(
        method="post",
        post=PostAddress(
            recipient=NAME, phone=PHONE, region_code="990101", address=Personal("云溪区示例路1号")
        ),
    ),
    contact=Contact(PHONE),
    commitment=COMMITMENT,
    bundle=("子事项",),
    confirmation=YES,
)
FILE_ANNOUNCED = FileAnnounced(
    purpose="material",
    media_type="image/jpeg",
    size=345678,
    sha256=HEX,
    trust_level="C",
    capture=Capture(means="document_scanner", captured_at=AT, page_no=1, dpi=200, sharpness=0.9),
    confirmation=YES,
    task_code=TASK,
    material_id="m4",
)
AUDIT = AuditEvent(
    event_id=KEY,
    seq=1,
    at=AT,
    action="slip.printed",
    actor_role="system",
    result="ok",
    prev_hash=HEX,
    hash=HEX,
)
PRINT = PrintRecord(
    record_id=KEY,
    kind="queue_ticket",
    outcome="unknown",
    copies_requested=1,
    copies_printed=0,
    started_at=AT,
    reference="ti-0001",
)
MESSAGE = Message(
    content=WORDS, confirmation=YES, title=WORDS, task_code=TASK, view="guide", contact_phone=PHONE
)
DELEGATION = DelegationWish(
    principal=Principal(subject_type="1", id_type="resident_id_card", id_no=NUMBER, name=NAME),
    relation="delegate",
    task_codes=(TASK,),
    valid_to=DAY,
    letter_upload_ids=("up-0001",),
)
FACE = FaceMatch(
    consent_id="co-1", score=0.3, threshold=0.55, algorithm="示例 1", liveness="passed", decided_at=AT
)
SOCIAL = SmartCardRead(
    kind="social_security_card",
    id_type="resident_id_card",
    id_no=NUMBER,
    name=NAME,
    read_at=AT,
    card_no=Personal("SAMPLE01"),
    valid_to=DAY,
)
STATE = Help(
    devices=({"kind": "ticket_printer", "device": "online", "paper": "out", "since": AT.isoformat()},),
    counters={"sessions": 41},
    mode="out_of_service",
    config_version="c-7",
    outbox_depth=2,
    outbox_age_s=90,
    results=(Done("cm-1", "refused", "expired"), Done("cm-2", "done")),
)
DONE = PrintOutcome(outcome="printed", copies_printed=1, finished_at=AT, record_id=KEY)

Calls = dict[str, Callable[[ReferencePlatform], Awaitable[Any]]]
CALLS: Calls = {
    "sendHeartbeat": lambda p: p.heartbeat(STATE),
    "getDeviceConfig": lambda p: p.site_rules(),
    "postAuditEvents": lambda p: p.hand_in_events((AUDIT,), key=KEY),
    "postPrintRecords": lambda p: p.hand_in_prints((PRINT,), key=KEY),
    "verifyIdentity": lambda p: p.verify_identity("resident_id_card", NUMBER, NAME, key=KEY),
    "sendOtp": lambda p: p.send_code("raise_level", id_no=NUMBER, key=KEY),
    "verifyOtp": lambda p: p.verify_code("otp-0001", Personal("246810"), key=KEY),
    "resolveQr": lambda p: p.resolve_code(Personal("SAMPLE-EID-0001"), AT, key=KEY),
    "verifyFactor": lambda p: p.verify_factor(
        "bank_card", Personal("SAMPLE1"), id_no=NUMBER, name=NAME, key=KEY
    ),
    "createSession": lambda p: p.open_session(
        (proof(), SOCIAL, TypedNumber(id_type="resident_id_card", id_no=NUMBER)), key=KEY
    ),
    "raiseSession": lambda p: p.raise_level(
        CITIZEN, (FACE, Verified(kind="otp", verification_id="ve-1")), key=KEY
    ),
    "endSession": lambda p: p.sign_out(CITIZEN),
    "recordConsent": lambda p: p.record_consent(
        CITIZEN, ConsentGiven(kind="face", text_version="face-3", given_at=AT, method="touch"), key=KEY
    ),
    "withdrawConsent": lambda p: p.withdraw_consent(CITIZEN, "co-1", key=KEY),
    "listSubjects": lambda p: p.subjects(CITIZEN, task_code=TASK),
    "requestDelegation": lambda p: p.request_delegation(CITIZEN, DELEGATION, key=KEY),
    "cancelDelegation": lambda p: p.cancel_delegation(CITIZEN, "de-1", key=KEY),
    "listItems": lambda p: p.items(cursor="n200", changed_since=AT),
    "getItemGuide": lambda p: p.guide(TASK),
    "getItemFile": lambda p: p.item_file(TASK, "fi-1"),
    "getPrefill": lambda p: p.prefill(CITIZEN, TASK, consent_id="co-1", subject_id="su-1"),
    "getCalendar": lambda p: p.calendar(),
    "getHallStatus": lambda p: p.hall_status(),
    "listEvaluationReasons": lambda p: p.evaluation_reasons(),
    "listFaq": lambda p: p.faq(task_code=TASK, cursor="n50"),
    "listPublishedResults": lambda p: p.published_results(cursor="n50"),
    "listBookingSlots": lambda p: p.slots(TASK, hall_code="hall-01"),
    "listMyBookings": lambda p: p.all_bookings(CITIZEN),
    "createBooking": lambda p: p.book(
        CITIZEN, BookingWish(slot_id="sl-1", task_code=TASK, contact_phone=PHONE), key=KEY
    ),
    "cancelBooking": lambda p: p.cancel_booking(CITIZEN, "bk-1", key=KEY),
    "issueQueueTicket": lambda p: p.issue_ticket(TicketRequest.walk_in(Area("A", "")), key=KEY, citizen=None),
    "getQueueTicket": lambda p: p.ticket("ti-1"),
    "reprintQueueTicket": lambda p: p.count_reprint("ti-1", reason="lost", key=KEY),
    "createUpload": lambda p: p.announce_upload(FILE_ANNOUNCED, key=KEY, citizen=CITIZEN),
    "getUploadOffset": lambda p: p.upload_offset("up-1"),
    "appendUpload": lambda p: p.append("up-1", 0, b"\x89PNG\r\n"),
    "discardUpload": lambda p: p.discard_upload("up-1", key=KEY),
    "completeUpload": lambda p: p.complete_upload("up-1", HEX, key=KEY),
    "createUploadRelay": lambda p: p.open_relay(CITIZEN, TASK, "m4", key=KEY),
    "getUploadRelay": lambda p: p.relay(CITIZEN, "re-1"),
    "listMyCases": lambda p: p.my_cases(CITIZEN, subject_id="su-1", state=CaseState.ACCEPTED, cursor="n50"),
    "submitCase": lambda p: p.submit(SUBMISSION, key=KEY, citizen=CITIZEN),
    "getCase": lambda p: p.case("case-1", citizen=CITIZEN, full=True),
    "submitCorrection": lambda p: p.correct(
        "case-1",
        Correction(
            notice_id="no-1",
            route="online",
            form_changes=(FormChange("/reason", Personal("示例")), FormChange("/count", Personal(None))),
            materials=(MaterialRef(material_id="m2", means="at_hall"),),
            commitment=COMMITMENT,
            confirmation=YES,
        ),
        key=KEY,
    ),
    "withdrawCase": lambda p: p.withdraw(CITIZEN, "case-1", WORDS, key=KEY),
    "remindCase": lambda p: p.remind(CITIZEN, "case-1", key=KEY),
    "signForResult": lambda p: p.sign_for_result(
        "case-1",
        ResultReceipt(
            method="printed_here",
            received_by="holder",
            received_at=AT,
            paper_serials=("P1",),
            confirmation=YES,
        ),
        key=KEY,
    ),
    "getCaseDocument": lambda p: p.case_document(CITIZEN, "case-1", "do-1"),
    "listCertificates": lambda p: p.certificates(CITIZEN, type_code="1", task_code=TASK),
    "createPrintGrant": lambda p: p.grant(
        CITIZEN, "ce-1", GrantWish(copies=1, purpose="办理贷款", consent_id="co-1"), key=KEY
    ),
    "downloadGrantFile": lambda p: p.grant_file("gr-1"),
    "reportGrantOutcome": lambda p: p.report_outcome("gr-1", DONE, key=KEY),
    "objectToCertificate": lambda p: p.object_to(
        "ce-1", Objection(content=WORDS, label="姓名", confirmation=YES), key=KEY, citizen=CITIZEN
    ),
    "createEvaluation": lambda p: p.evaluate(
        Evaluation(
            target=EvaluationTarget("queue_ticket", "ti-1"),
            grade="very_satisfied",
            reason_codes=("515",),
            evaluated_at=AT,
            confirmation=YES,
        ),
        key=KEY,
    ),
    "createConsultation": lambda p: p.consult(MESSAGE, key=KEY, citizen=CITIZEN),
    "createSuggestion": lambda p: p.suggest(MESSAGE, key=KEY),
    "createComplaint": lambda p: p.complain(
        Complaint(department_uscc=USCC, content=WORDS, public=False, confirmation=YES), key=KEY
    ),
    "createCannotBeDoneReport": lambda p: p.report_cannot_be_done(
        CannotBeDoneReport(reason="device_fault", occurred_at=AT, contact=ReportContact(phone=PHONE)),
        key=KEY,
    ),
    "listMyInteractions": lambda p: p.my_interactions(CITIZEN, cursor="n50"),
}
IN_OTHER_WORDS = {"createSession", "raiseSession", "sendHeartbeat", "getHallStatus"} | {
    name for name in CALLS if "Booking" in name or "QueueTicket" in name
}
"""Operations whose answer has other names here than on the wire; their values are proven elsewhere."""


def test_every_operation_has_a_method() -> None:
    """Activation, which has no terminal yet to speak for, is ``kiosk.platform.activation.activate``."""
    assert CALLS.keys() == operations().keys() - {"activateDevice"}


@pytest.mark.parametrize("how", [{"full": True}, {"full": False}, {"new": True}], ids=["full", "bare", "new"])
@pytest.mark.parametrize("name", CALLS)
async def test_what_is_said_is_allowed_and_what_is_answered_is_understood(
    name: str, how: dict[str, bool]
) -> None:
    async with ContractServer(**how) as server:
        platform = reference(server.base_url)
        told = await CALLS[name](platform)
        await platform.close()
    assert server.refused == []
    assert [operation for operation, _ in server.taken] == [name]
    if name not in IN_OTHER_WORDS and server.answered is not None and how != {"new": True}:
        understood(server.answered, told)
    if server.answered is None:
        assert told in {None, 7} or told.content == FILE


def understood(answer: Any, told: Any) -> None:
    """Whatever the answer and the thing made of it both have is the same; nothing is made up."""
    if hasattr(told, "rows") or hasattr(told, "value"):
        told = getattr(told, "rows", None) if hasattr(told, "rows") else told.value
    if isinstance(told, tuple) and isinstance(answer, dict):
        answer = next(member for member in answer.values() if isinstance(member, list))
    same(answer, told)


def same(answer: Any, told: Any) -> None:
    if isinstance(told, Personal):
        told = told.reveal()
    if isinstance(told, tuple):
        assert len(answer) == len(told)
        for one, other in zip(answer, told, strict=True):
            same(one, other)
    elif isinstance(told, datetime):
        assert datetime.fromisoformat(answer) == told
    elif isinstance(told, date):
        assert answer == told.isoformat()
    elif isinstance(told, Enum):
        assert answer == told.value
    elif isinstance(told, Area):
        assert answer["area_code"] == told.code
    elif is_dataclass(told):
        here = {field.name: getattr(told, field.name) for field in fields(told)}
        named = {"print" if name == "printing" else name: value for name, value in here.items()}
        common = answer.keys() & named.keys()
        assert common or not answer
        for name in common:
            same(answer[name], named[name])
    else:
        assert answer == told
