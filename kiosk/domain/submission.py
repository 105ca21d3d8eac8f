"""What a citizen hands in: an application, the answer to a correction notice, the receipt of a result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from kiosk.domain.personal import Personal
from kiosk.domain.upload import Confirmation

HandlingMode = Literal["fully_online", "original_verification", "original_precheck"]
MaterialMeans = Literal["card_read", "form", "upload", "certificate", "exempt", "at_hall"]
Route = Literal["online", "hall", "post"]


@dataclass(frozen=True, slots=True)
class FormData:
    """What was filled in."""

    form_id: str
    form_version: str
    data: Personal[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialRef:
    """How a material is handed in: ``upload`` names its pages in order, ``certificate`` the consent."""

    material_id: str
    means: MaterialMeans
    upload_ids: tuple[str, ...] = ()
    certificate_id: str | None = None
    consent_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostAddress:
    """Where a result is posted to; ``region_code`` has six digits."""

    recipient: Personal[str]
    phone: Personal[str]
    region_code: str
    address: Personal[str]
    postcode: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How a result reaches the applicant: ``on_site``, ``post`` or ``online``."""

    method: str
    hall_code: str | None = None
    post: PostAddress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """真实性承诺: the text that was signed (SHA-256 of its UTF-8 bytes) and the uploaded handwriting."""

    text_version: str
    text_sha256: str
    signed_at: datetime
    signature_upload_id: str | None


@dataclass(frozen=True, slots=True)
class Applicant:
    """For whom it is."""

    subject_id: str


@dataclass(frozen=True, slots=True)
class Agent:
    """As what the person at the terminal acts."""

    delegation_id: str
    relation: Literal["legal_representative", "delegate", "guardian"]


@dataclass(frozen=True, slots=True)
class Contact:
    """Where the applicant can be reached."""

    phone: Personal[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """An application. ``guide_version`` is that of the guide the citizen saw."""

    task_code: str
    guide_version: str
    handling_mode: HandlingMode
    applicant: Applicant
    form: FormData | None
    materials: tuple[MaterialRef, ...]
    delivery: Delivery
    contact: Contact
    commitment: Commitment
    confirmation: Confirmation
    agent: Agent | None = None
    bundle: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormChange:
    """A field put right; ``pointer`` is a JSON Pointer into the form's data."""

    pointer: str
    value: Personal[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """The answer to every point of a correction notice at once."""

    notice_id: str
    route: Route
    form_changes: tuple[FormChange, ...]
    materials: tuple[MaterialRef, ...]
    confirmation: Confirmation
    commitment: Commitment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReceipt:
    """A result was handed over, or printed here and signed for."""

    method: Literal["printed_here", "handed_over"]
    received_by: Literal["holder", "agent"]
    received_at: datetime
    confirmation: Confirmation
    signature_upload_id: str | None = None
    paper_serials: tuple[str, ...] = ()
