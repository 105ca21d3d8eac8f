"""Queue numbers: from a booking once, as a walk-in always; booked people are called first (BK-05, BK-06)."""

from __future__ import annotations

import sqlite3
from datetime import datetime, time

from simulator.platform import bookings, catalogue, queue
from simulator.platform.call import Answer, Call, Handler
from simulator.platform.clock import SHANGHAI, moment, text
from simulator.platform.contract import Json
from simulator.platform.problems import Problem
from simulator.platform.settings import Area

RANKS = {"booked": 0, "green_channel": 1, "normal": 2}
MAX_NUMBER = 999


def issue_queue_ticket(call: Call) -> Answer:
    """Give out a number."""
    ticket_id = _from_booking(call) if call.body["source"] == "booking" else _walk_in(call)
    return Answer(201, wire(call, find(call, ticket_id)))


def get_queue_ticket(call: Call) -> Answer:
    """Tell how far the queue is."""
    return Answer(200, wire(call, find(call, call.parameters["ticket_id"])))


def reprint_queue_ticket(call: Call) -> Answer:
    """Count a reprint of a number that still waits."""
    row = find(call, call.parameters["ticket_id"])
    if row["status"] not in {"waiting", "called"} or moment(row["valid_until"]) < call.now:
        raise Problem("state_conflict")
    call.store.run("UPDATE tickets SET reprints = reprints + 1 WHERE ticket_id = ?", row["ticket_id"])
    return Answer(200, wire(call, find(call, row["ticket_id"])))


def find(call: Call, ticket_id: str) -> sqlite3.Row:
    """Find a ticket. Raises ``Problem`` not_found."""
    row = call.store.one("SELECT * FROM tickets WHERE ticket_id = ?", ticket_id)
    if row is None:
        raise Problem("not_found")
    return row


def wire(call: Call, row: sqlite3.Row) -> Json:
    """Return the contract's QueueTicket."""
    area = call.settings.areas[row["area_code"]]
    ahead = queue.ahead(call.store, area, row)
    return {
        "ticket_id": row["ticket_id"],
        "ticket_no": row["ticket_no"],
        "source": row["source"],
        "task_code": row["task_code"],
        "item_name": catalogue.name(call.store, row["task_code"]) if row["task_code"] else None,
        "area": area.wire(),
        "windows": area.windows,
        "people_ahead": ahead,
        "estimated_wait_minutes": ahead * area.minutes_each,
        "priority": row["priority"],
        "slot": {"start": row["slot_start"], "end": row["slot_end"]} if row["slot_start"] else None,
        "issued_at": row["issued_at"],
        "valid_until": row["valid_until"],
        "status": row["status"],
        "reprints": row["reprints"],
        "notice": f"请在{area.floor}{area.name}等候叫号",
        "qr_payload": f"QT{row['ticket_id']}",
    }


def _from_booking(call: Call) -> str:
    if call.session is None:
        raise Problem("session_missing")
    if call.session.level < "L2":
        raise Problem("level_too_low", required_level="L2")
    booking = bookings.own(call, call.body["booking_id"])
    if booking["ticket_id"]:
        raise Problem("ticket_exists", existing={"kind": "queue_ticket", "id": booking["ticket_id"]})
    if bookings.status(call, booking) != "booked":
        raise Problem("booking_expired")
    if moment(booking["slot_start"]).date() != call.now.date():
        raise Problem("state_conflict", "这个预约不是今天的，请在预约当天取号。")
    ticket_id = _mint(call, call.settings.areas[booking["area_code"]], "booked", booking)
    call.store.run(
        "UPDATE bookings SET status = 'checked_in', ticket_id = ? WHERE booking_id = ?",
        ticket_id,
        booking["booking_id"],
    )
    return ticket_id


def _walk_in(call: Call) -> str:
    wanted = call.body
    code = wanted.get("area_code")
    if "task_code" in wanted:
        code = catalogue.find(call.store, wanted["task_code"])["area_code"]
    if code not in call.settings.areas:
        raise Problem("not_found")
    priority = "green_channel" if "priority_claim" in wanted else "normal"
    return _mint(call, call.settings.areas[code], priority, None)


def _mint(call: Call, area: Area, priority: str, booking: sqlite3.Row | None) -> str:
    day = call.now.date()
    number = area.last_number + call.store.mint(f"ticket {area.area_code} {day}")
    if number > min(area.daily_limit, MAX_NUMBER):
        raise Problem("tickets_exhausted")
    ticket_id = f"ti-{call.store.mint('ticket'):04d}"
    call.store.run(
        "INSERT INTO tickets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0)",
        ticket_id,
        f"{area.area_code}{number:03d}",
        number,
        day.isoformat(),
        call.body["source"],
        booking["booking_id"] if booking else None,
        booking["task_code"] if booking else call.body.get("task_code"),
        area.area_code,
        priority,
        RANKS[priority],
        booking["slot_start"] if booking else None,
        booking["slot_end"] if booking else None,
        text(call.now),
        text(datetime.combine(day, time(23, 59, 59), SHANGHAI)),
    )
    return ticket_id


OPERATIONS: dict[str, Handler] = {
    "issueQueueTicket": issue_queue_ticket,
    "getQueueTicket": get_queue_ticket,
    "reprintQueueTicket": reprint_queue_ticket,
}
