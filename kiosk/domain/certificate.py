"""Electronic certificates, and the grants by which they may be printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from kiosk.domain.open_enum import OpenEnum
from kiosk.domain.personal import Personal
from kiosk.domain.seal import Seal, Verify
from kiosk.domain.upload import Confirmation


class CertificateStatus(OpenEnum):
    """Whether a certificate is in force."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issued it."""

    name: str
    uscc: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the certificate's face, masked by the platform."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRules:
    """What may be printed of it."""

    papers: tuple[str, ...]
    copies_max: int
    copies_left: int
    numbered_paper: bool
    quota_resets_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate held, or a proof that can be issued. ``valid_to`` ``None``: long term."""

    certificate_id: str
    kind: str
    type_name: str
    holder_masked: str
    issuer: Issuer
    issued_on: date | None
    valid_to: date | None
    status: CertificateStatus
    face: tuple[Shown, ...]
    printable: bool
    printing: PrintRules | None
    usable_as_material: bool
    identifier: str | None = None
    type_code: str | None = None
    certificate_no_masked: str | None = None
    valid_from: date | None = None
    task_code: str | None = None
    why_not: str | None = None


class GrantStatus(OpenEnum):
    """Where a grant stands; only ``OPEN`` lets anything be printed."""

    OPEN = "open"
    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantFile:
    """The file to print: bytes, pages, and the digests it must have."""

    download_path: str
    media_type: str
    size: int
    pages: int
    sha256: str
    sm3: str
    paper: str
    duplex: bool
    numbered_paper: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """The platform's signature over a grant, lower-case hex."""

    alg: str
    key_id: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintGrant:
    """Permission to print some copies for one purpose, for some minutes, on this terminal."""

    grant_id: str
    certificate_id: str
    device_id: str
    status: GrantStatus
    copies: int
    copies_left: int
    purpose: str
    issued_at: datetime
    expires_at: datetime
    print_no: str
    file: GrantFile
    seal: Seal
    verify: Verify | None
    signature: Signature
    watermark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantWish:
    """What a grant is asked for; ``purpose`` goes into the watermark."""

    copies: int
    purpose: str
    consent_id: str
    subject_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOutcome:
    """What came out. ``printed`` only when the printer said so; ``paper_serials`` with the spoiled ones."""

    outcome: Literal["printed", "failed", "unknown"]
    copies_printed: int
    finished_at: datetime
    record_id: UUID
    failure: str | None = None
    paper_serials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """The holder says that data of a certificate are wrong."""

    content: Personal[str]
    confirmation: Confirmation
    label: str | None = None
    evidence_upload_ids: tuple[str, ...] = ()
    contact_phone: Personal[str] | None = None
