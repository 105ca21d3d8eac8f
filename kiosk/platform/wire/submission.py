"""Tag ``case``, what is sent: submission, correction, withdrawal, receipt of a result."""

# pylint: disable=duplicate-code  # the domain calls the same things by the same names

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from kiosk.domain.personal import Personal
from kiosk.domain.submission import MaterialMeans, Route
from kiosk.platform.wire.base import Confirmation, Delivery, FormData, Mode, Request


class Applicant(Request, frozen=True):
    """For whom it is."""

    subject_id: str


class Agent(Request, frozen=True):
    """As what the session's person acts."""

    delegation_id: str
    relation: Literal["legal_representative", "delegate", "guardian"]


class CaseMaterialRef(Request, frozen=True):
    """``CaseMaterialRef``."""

    material_id: str
    means: MaterialMeans
    upload_ids: tuple[str, ...] = ()
    certificate_id: str | None = None
    consent_id: str | None = None


class Contact(Request, frozen=True):
    """Where the applicant can be reached."""

    phone: Personal[str]


class Commitment(Request, frozen=True):
    """``Commitment``. ``signature_upload_id`` is sent even where there is none."""

    text_version: str
    text_sha256: str
    signed_at: datetime
    signature_upload_id: str | None


class CaseSubmission(Request, frozen=True):
    """``CaseSubmission``."""

    task_code: str
    guide_version: str
    handling_mode: Mode
    applicant: Applicant
    form: FormData | None
    materials: tuple[CaseMaterialRef, ...]
    delivery: Delivery
    contact: Contact
    commitment: Commitment
    confirmation: Confirmation
    agent: Agent | None = None
    bundle: tuple[str, ...] = ()


class FormChange(Request, frozen=True):
    """A field put right."""

    pointer: str
    value: Personal[Any]


class Correction(Request, frozen=True):
    """``Correction``."""

    notice_id: str
    route: Route
    form_changes: tuple[FormChange, ...]
    materials: tuple[CaseMaterialRef, ...]
    confirmation: Confirmation
    commitment: Commitment | None = None


class Withdrawal(Request, frozen=True):
    """``Withdrawal``."""

    reason: Personal[str]


class DeliveryReceipt(Request, frozen=True):
    """``DeliveryReceipt``."""

    method: Literal["printed_here", "handed_over"]
    received_by: Literal["holder", "agent"]
    received_at: datetime
    confirmation: Confirmation
    signature_upload_id: str | None = None
    paper_serials: tuple[str, ...] = ()
