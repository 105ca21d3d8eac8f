"""Bookings: the citizen's own, made, listed and cancelled; booking credit (BK-04, BK-08, BK-09)."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime, timedelta

from simulator.platform import catalogue, credit, slots, subjects, summaries
from simulator.platform.call import Answer, Call, Handler
from simulator.platform.clock import moment, text
from simulator.platform.contract import Json
from simulator.platform.problems import Problem
from simulator.platform.validation import entry


def list_my_bookings(call: Call) -> Answer:
    """List the citizen's bookings by slot; ``valid`` = booked and the slot not past."""
    credit.settle(call)
    rows = call.store.all(
        "SELECT * FROM bookings WHERE subject_id = ? ORDER BY slot_start, booking_id", call.citizen.subject_id
    )
    if call.parameters["status"] == "valid":
        rows = [row for row in rows if status(call, row) == "booked"]
    if day := call.parameters.get("date"):
        rows = [row for row in rows if row["slot_start"].startswith(day)]
    return Answer(200, {"bookings": [wire(call, row) for row in rows], "credit": credit.wire(call)})


def create_booking(call: Call) -> Answer:
    """Book a slot. The slot's last place is given once."""
    wanted, subject_id = call.body, call.citizen.subject_id
    credit.settle(call)
    if until := credit.wire(call)["suspended_until"]:
        raise Problem("booking_suspended", until=until)
    subjects.acting(call, wanted.get("subject_id"), wanted["task_code"])
    item = catalogue.find(call.store, wanted["task_code"])
    if item["status"] != "in_use":
        raise Problem("item_withdrawn")
    if not summaries.is_bookable(json.loads(item["raw"])):
        raise Problem("validation_failed", errors=[entry("/task_code", "not_allowed", "这件事不用预约。")])
    slot = slots.take(call, wanted["slot_id"], item["area_code"])
    _refuse_second(call, subject_id, wanted["task_code"])
    number = call.store.mint("booking")
    booking_id = f"bk-{number:04d}"
    call.store.run(
        "INSERT INTO bookings VALUES (?, ?, ?, ?, ?, ?, ?, 'booked', NULL)",
        booking_id,
        f"{880000 + number}",
        subject_id,
        wanted["task_code"],
        item["area_code"],
        text(slot.start),
        text(slot.end),
    )
    return Answer(201, wire(call, own(call, booking_id)))


def cancel_booking(call: Call) -> Answer:
    """Cancel in time; the slot is free again."""
    row = own(call, call.parameters["booking_id"])
    if status(call, row) != "booked" or call.now > _cancellable_until(call, row):
        raise Problem("booking_not_changeable")
    call.store.run("UPDATE bookings SET status = 'cancelled' WHERE booking_id = ?", row["booking_id"])
    return Answer(200, wire(call, own(call, row["booking_id"])))


def own(call: Call, booking_id: str) -> sqlite3.Row:
    """Find a booking of this citizen. Raises ``Problem`` not_found or not_owner."""
    row = call.store.one("SELECT * FROM bookings WHERE booking_id = ?", booking_id)
    if row is None:
        raise Problem("not_found")
    if row["subject_id"] != call.citizen.subject_id:
        raise Problem("not_owner")
    return row


def status(call: Call, row: sqlite3.Row) -> str:
    """Return the status now: a booking whose slot is past has expired."""
    past = moment(row["slot_end"]) <= call.now
    return "expired" if row["status"] == "booked" and past else str(row["status"])


def wire(call: Call, row: sqlite3.Row) -> Json:
    """Return the contract's Booking."""
    return {
        "booking_id": row["booking_id"],
        "booking_code": row["booking_code"],
        "task_code": row["task_code"],
        "item_name": catalogue.name(call.store, row["task_code"]),
        "hall_code": call.settings.hall["hall_code"],
        "hall_name": call.settings.hall["name"],
        "area": call.settings.areas[row["area_code"]].wire(),
        "slot": {"start": row["slot_start"], "end": row["slot_end"]},
        "status": status(call, row),
        "cancellable_until": text(_cancellable_until(call, row)),
        "ticket_id": row["ticket_id"],
        "qr_payload": f"BK{row['booking_code']}",
    }


def _cancellable_until(call: Call, row: sqlite3.Row) -> datetime:
    return moment(row["slot_start"]) - timedelta(
        minutes=call.settings.hall["booking"]["cancel_before_minutes"]
    )


def _refuse_second(call: Call, subject_id: str, task_code: str) -> None:
    for row in call.store.all(
        "SELECT * FROM bookings WHERE subject_id = ? AND task_code = ?", subject_id, task_code
    ):
        if status(call, row) in {"booked", "checked_in"}:
            raise Problem("booking_exists", existing={"kind": "booking", "id": row["booking_id"]})


OPERATIONS: dict[str, Handler] = {
    "listMyBookings": list_my_bookings,
    "createBooking": create_booking,
    "cancelBooking": cancel_booking,
}
