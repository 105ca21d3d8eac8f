"""For whom a person may act: themselves, a company, a child, somebody who gave them a letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from kiosk.domain.open_enum import OpenEnum
from kiosk.domain.personal import Personal

DEEPEST: Final = 3
"""Delegations of delegations beyond this depth are refused by the platform."""


class Relation(OpenEnum):
    """As what a person acts."""

    SELF = "self"
    LEGAL_REPRESENTATIVE = "legal_representative"
    DELEGATE = "delegate"
    GUARDIAN = "guardian"
    OTHER = "other"


class DelegationStatus(OpenEnum):
    """Where a delegation stands; only ``ACTIVE`` opens anything."""

    ACTIVE = "active"
    PENDING_REVIEW = "pending_review"
    REJECTED = "rejected"
    EXPIRED = "expired"
    REVOKED = "revoked"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Delegation:
    """By what a person acts for another; ``task_codes`` ``None``: for every item."""

    delegation_id: str
    status: DelegationStatus
    depth: int
    valid_to: date | None
    task_codes: tuple[str, ...] | None
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody for whom the citizen may act; ``subject_type`` is GB/T 39046 A.4 (1: natural person)."""

    subject_id: str
    subject_type: str
    name: Personal[str]
    id_masked: str
    relation: Relation
    delegation: Delegation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """For whom a person asks to act."""

    subject_type: str
    id_type: str
    id_no: Personal[str]
    name: Personal[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationWish:
    """A request to act for somebody, with the uploaded signed letter."""

    principal: Principal
    relation: Literal["delegate", "guardian"]
    task_codes: tuple[str, ...]
    valid_to: date
    letter_upload_ids: tuple[str, ...]
