"""Tag ``certificate``: certificates and the grants to print them."""

# pylint: disable=duplicate-code  # the domain calls the same things by the same names

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import field

from kiosk.domain.personal import Personal
from kiosk.platform.wire.base import Answer, Confirmation, Count, Day, Id, Request, Time
from kiosk.platform.wire.seal import Seal, Verify


class Issuer(Answer, frozen=True):
    """Who issued it."""

    name: str
    uscc: str | None = None


class Shown(Answer, frozen=True):
    """A line of the certificate's face, masked."""

    label: str
    value: str


class PrintRules(Answer, frozen=True):
    """What may be printed."""

    papers: tuple[str, ...]
    copies_max: int
    copies_left: int
    numbered_paper: bool
    quota_resets_at: Time | None = None


class Certificate(Answer, frozen=True):
    """``Certificate``."""

    certificate_id: Id
    kind: str
    type_name: str
    holder_masked: str
    issuer: Issuer
    issued_on: Day | None
    valid_to: Day | None
    status: str
    face: tuple[Shown, ...]
    printable: bool
    printing: PrintRules | None = field(name="print")
    usable_as_material: bool
    identifier: str | None = None
    type_code: str | None = None
    certificate_no_masked: str | None = None
    valid_from: Day | None = None
    task_code: str | None = None
    why_not: str | None = None


class CertificatePage(Answer, frozen=True):
    """``CertificatePage``."""

    certificates: tuple[Certificate, ...]
    next_cursor: str | None


class PrintGrantRequest(Request, frozen=True):
    """``PrintGrantRequest``."""

    copies: int
    purpose: str
    consent_id: str
    subject_id: str | None = None


class GrantFile(Answer, frozen=True):
    """The file of a grant."""

    download_path: str
    media_type: str
    size: int
    pages: int
    sha256: str
    sm3: str
    paper: str
    duplex: bool
    numbered_paper: bool = False


class Signature(Answer, frozen=True):
    """The platform's signature over a grant."""

    alg: str
    key_id: str
    value: str


class PrintGrant(Answer, frozen=True):
    """``PrintGrant``."""

    grant_id: Id
    certificate_id: Id
    device_id: str
    status: str
    copies: int
    copies_left: Count
    purpose: str
    issued_at: Time
    expires_at: Time
    print_no: str
    file: GrantFile
    seal: Seal
    verify: Verify | None
    signature: Signature
    watermark: str | None = None


class PrintOutcome(Request, frozen=True):
    """``PrintOutcome``."""

    outcome: Literal["printed", "failed", "unknown"]
    copies_printed: int
    finished_at: datetime
    record_id: UUID
    failure: str | None = None
    paper_serials: tuple[str, ...] = ()


class Objection(Request, frozen=True):
    """``Objection``."""

    content: Personal[str]
    confirmation: Confirmation
    label: str | None = None
    evidence_upload_ids: tuple[str, ...] = ()
    contact_phone: Personal[str] | None = None
