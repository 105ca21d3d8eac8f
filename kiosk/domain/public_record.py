"""What everybody may read: questions with answers, and results as published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kiosk.domain.masking import mask_case_no, mask_name

PERSON: Final = 4
"""A person's name in Chinese has rarely more characters; those of companies have, and are no secret."""
HIDDEN: Final = "*＊×某"


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """A question with its answer."""

    faq_id: str
    question: str
    answer: str
    task_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """A result, masked by the platform."""

    case_no_masked: str
    item_name: str
    applicant_masked: str
    decision: str
    decided_on: date


def masked(told: PublishedResult) -> PublishedResult:
    """The same, with what the platform left bare hidden: this list hangs in a hall."""
    number, name = told.case_no_masked, told.applicant_masked
    company = len(name) > PERSON and "·" not in name
    return replace(
        told,
        case_no_masked=number if _hides(number) else mask_case_no(number),
        applicant_masked=name if company or _hides(name) else mask_name(name),
    )


def _hides(text: str) -> bool:
    return any(sign in text for sign in HIDDEN)
