"""预填与免提交: what the platform already knows, told only with the citizen's consent."""

from __future__ import annotations

import sqlite3

from simulator.platform import case_moves, case_states, certificates, consents, forms, items, levels, subjects
from simulator.platform.call import Answer, Call, Handler
from simulator.platform.contract import Json
from simulator.platform.items import Item
from simulator.platform.problems import Problem
from simulator.platform.submission import application_mode


def get_prefill(call: Call) -> Answer:
    """Give known values with their source, and which materials need not be handed in."""
    item = items.load(call.store, call.parameters["task_code"])
    if item.status != "in_use":
        raise Problem("item_withdrawn")
    levels.demand(call.citizen, item.level_for(application_mode(item)))
    subject_id = call.parameters.get("subject_id") or call.citizen.subject_id
    subject = subjects.find(call.store, subject_id)
    if subjects.acting(call, subject_id, item.task_code) is None and subjects.is_minor(call, subject):
        raise Problem("minor_needs_guardian")
    me = call.citizen.subject_id
    consents.demand(call, call.parameters["consent_id"], "data_sharing", me, item.task_code)
    return Answer(
        200,
        {
            "guide_version": item.guide_version,
            "fields": [
                {"pointer": pointer, "value": subject[known], "source": "公安人口信息", "read_only": False}
                for pointer, known in forms.known(item).items()
            ],
            "materials": [_material(call, subject, wanted) for wanted in item.materials],
            "open_case_no": _open_case(call, item, subject_id),
        },
    )


def _material(call: Call, subject: sqlite3.Row, wanted: Json) -> Json:
    told: Json = {
        "material_id": wanted["material_id"],
        "status": "missing",
        "certificate_id": None,
        "reason": None,
    }
    if not wanted["exempt_if_shared"]:
        return told
    if "certificates" in subject["silent"]:
        return {**told, "status": "unavailable", "reason": "暂时查不到，请稍后再试或自己提交。"}
    if wanted["preferred_means"] != "certificate":
        return {**told, "status": "exempt", "reason": "刷卡已经读到，不用再交。"}
    certificate_id = certificates.matching(call, subject["subject_id"], wanted["name"])
    if certificate_id:
        return {**told, "status": "satisfied", "certificate_id": certificate_id}
    return told


def _open_case(call: Call, item: Item, subject_id: str) -> str | None:
    rows = call.store.all(
        "SELECT * FROM cases WHERE subject_id = ? AND task_code = ?", subject_id, item.task_code
    )
    settled = (case_moves.settle(call.core, row) for row in rows)
    return next((row["case_no"] for row in settled if row["state"] in case_states.OPEN - {"DRAFT"}), None)


OPERATIONS: dict[str, Handler] = {"getPrefill": get_prefill}
