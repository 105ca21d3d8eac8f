"""Files on their way to the platform."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kiosk.domain.open_enum import OpenEnum

Purpose = Literal["material", "correction", "signature", "delegation_letter", "objection"]
Means = Literal["document_scanner", "camera", "usb", "on_screen"]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The citizen's own yes: the session it was given in, and when. It goes with all that is submitted."""

    session_id: str
    confirmed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """How a page was taken; ``page_no`` from 1, ``dpi`` dots an inch."""

    means: Means
    captured_at: datetime
    page_no: int | None = None
    dpi: int | None = None
    sharpness: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAnnounced:
    """A file to be uploaded. ``size`` in bytes; trust C: a citizen's upload, D: made by themselves."""

    purpose: Purpose
    media_type: str
    size: int
    sha256: str
    trust_level: Literal["C", "D"]
    capture: Capture
    confirmation: Confirmation
    task_code: str | None = None
    material_id: str | None = None


class UploadStatus(OpenEnum):
    """Where an upload stands."""

    RECEIVING = "receiving"
    COMPLETE = "complete"
    USED = "used"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file at the platform; ``offset`` bytes of ``size`` have arrived."""

    upload_id: str
    status: UploadStatus
    offset: int
    size: int
    chunk_max_bytes: int
    expires_at: datetime
    sha256: str | None = None
    trust_level: str | None = None
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class UploadRelay:
    """A code by which a phone uploads straight to the platform, and what it has sent."""

    relay_id: str
    qr_payload: str
    expires_at: datetime
    uploads: tuple[Upload, ...]
