"""Tag ``catalogue``: items, the hall, the calendar, questions, public results. Guides: ``wire.guide``."""

# pylint: disable=duplicate-code  # the domain calls the same things by the same names

from __future__ import annotations

from typing import Any

from kiosk.domain.personal import Personal
from kiosk.platform.wire.base import Answer, Area, Count, Day, Id, Time


class Department(Answer, frozen=True):
    """An agency."""

    uscc: str
    name: str


class ItemSummary(Answer, frozen=True):
    """``ItemSummary``."""

    task_code: str
    catalog_code: str
    name: str
    department: Department
    task_type: str
    project_type: str
    server_types: tuple[str, ...]
    use_level: str
    handling_mode: str
    modes: tuple[str, ...]
    min_auth_level: str
    bookable: bool
    trips_max: Count
    status: str
    guide_version: str
    updated_at: Time
    parent_catalog_code: str | None = None
    name_en: str | None = None
    themes_natural: tuple[str, ...] = ()
    themes_legal: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    hot_rank: int | None = None


class ItemPage(Answer, frozen=True):
    """``ItemPage``."""

    catalogue_version: str
    as_of: Time
    items: tuple[ItemSummary, ...]
    removed: tuple[str, ...]
    next_cursor: str | None


class PrefillField(Answer, frozen=True):
    """A value the platform knows already."""

    pointer: str
    value: Personal[Any]
    source: str
    read_only: bool


class PrefillMaterial(Answer, frozen=True):
    """Whether a material is still needed."""

    material_id: Id
    status: str
    certificate_id: str | None = None
    reason: str | None = None


class Prefill(Answer, frozen=True):
    """``Prefill``."""

    guide_version: str
    fields: tuple[PrefillField, ...]
    materials: tuple[PrefillMaterial, ...]
    open_case_no: str | None


class NamedDate(Answer, frozen=True):
    """``NamedDate``."""

    date: Day
    name: str


class Calendar(Answer, frozen=True):
    """``Calendar``."""

    known_from: Day
    known_to: Day
    holidays: tuple[NamedDate, ...]
    make_up_workdays: tuple[NamedDate, ...]


class Window(Answer, frozen=True):
    """A window of an area."""

    window_no: str
    status: str


class AreaStatus(Answer, frozen=True):
    """An area's queue."""

    area: Area
    windows: tuple[Window, ...]
    waiting: Count
    estimated_wait_minutes: int | None


class HallStatus(Answer, frozen=True):
    """``HallStatus``."""

    hall_code: Id
    name: str
    open: bool
    as_of: Time
    areas: tuple[AreaStatus, ...]
    address: str | None = None
    hours: str | None = None
    notice: str | None = None


class Reason(Answer, frozen=True):
    """A reason for a grade."""

    code: str
    text: str


class GradeReasons(Answer, frozen=True):
    """A grade and its uniform reasons."""

    grade: str
    label: str
    bad: bool
    reasons: tuple[Reason, ...]


class EvaluationReasons(Answer, frozen=True):
    """``EvaluationReasons``."""

    version: str
    grades: tuple[GradeReasons, ...]


class FaqEntry(Answer, frozen=True):
    """A question with its answer."""

    faq_id: Id
    question: str
    answer: str
    task_codes: tuple[str, ...]


class FaqPage(Answer, frozen=True):
    """``FaqPage``."""

    entries: tuple[FaqEntry, ...]
    next_cursor: str | None


class PublishedResult(Answer, frozen=True):
    """A public result, masked by the platform."""

    case_no_masked: str
    item_name: str
    applicant_masked: str
    decision: str
    decided_on: Day


class PublishedResultPage(Answer, frozen=True):
    """``PublishedResultPage``."""

    results: tuple[PublishedResult, ...]
    next_cursor: str | None
