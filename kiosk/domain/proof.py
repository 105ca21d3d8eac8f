"""Proofs of who a person is, beside the card on the reader (contract section 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from kiosk.domain.open_enum import OpenEnum
from kiosk.domain.personal import Personal

VerifiedKind = Literal["population_match", "otp", "factor", "qr_identity", "e_licence", "certificate"]
FactorKind = Literal[
    "social_security_card", "bank_card", "provident_fund", "driving_licence_file", "certificate"
]
CodePurpose = Literal["sign_in", "raise_level"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedNumber:
    """A number keyed in: level L1 only."""

    id_type: str
    id_no: Personal[str]
    name: Personal[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SmartCardRead:
    """A social security card or travel document whose chip was read. ``valid_to`` ``None``: not on it."""

    kind: Literal["social_security_card", "travel_document"]
    id_type: str
    id_no: Personal[str]
    name: Personal[str]
    read_at: datetime
    nationality: str | None = None
    card_no: Personal[str] | None = None
    valid_to: date | None = None
    chip_verified: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceMatch:
    """The decision of a comparison done here. No image is part of it."""

    consent_id: str
    score: float
    threshold: float
    algorithm: str
    liveness: Literal["passed", "not_checked"]
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """Something the platform itself has checked; its id can be used once."""

    kind: VerifiedKind
    verification_id: str


class Match(OpenEnum):
    """What a comparison came to. ``UNAVAILABLE`` and ``OTHER`` are never shown as a mismatch."""

    MATCH = "match"
    MISMATCH = "mismatch"
    UNAVAILABLE = "unavailable"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Verification:
    """A comparison's outcome; ``verification_id`` makes a ``Verified`` of a match."""

    result: Match
    verification_id: str | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CodeSent:
    """A one-time code is on its way by SMS."""

    otp_id: str
    phone_masked: str
    expires_at: datetime
    resend_after_s: int
    attempts_left: int


class CodeKind(OpenEnum):
    """What a scanned code is."""

    IDENTITY = "identity"
    E_LICENCE = "e_licence"
    CASE = "case"
    BOOKING = "booking"
    QUEUE_TICKET = "queue_ticket"
    PICKUP = "pickup"
    ITEM = "item"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scanned code means, as the platform says."""

    kind: CodeKind
    verification_id: str | None = None
    level: str | None = None
    name_masked: str | None = None
    case_no: str | None = None
    booking_id: str | None = None
    ticket_id: str | None = None
    task_code: str | None = None
