"""Booking credit: who did not come is counted when the day is over; too often suspends booking (BK-08)."""

from __future__ import annotations

from datetime import timedelta

from simulator.platform import subjects
from simulator.platform.call import Call
from simulator.platform.clock import moment, text
from simulator.platform.contract import Json

SUSPENSION = timedelta(days=30)


def settle(call: Call) -> None:
    """Count the citizen's bookings of past days for which no number was taken."""
    me, today = call.citizen.subject_id, call.now.date().isoformat()
    missed = "subject_id = ? AND status = 'booked' AND slot_start < ?"
    count = call.store.count(f"SELECT count(*) FROM bookings WHERE {missed}", me, today)  # noqa: S608
    if not count:
        return
    call.store.run(f"UPDATE bookings SET status = 'no_show' WHERE {missed}", me, today)  # noqa: S608
    call.store.run("UPDATE subjects SET no_shows = no_shows + ? WHERE subject_id = ?", count, me)
    told = wire(call)
    if told["no_shows"] > told["limit"] and told["suspended_until"] is None:
        until = text(call.now + SUSPENSION)
        call.store.run("UPDATE subjects SET suspended_until = ? WHERE subject_id = ?", until, me)


def wire(call: Call) -> Json:
    """Return the contract's credit."""
    row = subjects.find(call.store, call.citizen.subject_id)
    until = row["suspended_until"]
    return {
        "no_shows": row["no_shows"],
        "limit": call.settings.hall["booking"]["no_show_limit"],
        "suspended_until": until if until and moment(until) > call.now else None,
    }
