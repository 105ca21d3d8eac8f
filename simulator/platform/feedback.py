"""办不成事: a report that something could not be done; with or without a citizen."""

from __future__ import annotations

import json
from datetime import date, timedelta

from simulator.platform.call import Answer, Call, Handler
from simulator.platform.clock import text

REPLY_WORKDAYS = 5


def create_cannot_be_done_report(call: Call) -> Answer:
    """Take the report and promise a reply."""
    number, received = f"BC{call.store.mint('interaction'):06d}", call.now
    call.store.run(
        "INSERT INTO interactions VALUES (?, 'cannot_be_done', ?, ?, ?, ?)",
        number,
        call.device_id,
        call.session.subject_id if call.session else None,
        text(received),
        json.dumps(call.body, ensure_ascii=False),
    )
    due = _workdays_after(call, received.date())
    return Answer(
        201,
        {
            "interaction_no": number,
            "kind": "cannot_be_done",
            "received_at": text(received),
            "status": "received",
            "promised_reply_by": due.isoformat() if due else None,
            "title": None,
            "reply": None,
            "replied_at": None,
            "hotline": call.settings.hall["hotline"],
        },
    )


def _workdays_after(call: Call, day: date) -> date | None:
    """Count working days; beyond the known calendar no day is promised."""
    left = REPLY_WORKDAYS
    while left:
        day += timedelta(days=1)
        if day.isoformat() > call.settings.calendar["known_to"]:
            return None
        left -= call.settings.is_workday(day)
    return day


OPERATIONS: dict[str, Handler] = {"createCannotBeDoneReport": create_cannot_be_done_report}
