"""What everybody may read: questions with answers, and results as published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
