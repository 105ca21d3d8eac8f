"""For whom a person may act: themselves, a company, a child, somebody who gave them a letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
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


class Barrier(StrEnum):
    """Why somebody may not be acted for now."""

    PENDING = auto()
    REJECTED = auto()
    REVOKED = auto()
    EXPIRED = auto()
    NOT_YET = auto()
    TOO_DEEP = auto()
    OUT_OF_SCOPE = auto()
    UNKNOWN = auto()


_STANDING: Final = {
    DelegationStatus.PENDING_REVIEW: Barrier.PENDING,
    DelegationStatus.REJECTED: Barrier.REJECTED,
    DelegationStatus.REVOKED: Barrier.REVOKED,
    DelegationStatus.EXPIRED: Barrier.EXPIRED,
    DelegationStatus.OTHER: Barrier.UNKNOWN,
}


def barrier(subject: Subject, *, today: date, task_code: str | None = None) -> Barrier | None:
    """What keeps the citizen from acting for ``subject`` today, in this item if one is given (LP-05).

    The platform judges again when something is handed in; this saves a person the way there.
    """
    if subject.relation is Relation.SELF:
        return None
    by = subject.delegation
    if by is None or subject.relation is Relation.OTHER:
        return Barrier.UNKNOWN
    hurdles = (
        (_STANDING.get(by.status), by.status in _STANDING),
        (Barrier.TOO_DEEP, by.depth > DEEPEST),
        (Barrier.EXPIRED, by.valid_to is not None and by.valid_to < today),
        (Barrier.NOT_YET, by.valid_from is not None and by.valid_from > today),
        (
            Barrier.OUT_OF_SCOPE,
            not (task_code is None or by.task_codes is None or task_code in by.task_codes),
        ),
    )
    return next((found for found, stands in hurdles if stands), None)
