"""Tag ``upload``: files in chunks, and by way of a phone."""

# pylint: disable=duplicate-code  # the domain calls the same things by the same names

from __future__ import annotations

from datetime import datetime
from typing import Literal

from kiosk.domain.upload import Means, Purpose
from kiosk.platform.wire.base import Answer, Confirmation, Count, Id, Request, Time


class Capture(Request, frozen=True):
    """How a page was taken."""

    means: Means
    captured_at: datetime
    page_no: int | None = None
    dpi: int | None = None
    sharpness: float | None = None


class UploadRequest(Request, frozen=True):
    """``UploadRequest``; ``size`` in bytes, ``sha256`` of the whole file."""

    purpose: Purpose
    media_type: str
    size: int
    sha256: str
    trust_level: Literal["C", "D"]
    capture: Capture
    confirmation: Confirmation
    task_code: str | None = None
    material_id: str | None = None


class Upload(Answer, frozen=True):
    """``Upload``."""

    upload_id: Id
    status: str
    offset: Count
    size: int
    chunk_max_bytes: int
    expires_at: Time
    sha256: str | None = None
    trust_level: str | None = None
    media_type: str | None = None


class UploadCompletion(Request, frozen=True):
    """``UploadCompletion``."""

    sha256: str


class UploadRelayRequest(Request, frozen=True):
    """``UploadRelayRequest``."""

    task_code: str
    material_id: str


class UploadRelay(Answer, frozen=True):
    """``UploadRelay``."""

    relay_id: Id
    qr_payload: str
    expires_at: Time
    uploads: tuple[Upload, ...]
