"""Rules that an item must keep to be offered here. One that breaks them is left out, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from kiosk.domain.item import Guide, Item

TASK_TYPES: Final = frozenset({"01", "04", "05", "07", "08", "09", "10", "20"})
"""Licence, levy, payment, confirmation, reward, adjudication, other power; public service (CT-01)."""
MODES: Final = frozenset({"query", "print", "apply", "precheck", "book"})
STEPS: Final = frozenset(
    {
        "apply",
        "correction",
        "original_precheck",
        "payment",
        "logistics",
        "acceptance",
        "completion",
        "sign_for",
    }
)
TRIPS: Final = {"fully_online": 0, "original_verification": 1, "original_precheck": 2}
TASK_CODE: Final = re.compile(r"[0-9A-Z]{18}[1-7][0-9]{12}")
CATCH_ALL: Final = re.compile(
    r"其他(相关|有关|必要|所需|需要)?的?(申请)?(材料|证明|资料)|规定的其他|认为需要"
)


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that was broken: the requirement's id and what is wrong, for staff."""

    rule: str
    what: str


def item_breaches(item: Item) -> Iterator[Breach]:
    """Say everything for which ``item`` cannot be offered."""
    if item.task_type not in TASK_TYPES:
        yield Breach("CT-01", f"unknown item type {item.task_type}")
    if not TASK_CODE.fullmatch(item.task_code) or not item.task_code.endswith(item.catalog_code):
        yield Breach("CT-02", "implementation code and basic code do not fit")
    elif not _is_uscc(item.task_code[:18]):
        yield Breach("CT-02", "implementation code does not begin with a credit code")
    if not set(item.modes) & MODES:
        yield Breach("CH-04", "no mode for terminals")
    if item.trips_max > TRIPS.get(item.handling_mode, 2):
        yield Breach("AP-04", f"{item.trips_max} trips in mode {item.handling_mode}")


def guide_breaches(guide: Guide) -> Iterator[Breach]:
    """Say everything for which ``guide`` cannot be shown or applied with."""
    if not guide.list_elements.acceptance_conditions.strip():
        yield Breach("CT-06", "no acceptance conditions")
    if not guide.elements.flow.steps:
        yield Breach("CT-06", "no procedure")
    for step in guide.elements.flow.steps:
        if step.type not in STEPS:
            yield Breach("CT-10", f"unknown step {step.type}")
    yield from _material_breaches(guide)
    yield from _form_breaches(guide)


def _material_breaches(guide: Guide) -> Iterator[Breach]:
    applies = bool({"apply", "precheck"} & set(guide.kiosk.modes))
    if applies and not guide.elements.materials:
        yield Breach("CT-06", "no materials")
    for material in guide.elements.materials:
        if CATCH_ALL.search(material.name):
            yield Breach("CT-08", f"catch-all material {material.name}")
        if material.required and not material.source_channel.strip():
            yield Breach("CT-09", f"no source for {material.name}")


def _form_breaches(guide: Guide) -> Iterator[Breach]:
    """Nothing may be demanded that the guide does not show: a required field stands on a page (CH-11)."""
    if guide.form is None:
        return
    pages = guide.form.ui.get("pages", [])
    shown = {field.get("pointer") for page in pages for field in page.get("fields", [])}
    for name in guide.form.schema.get("required", []):
        if f"/{name}" not in shown and not any(str(p).startswith(f"/{name}/") for p in shown):
            yield Breach("CH-11", f"required field {name} is on no page of the form")


def _is_uscc(code: str) -> bool:
    try:
        uscc.validate(code)
    except ValidationError:
        return False
    return True
