"""Separate consents: asked for one by one, given freely, withdrawn at any time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ConsentKind = Literal["face", "certificate_use", "data_sharing", "service_agreement"]
ConsentMethod = Literal["touch", "keypad", "signature"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven:
    """What a person agreed to, and how. ``text_version`` is that of the words they saw."""

    kind: ConsentKind
    text_version: str
    given_at: datetime
    method: ConsentMethod
    purpose: str | None = None
    task_code: str | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """A recorded consent; it ends with the session at the latest."""

    consent_id: str
    kind: str
    valid_until: datetime
