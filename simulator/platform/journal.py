"""Batches from a terminal's outbox: print records and audit events, each taken once by its number."""

from __future__ import annotations

import json

from simulator.platform.call import Answer, Call, Handler
from simulator.platform.contract import Json


def post_print_records(call: Call) -> Answer:
    """Take print records by ``record_id``."""
    return _take(call, "print", "record_id", call.body["records"])


def post_audit_events(call: Call) -> Answer:
    """Take audit events by ``event_id``."""
    return _take(call, "audit", "event_id", call.body["events"])


def _take(call: Call, kind: str, key: str, entries: list[Json]) -> Answer:
    accepted = 0
    for entry in entries:
        if call.store.one("SELECT 1 FROM journal WHERE kind = ? AND id = ?", kind, entry[key]):
            continue
        call.store.run(
            "INSERT INTO journal VALUES (?, ?, ?, ?)",
            kind,
            entry[key],
            call.device_id,
            json.dumps(entry, ensure_ascii=False),
        )
        accepted += 1
    return Answer(200, {"accepted": accepted, "duplicates": len(entries) - accepted, "rejected": []})


OPERATIONS: dict[str, Handler] = {
    "postPrintRecords": post_print_records,
    "postAuditEvents": post_audit_events,
}
