"""Materials by reference: each as the guide allows it, none more than the guide names."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.platform import certificates, consents, uploads
from simulator.platform.call import Call
from simulator.platform.contract import Json
from simulator.platform.items import Item
from simulator.platform.levels import CARDS
from simulator.platform.problems import Problem
from simulator.platform.validation import entry

PURPOSES = ("material", "correction")
TRUST = {"card_read": "A", "certificate": "A", "exempt": "A", "form": "D", "at_hall": None}
WORDS = {
    "not_in_guide": "指南里没有这份材料。",
    "required": "还缺这份材料。",
    "not_allowed": "这份材料不能这样提交。",
    "mismatch": "同一份材料写了两次。",
}


def take(call: Call, item: Item, given: Sequence[Json], subject_id: str, case_no: str) -> list[Json]:
    """Check and use what was given; return it with each one's ``trust_level``. Raises ``Problem``."""
    guide = {material["material_id"]: material for material in item.materials}
    found = [*_mistakes(call, guide, given), *_missing(guide, given)]
    if found:
        raise Problem("validation_failed", errors=found)
    return use(call, item, given, subject_id, case_no)


def use(call: Call, item: Item, given: Sequence[Json], subject_id: str, case_no: str) -> list[Json]:
    """Use uploads and certificates; return the materials with each one's ``trust_level``."""
    guide = {material["material_id"]: material for material in item.materials}
    taken = []
    for n, one in enumerate(given):
        wanted = guide[one["material_id"]]
        trust = TRUST.get(one["means"])
        if one["means"] == "upload":
            trust = max(_page(call, item, wanted, page, case_no) for page in one["upload_ids"])
            if trust not in wanted["trust_levels"]:
                raise Problem("validation_failed", errors=[_wrong(n, "not_allowed")])
        elif one["means"] == "certificate":
            certificates.usable(call, one["certificate_id"], subject_id)
            consents.demand(
                call, one["consent_id"], "certificate_use", call.citizen.subject_id, item.task_code
            )
        taken.append({**one, "trust_level": trust})
    return taken


def _page(call: Call, item: Item, wanted: Json, upload_id: str, case_no: str) -> str:
    row = uploads.spend(call, upload_id, *PURPOSES, used_by=case_no)
    for column, right in (("task_code", item.task_code), ("material_id", wanted["material_id"])):
        if row[column] not in {None, right}:
            raise Problem("state_conflict", "这个文件是为别的材料传的，请重新上传。")
    return str(row["trust_level"])


def _mistakes(call: Call, guide: dict[str, Json], given: Sequence[Json]) -> list[Json]:
    found, seen = [], set[str]()
    for n, one in enumerate(given):
        wanted = guide.get(one["material_id"])
        if wanted is None:
            found.append(_wrong(n, "not_in_guide"))
        elif one["material_id"] in seen:
            found.append(_wrong(n, "mismatch"))
        elif not allowed(call, wanted, one["means"]):
            found.append(_wrong(n, "not_allowed"))
        seen.add(one["material_id"])
    return found


def allowed(call: Call, wanted: Json, means: str) -> bool:
    """Tell whether a material may be given by these means."""
    preferred: str = wanted["preferred_means"]
    if means == "card_read":
        return preferred in {"card_read", "card_insert"} and bool(CARDS.intersection(call.citizen.proofs))
    if means == "form":
        return wanted["e_form_id"] is not None and call.body.get("form") is not None
    if means == "exempt":
        return bool(wanted["exempt_if_shared"])
    if means == "certificate":
        return preferred == "certificate"
    if means == "at_hall":
        return bool(call.body.get("handling_mode") != "fully_online")
    return preferred in {"upload", "certificate"}


def _missing(guide: dict[str, Json], given: Sequence[Json]) -> list[Json]:
    there = {one["material_id"] for one in given}
    return [
        entry("/materials", "required", f"还缺《{wanted['name']}》。")
        for material_id, wanted in guide.items()
        if wanted["required"] and material_id not in there
    ]


def _wrong(number: int, code: str) -> Json:
    return entry(f"/materials/{number}/material_id", code, WORDS[code])
