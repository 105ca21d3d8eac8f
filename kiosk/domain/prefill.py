"""What the platform knows already, so that nobody is asked for it twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kiosk.domain.open_enum import OpenEnum
from kiosk.domain.personal import Personal


class MaterialStatus(OpenEnum):
    """Whether a material is still needed; ``UNAVAILABLE``: it could not be looked up now."""

    EXEMPT = "exempt"
    SATISFIED = "satisfied"
    MISSING = "missing"
    UNAVAILABLE = "unavailable"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PrefillField:
    """A known value; ``source`` is shown beside it, ``read_only`` ones cannot be changed here."""

    pointer: str
    value: Personal[Any]
    source: str
    read_only: bool


@dataclass(frozen=True, slots=True)
class PrefillMaterial:
    """A material and whether it is still needed."""

    material_id: str
    status: MaterialStatus
    certificate_id: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Prefill:
    """Known values and materials; ``open_case_no``: the same matter is already under way (CH-13)."""

    guide_version: str
    fields: tuple[PrefillField, ...]
    materials: tuple[PrefillMaterial, ...]
    open_case_no: str | None
