"""Tag ``identity``: proofs, sessions, consents, subjects, delegations."""

# pylint: disable=duplicate-code  # the domain calls the same things by the same names

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from kiosk.domain.consent import ConsentKind, ConsentMethod
from kiosk.domain.personal import Personal
from kiosk.domain.proof import CodePurpose, FactorKind, VerifiedKind
from kiosk.platform.wire.base import Answer, Count, Day, Id, Request, Time

CodeTo = Literal["bound_phone", "typed_phone"]


class IdentityCheck(Request, frozen=True):
    """``IdentityCheck``."""

    id_type: str
    id_no: Personal[str]
    name: Personal[str]


class Verification(Answer, frozen=True):
    """``Verification``."""

    result: str
    verification_id: str | None = None
    expires_at: Time | None = None


class OtpRequest(Request, frozen=True):
    """``OtpRequest``: ``phone`` for ``typed_phone``, ``id_no`` for ``bound_phone``."""

    purpose: CodePurpose
    to: CodeTo
    phone: Personal[str] | None = None
    id_no: Personal[str] | None = None


class Otp(Answer, frozen=True):
    """``Otp``."""

    otp_id: Id
    phone_masked: str
    expires_at: Time
    resend_after_s: int
    attempts_left: int


class OtpAnswer(Request, frozen=True):
    """``OtpAnswer``."""

    otp_id: str
    code: Personal[str]


class FactorCheck(Request, frozen=True):
    """``FactorCheck``."""

    factor: FactorKind
    value: Personal[str]
    id_no: Personal[str]
    name: Personal[str]


class QrScan(Request, frozen=True):
    """``QrScan``: what a code says is opaque and may open a session."""

    payload: Personal[str]
    scanned_at: datetime


class QrResolution(Answer, frozen=True):
    """``QrResolution``."""

    kind: str
    verification_id: str | None = None
    level: str | None = None
    name_masked: str | None = None
    case_no: str | None = None
    booking_id: str | None = None
    ticket_id: str | None = None
    task_code: str | None = None


class TypedProof(Request, frozen=True):
    """``ProofTyped``. The kind is always sent, so it has no default."""

    kind: Literal["typed_number"]
    id_type: str
    id_no: Personal[str]
    name: Personal[str] | None = None


class CardProof(Request, frozen=True):
    """``ProofCard``. ``valid_to`` is a date or ``long_term``."""

    kind: Literal["id_card", "social_security_card", "travel_document"]
    id_type: str
    id_no: Personal[str]
    name: Personal[str]
    read_at: datetime
    nationality: str | None = None
    card_no: Personal[str] | None = None
    valid_to: str | None = None
    reader_sam_no: str = ""
    chip_verified: bool | None = None


class FaceProof(Request, frozen=True):
    """``ProofFace``: the decision, never an image."""

    kind: Literal["face_match"]
    consent_id: str
    score: float
    threshold: float
    algorithm: str
    liveness: Literal["passed", "not_checked"]
    decided_at: datetime


class VerifiedProof(Request, frozen=True):
    """``ProofVerified``."""

    kind: VerifiedKind
    verification_id: str


Proof = TypedProof | CardProof | FaceProof | VerifiedProof


class SessionRequest(Request, frozen=True):
    """``SessionRequest``."""

    proofs: tuple[Proof, ...]


class Raise(Answer, frozen=True):
    """A way to a higher level."""

    level: str
    proofs: tuple[str, ...]


class Person(Answer, frozen=True):
    """Who signed in, masked by the platform."""

    subject_id: Id
    subject_type: str
    name_masked: str
    id_masked: str
    age_band: str | None


class Session(Answer, frozen=True):
    """``Session``. The token lives in memory only."""

    session_id: Id
    access_token: Personal[str]
    token_type: str
    expires_at: Time
    deferred_until: Time
    level: str
    raise_by: tuple[Raise, ...]
    person: Person
    updates: Count
    booking_suspended_until: Time | None


class ConsentRequest(Request, frozen=True):
    """``ConsentRequest``."""

    kind: ConsentKind
    text_version: str
    given_at: datetime
    method: ConsentMethod
    purpose: str | None = None
    task_code: str | None = None


class Consent(Answer, frozen=True):
    """``Consent``."""

    consent_id: Id
    kind: str
    valid_until: Time


class Delegation(Answer, frozen=True):
    """By what a person may act for another."""

    delegation_id: Id
    status: str
    depth: int
    valid_to: Day | None
    task_codes: tuple[str, ...] | None
    valid_from: Day | None = None


class Subject(Answer, frozen=True):
    """``Subject``. One's own name is not masked."""

    subject_id: Id
    subject_type: str
    name: Personal[str]
    id_masked: str
    relation: str
    delegation: Delegation | None


class SubjectList(Answer, frozen=True):
    """``SubjectList``."""

    subjects: tuple[Subject, ...]


class Principal(Request, frozen=True):
    """For whom a person asks to act."""

    subject_type: str
    id_type: str
    id_no: Personal[str]
    name: Personal[str]


class DelegationRequest(Request, frozen=True):
    """``DelegationRequest``."""

    principal: Principal
    relation: Literal["delegate", "guardian"]
    task_codes: tuple[str, ...]
    valid_to: date
    letter_upload_ids: tuple[str, ...]
