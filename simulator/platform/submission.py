"""A submission: one request with form and materials by reference. No draft is kept."""

from __future__ import annotations

import hashlib
import json
import sqlite3

from simulator.platform import (
    case_moves,
    case_states,
    case_view,
    forms,
    items,
    levels,
    subjects,
    submitted_materials,
    uploads,
)
from simulator.platform.call import Answer, Call, Handler
from simulator.platform.clock import text
from simulator.platform.contract import Json
from simulator.platform.guides import PICKUP
from simulator.platform.items import Item
from simulator.platform.problems import Problem
from simulator.platform.validation import entry

# Set from the control side: a measurement sends the same application a thousand times.
MANY_OPEN_CASES = "many_open_cases"
DELIVERY = {"print_here": "on_site", "on_site": "on_site", "post": "post", "online": "online"}


def submit_case(call: Call) -> Answer:
    """Take an application. An instant item without a fee is decided at once."""
    item = _item(call)
    applicant = _applicant(call, item)
    if call.body["guide_version"] != item.guide_version:
        raise Problem("guide_version_stale", guide_version=item.guide_version)
    _refuse_second(call, item, applicant["subject_id"])
    case_no = _number(call, item)
    materials = submitted_materials.take(call, item, call.body["materials"], applicant["subject_id"], case_no)
    mode = _mode(item, materials)
    _refuse_mistakes(call, item)
    signature = call.body["commitment"]["signature_upload_id"]
    if signature:
        uploads.spend(call, signature, "signature", used_by=case_no)
    _insert(call, item, case_no, mode, materials)
    at = text(call.now)
    case_moves.enter(call.core, case_moves.get(call.store, case_no), "SUBMITTED", at)
    row = case_moves.get(call.store, case_no)
    if item.is_instant and mode == "fully_online" and row["fee_status"] == "none":
        case_moves.enter(call.core, row, "DONE_GRANTED", at)
    call.store.run("UPDATE cases SET unread = 0 WHERE case_no = ?", case_no)
    return Answer(201, case_view.full(call, case_moves.get(call.store, case_no)))


def application_mode(item: Item) -> str:
    """Return the mode by which one applies for the item here. Raises ``Problem`` item_not_permitted_here."""
    for mode in ("apply", "precheck"):
        if mode in item.modes:
            return mode
    raise Problem("item_not_permitted_here")


def _item(call: Call) -> Item:
    item = items.load(call.store, call.body["task_code"])
    if item.status != "in_use":
        raise Problem("item_withdrawn")
    levels.demand(call.citizen, item.level_for(application_mode(item)))
    return item


def _applicant(call: Call, item: Item) -> sqlite3.Row:
    subject_id, agent = call.body["applicant"]["subject_id"], call.body.get("agent")
    applicant = subjects.find(call.store, subject_id)
    delegation = subjects.acting(call, subject_id, item.task_code)
    if delegation is None:
        if agent:
            raise _refused("/agent", "not_allowed", "本人办理，不用填代理人。")
        if subjects.is_minor(call, applicant):
            raise Problem("minor_needs_guardian")
    elif agent is None:
        raise _refused("/agent", "required", "代人办理，请写明代理关系。")
    elif agent != {"delegation_id": delegation["delegation_id"], "relation": delegation["relation"]}:
        raise _refused("/agent", "mismatch", "代理关系和授权对不上。")
    if applicant["subject_type"] not in {str(kind) for kind in item.raw["server_type"]}:
        raise _refused("/applicant/subject_id", "not_allowed", "这件事不是给这类申请人办的。")
    return applicant


def _refuse_second(call: Call, item: Item, subject_id: str) -> None:
    if call.store.meta(MANY_OPEN_CASES):
        return
    rows = call.store.all(
        "SELECT * FROM cases WHERE subject_id = ? AND task_code = ?", subject_id, item.task_code
    )
    for row in (case_moves.settle(call.core, row) for row in rows):
        if row["state"] in case_states.OPEN - {"DRAFT"}:
            raise Problem("open_case_exists", existing={"kind": "case", "id": row["case_no"]})


def _mode(item: Item, materials: list[Json]) -> str:
    """Return the mode as accepted: what still has to be seen on paper needs a visit."""
    on_paper = any(m["trust_level"] == "C" or m["means"] == "at_hall" for m in materials)
    return (
        "original_verification" if on_paper and item.handling_mode == "fully_online" else item.handling_mode
    )


def _refuse_mistakes(call: Call, item: Item) -> None:
    wanted = call.body
    found = forms.mistakes(item, wanted["form"])
    modes = {item.handling_mode, *(["original_verification"] if item.handling_mode == "fully_online" else [])}
    if wanted["handling_mode"] not in modes:
        found.append(entry("/handling_mode", "mismatch", "办理模式和指南不一致。"))
    if wanted["delivery"]["method"] not in {DELIVERY[PICKUP[way]] for way in item.raw["delivery"]}:
        found.append(entry("/delivery/method", "choice", "这件事不能这样送达。"))
    found += commitment_mistakes(call, wanted["commitment"])
    if not set(wanted.get("bundle", ())) <= set(item.raw["bundle"] or ()):
        found.append(entry("/bundle", "not_in_guide", "指南里没有这件联办的事。"))
    if found:
        raise Problem("validation_failed", errors=found)


def commitment_mistakes(call: Call, commitment: Json) -> list[Json]:
    """Return ``errors`` entries when another text was signed than the one in force."""
    told = next(t for t in call.settings.device_config["texts"] if t["kind"] == "commitment")
    digest = hashlib.sha256(told["body"].encode()).hexdigest()
    if (commitment["text_version"], commitment["text_sha256"]) != (told["version"], digest):
        return [entry("/commitment", "mismatch", "承诺书更新了，请看过新的再签名。")]
    return []


def _number(call: Call, item: Item) -> str:
    day = call.now.date()
    serial = call.store.mint(f"case {item.task_code} {day}")
    return f"{item.task_code}{day:%Y%m%d}{serial:04d}"


def _insert(call: Call, item: Item, case_no: str, mode: str, materials: list[Json]) -> None:
    wanted, now = call.body, text(call.now)
    record = {
        "form": wanted["form"],
        "delivery": wanted["delivery"],
        "contact": wanted["contact"],
        "materials": materials,
        "signed": wanted["commitment"]["signature_upload_id"] is not None,
        "children": [
            {"case_no": f"{case_no}-{n}", "item_name": name}
            for n, name in enumerate(wanted.get("bundle", ()), 1)
        ],
    }
    me, subject_id = call.citizen.subject_id, wanted["applicant"]["subject_id"]
    call.store.insert(
        "cases",
        case_no=case_no,
        application_no=f"{call.now:%Y%m%d}{call.store.mint('application'):06d}",
        task_code=item.task_code,
        subject_id=subject_id,
        agent_id=None if me == subject_id else me,
        handling_mode=mode,
        guide_version=item.guide_version,
        state="DRAFT",
        state_since=now,
        submitted_at=now,
        updated_at=now,
        unread=0,
        fee_status="unpaid" if item.raw["fee"]["charged"] else "none",
        record=json.dumps(record, ensure_ascii=False),
    )


def _refused(pointer: str, code: str, words: str) -> Problem:
    return Problem("validation_failed", errors=[entry(pointer, code, words)])


OPERATIONS: dict[str, Handler] = {"submitCase": submit_case}
