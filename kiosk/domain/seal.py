"""Seals, as the platform checked them, and the way to verify a paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.open_enum import OpenEnum


class SealStatus(OpenEnum):
    """The platform's verdict. Only ``VALID`` may be printed as sealed."""

    VALID = "valid"
    INVALID = "invalid"
    UNKNOWN = "unknown"
    NONE = "none"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Seal:
    """An electronic seal."""

    status: SealStatus
    sealer: str | None = None
    sealed_at: datetime | None = None
    algorithm: str | None = None


@dataclass(frozen=True, slots=True)
class Verify:
    """How a paper's reader can check it."""

    code: str
    qr_payload: str
    url: str | None = None
