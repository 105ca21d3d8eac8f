"""补正: every point of the open notice answered at once, and nothing else changed."""

from __future__ import annotations

import json
import sqlite3

from simulator.platform import (
    case_moves,
    case_view,
    cases,
    forms,
    items,
    submission,
    submitted_materials,
    uploads,
)
from simulator.platform.call import Answer, Call, Handler
from simulator.platform.clock import text
from simulator.platform.contract import Json
from simulator.platform.items import Item
from simulator.platform.problems import Problem
from simulator.platform.validation import entry


def submit_correction(call: Call) -> Answer:
    """Take the answer to a notice. Whoever chose the hall or the post brings or sends the rest there."""
    row, wanted = cases.own(call), call.body
    notice = json.loads(row["notice"]) if row["notice"] else None
    if (
        notice is None
        or notice["notice_id"] != wanted["notice_id"]
        or wanted["route"] not in notice["routes"]
    ):
        raise Problem("state_conflict")
    item, record = items.load(call.store, row["task_code"]), json.loads(row["record"])
    found = [*_unasked(wanted, notice), *_unanswered(wanted, notice)]
    record["form"] = _changed(record["form"], wanted["form_changes"])
    if wanted["form_changes"]:
        found += forms.mistakes(item, record["form"])
    if "commitment" in wanted:
        found += submission.commitment_mistakes(call, wanted["commitment"])
    if found:
        raise Problem("validation_failed", errors=found)
    record["materials"] = _replaced(call, row, item, record["materials"])
    _sign(call, row["case_no"])
    _keep(call, row, record, notice)
    return Answer(200, case_view.full(call, case_moves.get(call.store, row["case_no"])))


def _unasked(wanted: Json, notice: Json) -> list[Json]:
    targets = [point["target"] for point in notice["points"]]
    fields = {target["pointer"] for target in targets if "pointer" in target}
    materials = {target["material_id"] for target in targets if "material_id" in target}
    changes = [
        entry(f"/form_changes/{n}/pointer", "not_allowed", "通知书没有要求改这一项。")
        for n, change in enumerate(wanted["form_changes"])
        if change["pointer"] not in fields
    ]
    given = [
        entry(f"/materials/{n}/material_id", "not_allowed", "通知书没有要求补这份材料。")
        for n, one in enumerate(wanted["materials"])
        if one["material_id"] not in materials
    ]
    return [*changes, *given]


def _unanswered(wanted: Json, notice: Json) -> list[Json]:
    if wanted["route"] != "online":
        return []
    answered = {change["pointer"] for change in wanted["form_changes"]}
    answered |= {one["material_id"] for one in wanted["materials"]}
    found = []
    for point in notice["points"]:
        target = point["target"].get("pointer") or point["target"]["material_id"]
        if point.get("original_needed"):
            found.append(entry("/route", "choice", "这一点要交原件，请到大厅补。"))
        elif target not in answered:
            found.append(entry(f"/points/{point['point_id']}", "required", point["requirement"]))
    return found


def _changed(form: Json | None, changes: list[Json]) -> Json | None:
    if form is None:
        return None
    data = dict(form["data"])
    for change in changes:
        data[change["pointer"].removeprefix("/")] = change["value"]
    return {**form, "data": data}


def _replaced(call: Call, row: sqlite3.Row, item: Item, old: list[Json]) -> list[Json]:
    given = call.body["materials"]
    taken = submitted_materials.use(call, item, given, row["subject_id"], row["case_no"])
    new = {one["material_id"]: one for one in taken}
    kept = [one for one in old if one["material_id"] not in new]
    return sorted([*kept, *new.values()], key=lambda one: str(one["material_id"]))


def _sign(call: Call, case_no: str) -> None:
    signature = call.body.get("commitment", {}).get("signature_upload_id")
    if signature:
        uploads.spend(call, signature, "signature", used_by=case_no)


def _keep(call: Call, row: sqlite3.Row, record: Json, notice: Json) -> None:
    call.store.run(
        "UPDATE cases SET record = ? WHERE case_no = ?",
        json.dumps(record, ensure_ascii=False),
        row["case_no"],
    )
    if call.body["route"] == "online":
        case_moves.move(call.core, row["case_no"], "SUBMITTED", text(call.now))
        return
    chosen = json.dumps({**notice, "routes": [call.body["route"]]}, ensure_ascii=False)
    call.store.run("UPDATE cases SET notice = ? WHERE case_no = ?", chosen, row["case_no"])


OPERATIONS: dict[str, Handler] = {"submitCorrection": submit_correction}
