"""Service items and their guides, as the platform publishes them (CT). Shown verbatim, never edited here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """The agency that carries an item out; ``uscc`` is its 统一社会信用代码."""

    uscc: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item in the catalogue. Codes are those of GB/T 39046—2020, Annex A."""

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
    trips_max: int
    status: str
    guide_version: str
    updated_at: datetime
    parent_catalog_code: str | None = None
    name_en: str | None = None
    themes_natural: tuple[str, ...] = ()
    themes_legal: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    hot_rank: int | None = None

    @property
    def can_be_applied_for(self) -> bool:
        """Whether this terminal may take an application; otherwise it shows guide and window only (CH-14)."""
        return self.status == "in_use" and bool({"apply", "precheck"} & set(self.modes))


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """A time limit: ``value`` in ``unit`` (working_day, calendar_day, immediate, none) and as shown."""

    unit: str
    text: str
    value: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRef:
    """A file of a guide: a sample, a blank form, a picture."""

    file_id: str
    title: str
    media_type: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCopies:
    """Sheets to bring."""

    originals: int
    copies: int
    spec: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One application material: nine elements (CT-07) and what a terminal needs besides."""

    material_id: str
    name: str
    material_type: str
    source_channel: str
    paper_copies: PaperCopies
    electronic_needed: bool
    required: bool
    preferred_means: str
    exempt_if_shared: bool
    trust_levels: tuple[str, ...]
    sample: FileRef | None = None
    e_form_id: str | None = None
    filling_notes: str | None = None
    acceptance_standard: str | None = None
    certificate_type_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowStep:
    """One of the eight kinds of step (CT-10)."""

    type: str
    name: str
    duration: TimeLimit
    start: str | None = None
    end: str | None = None
    applicant: str | None = None
    window: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The way of a matter, as a table and perhaps as a picture."""

    steps: tuple[FlowStep, ...]
    picture: FileRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeTold:
    """What is charged; the terminal tells it and never takes it."""

    charged: bool
    text: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideElements:
    """The 22 elements of a guide, in the order in which they are shown (CT-05)."""

    name: str
    task_type: str
    legal_basis: tuple[str, ...]
    agency: str
    legal_limit: TimeLimit
    promised_limit: TimeLimit
    result_name: str | None
    result_samples: tuple[FileRef, ...]
    fee_standard: FeeTold
    fee_basis: str | None
    materials: tuple[Material, ...]
    flow: Flow
    handling_form: tuple[str, ...]
    review_standard: str | None
    cross_region_scope: str | None
    booking: bool
    online_payment: bool
    logistics: bool
    place: str | None
    hours: str | None
    consult_phone: str | None
    supervision_phone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """Who must go to a window with this item, and to which."""

    code: str
    text: str
    window: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskSettings:
    """What the guide says about terminals. ``pickup``: how a result can reach the applicant (RS-01)."""

    modes: tuple[str, ...]
    handling_mode: str
    min_auth_level: str
    action_levels: dict[str, str]
    agent_allowed: bool
    trips_max: int
    site_profiles: tuple[str, ...]
    area_code: str | None = None
    pickup: tuple[str, ...] = ()
    not_on_kiosk_if: tuple[Exclusion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """An electronic form: a JSON Schema of its data and hints for its pages."""

    form_id: str
    form_version: str
    schema: dict[str, Any]
    ui: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListElements:
    """The rest of the 36 elements (CT-03)."""

    acceptance_conditions: str
    catalog_code: str | None = None
    task_code: str | None = None
    use_level: str | None = None
    power_division: str | None = None
    exercise_content: str | None = None
    agency_nature: str | None = None
    joint_agencies: tuple[str, ...] = ()
    intermediary_services: str | None = None
    quantity_limit: str | None = None
    server_types: tuple[str, ...] = ()
    project_type: str | None = None
    running_system: str | None = None
    faq_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The guide in use of one item."""

    task_code: str
    catalog_code: str
    guide_version: str
    updated_at: datetime
    status: str
    elements: GuideElements
    list_elements: ListElements
    kiosk: KioskSettings
    form: Form | None = None
    related: tuple[dict[str, Any], ...] = ()
    bundle: tuple[dict[str, Any], ...] = ()
    takeaway_url: str | None = None
