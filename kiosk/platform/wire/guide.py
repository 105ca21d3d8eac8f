"""``Guide`` and its parts: the 22 elements in their order, the other 14, form and terminal settings."""

# pylint: disable=duplicate-code  # the domain calls the same things by the same names

from __future__ import annotations

from msgspec import field

from kiosk.platform.wire.base import Answer, Count, Fee, Id, Json, Time, TimeLimit


class FileRef(Answer, frozen=True):
    """``FileRef``."""

    file_id: Id
    title: str
    media_type: str
    sha256: str | None = None


class PaperCopies(Answer, frozen=True):
    """Sheets to bring."""

    originals: Count
    copies: Count
    spec: str | None = None


class Material(Answer, frozen=True):
    """``Material``."""

    material_id: Id
    name: str
    material_type: str
    sample: FileRef | None
    e_form_id: str | None
    source_channel: str
    paper_copies: PaperCopies
    filling_notes: str | None
    acceptance_standard: str | None
    electronic_needed: bool
    required: bool
    preferred_means: str
    exempt_if_shared: bool
    trust_levels: tuple[str, ...]
    certificate_type_code: str | None = None


class FlowStep(Answer, frozen=True):
    """``FlowStep``."""

    type: str
    name: str
    start: str | None
    end: str | None
    duration: TimeLimit
    applicant: str | None
    window: str | None


class Flow(Answer, frozen=True):
    """The way of a matter."""

    steps: tuple[FlowStep, ...]
    picture: FileRef | None = None


class GuideElements(Answer, frozen=True):
    """``GuideElements``: 22, in the order of the list."""

    name: str
    task_type: str
    legal_basis: tuple[str, ...]
    agency: str
    legal_limit: TimeLimit
    promised_limit: TimeLimit
    result_name: str | None
    result_samples: tuple[FileRef, ...]
    fee_standard: Fee
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


class ListElements(Answer, frozen=True):
    """``ListElements``: with the 22 they make 36."""

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


class Choice(Answer, frozen=True):
    """A choice of a field."""

    value: str
    label: str


class FormField(Answer, frozen=True):
    """How a field is shown."""

    pointer: str
    label: str
    widget: str
    label_en: str | None = None
    choices: tuple[Choice, ...] = ()
    help: str | None = None
    read_only: bool = False


class FormPage(Answer, frozen=True):
    """A page of a form."""

    title: str
    fields: tuple[FormField, ...]


class FormUi(Answer, frozen=True):
    """How a form is shown."""

    pages: tuple[FormPage, ...]


class Form(Answer, frozen=True):
    """``Form``."""

    form_id: Id
    form_version: str
    schema: Json
    ui: FormUi


class Face(Answer, frozen=True):
    """Whether a face is used, and what else will do."""

    needed: bool
    alternatives: tuple[str, ...]


class Exclusion(Answer, frozen=True):
    """A case that a terminal is not for."""

    code: str
    text: str
    window: str | None = None


class Printing(Answer, frozen=True):
    """What a terminal prints for the item."""

    document: str
    papers: tuple[str, ...]
    copies_max: int
    numbered_paper: bool
    e_seal: bool
    verify_qr: bool


class KioskExtension(Answer, frozen=True):
    """``KioskExtension``."""

    modes: tuple[str, ...]
    handling_mode: str
    min_auth_level: str
    action_levels: dict[str, str]
    face: Face
    agent_allowed: bool
    not_on_kiosk_if: tuple[Exclusion, ...]
    pickup: tuple[str, ...]
    printing: Printing | None = field(name="print")
    trips_max: Count
    site_profiles: tuple[str, ...]
    area_code: str | None = None


class Related(Answer, frozen=True):
    """An item that comes before, after or along."""

    task_code: str
    relation: str


class BundleItem(Answer, frozen=True):
    """A part of 一件事."""

    name: str
    optional: bool
    task_code: str | None = None


class Guide(Answer, frozen=True):
    """``Guide``."""

    task_code: str
    catalog_code: str
    guide_version: str
    updated_at: Time
    status: str
    elements: GuideElements
    list_elements: ListElements
    form: Form | None
    kiosk: KioskExtension
    related: tuple[Related, ...]
    bundle: tuple[BundleItem, ...]
    takeaway_url: str | None = None
