"""What the platform publishes for everyone: common questions, and results of cases."""

from __future__ import annotations

import json
from functools import cache

from simulator.platform import case_view, items, paging, subjects
from simulator.platform.call import Answer, Call, Handler, tagged
from simulator.platform.contract import Json
from simulator.platform.settings import data

DECISIONS = {"DONE_GRANTED": "准予", "DONE_REFUSED": "不予准许"}


def list_faq(call: Call) -> Answer:
    """List questions and answers; the whole list has an ETag."""
    raw, wanted = _faq(), call.parameters.get("task_code")
    numbers = {
        json.loads(row["raw"])["no"]: row["task_code"]
        for row in call.store.all("SELECT task_code, raw FROM items")
    }
    entries = [
        {
            "faq_id": f"fq-{n:04d}",
            "question": one["question"],
            "answer": one["answer"],
            "task_codes": [numbers[no] for no in one["items"]],
        }
        for n, one in enumerate(raw["entries"], 1)
    ]
    fitting = [one for one in entries if wanted is None or wanted in one["task_codes"]]
    some, cursor = paging.page(call, fitting)
    body = {"entries": some, "next_cursor": cursor}
    return Answer(200, body) if wanted else tagged(call, body, raw["version"])


def list_published_results(call: Call) -> Answer:
    """List decided cases, newest first, masked."""
    rows = call.store.all(
        "SELECT c.case_no, c.task_code, c.subject_id, e.state, e.at FROM case_events e "
        "JOIN cases c USING (case_no) WHERE e.state IN ('DONE_GRANTED', 'DONE_REFUSED') "
        "ORDER BY e.at DESC, c.case_no"
    )
    some, cursor = paging.page(call, rows)
    results = [
        {
            "case_no_masked": case_view.masked_no(row["case_no"]),
            "item_name": items.load(call.store, row["task_code"]).name,
            "applicant_masked": subjects.masked(subjects.find(call.store, row["subject_id"])),
            "decision": DECISIONS[row["state"]],
            "decided_on": row["at"][:10],
        }
        for row in some
    ]
    return Answer(200, {"results": results, "next_cursor": cursor})


@cache
def _faq() -> Json:
    return data("faq.toml")


OPERATIONS: dict[str, Handler] = {"listFaq": list_faq, "listPublishedResults": list_published_results}
