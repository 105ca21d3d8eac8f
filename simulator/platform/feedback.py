"""Questions, suggestions, complaints, objections, and 办不成事 with or without a citizen."""

from __future__ import annotations

import json

from simulator.platform import case_moves, certificates, interactions, subjects, uploads
from simulator.platform.call import Answer, Call, Handler
from simulator.platform.problems import Problem
from simulator.platform.validation import entry

TITLE_CHARS = 20


def create_consultation(call: Call) -> Answer:
    """Take a question."""
    return _take(call, "consultation")


def create_suggestion(call: Call) -> Answer:
    """Take a suggestion."""
    return _take(call, "suggestion")


def create_complaint(call: Call) -> Answer:
    """Take a complaint. A case it names must be the citizen's own."""
    case_no = call.body.get("case_no")
    if case_no:
        row = case_moves.get(call.store, case_no)
        subjects.acting(call, row["subject_id"], row["task_code"])
    return _take(call, "complaint")


def create_cannot_be_done_report(call: Call) -> Answer:
    """Take the report and promise a reply."""
    return Answer(201, interactions.wire(call, interactions.take(call, "cannot_be_done")))


def object_to_certificate(call: Call) -> Answer:
    """Take the holder's word that data of a certificate are wrong."""
    row = certificates.find(call, call.parameters["certificate_id"])
    subjects.acting(call, row["subject_id"], row["task_code"])
    number = interactions.take(
        call, "objection", target=f"certificate {row['certificate_id']}", title=f"{row['type_name']}信息有误"
    )
    for upload_id in call.body.get("evidence_upload_ids", ()):
        uploads.spend(call, upload_id, "objection", used_by=number)
    return Answer(201, interactions.wire(call, number))


def _take(call: Call, kind: str) -> Answer:
    given = call.body
    known = {
        raw["dept_uscc_sample"]: row["task_code"]
        for row in call.store.all("SELECT task_code, raw FROM items")
        for raw in [json.loads(row["raw"])]
    }
    found = []
    if given.get("department_uscc", next(iter(known))) not in known:
        found.append(entry("/department_uscc", "choice", "没有这个部门。"))
    if "task_code" in given and not call.store.one(
        "SELECT 1 FROM items WHERE task_code = ?", given["task_code"]
    ):
        found.append(entry("/task_code", "choice", "没有这件事。"))
    if found:
        raise Problem("validation_failed", errors=found)
    title = given.get("title") or given["content"][:TITLE_CHARS]
    return Answer(201, interactions.wire(call, interactions.take(call, kind, title=title)))


OPERATIONS: dict[str, Handler] = {
    "createConsultation": create_consultation,
    "createSuggestion": create_suggestion,
    "createComplaint": create_complaint,
    "createCannotBeDoneReport": create_cannot_be_done_report,
    "objectToCertificate": object_to_certificate,
}
