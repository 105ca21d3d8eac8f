"""Slots to book: next day to one week, working hours of working days, limited places (BK-02, BK-03)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from simulator.platform import catalogue
from simulator.platform.call import Answer, Call, Handler
from simulator.platform.clock import SHANGHAI, text
from simulator.platform.contract import Json
from simulator.platform.problems import Problem
from simulator.platform.settings import Area

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """An hour of an area, and how many places are left."""

    slot_id: str
    start: datetime
    end: datetime
    remaining: int


def list_booking_slots(call: Call) -> Answer:
    """List the slots of an item in this hall."""
    hall = call.settings.hall
    if call.parameters.get("hall_code", hall["hall_code"]) != hall["hall_code"]:
        raise Problem("not_found")
    item = catalogue.find(call.store, call.parameters["task_code"])
    area = call.settings.areas[item["area_code"]]
    first, last = window(call)
    return Answer(
        200,
        {
            "task_code": item["task_code"],
            "hall_code": hall["hall_code"],
            "first_date": first.isoformat(),
            "last_date": last.isoformat(),
            "days": [
                {"date": day.isoformat(), "slots": [_wire(slot, area) for slot in slots_of(call, day, area)]}
                for day in days(call)
            ],
        },
    )


def take(call: Call, slot_id: str, area_code: str) -> Slot:
    """Return the slot if it has a place left. Raises ``Problem``."""
    area = call.settings.areas[area_code]
    for day in days(call):
        for slot in slots_of(call, day, area):
            if slot.slot_id == slot_id:
                if not slot.remaining:
                    raise Problem("slot_full")
                return slot
    # Any other day, hour or area is none of this item's slots.
    raise Problem("date_outside_window")


def window(call: Call) -> tuple[date, date]:
    """Return the first and last day that can be booked."""
    rule, today = call.settings.hall["booking"], call.now.date()
    return today + timedelta(days=rule["first_day"]), today + timedelta(days=rule["last_day"])


def days(call: Call) -> Iterator[date]:
    """Give the working days of the window."""
    first, last = window(call)
    for n in range((last - first).days + 1):
        if call.settings.is_workday(day := first + timedelta(days=n)):
            yield day


def slots_of(call: Call, day: date, area: Area) -> Iterator[Slot]:
    """Give one day's slots of an area."""
    for hour in call.settings.hall["booking"]["hours"]:
        start = datetime.combine(day, time(hour), SHANGHAI)
        slot_id = f"sl-{start:%Y%m%d-%H%M}-{area.area_code}"
        taken = call.store.count(
            "SELECT count(*) FROM bookings WHERE area_code = ? AND slot_start = ? AND status != 'cancelled'",
            area.area_code,
            text(start),
        )
        others = call.store.one("SELECT taken FROM slot_load WHERE slot_id = ?", slot_id)
        free = area.slot_capacity - taken - (others["taken"] if others else 0)
        yield Slot(slot_id, start, start + HOUR, max(0, free))


def _wire(slot: Slot, area: Area) -> Json:
    return {
        "slot_id": slot.slot_id,
        "start": text(slot.start),
        "end": text(slot.end),
        "remaining": slot.remaining,
        "status": "open" if slot.remaining else "full",
        "area": area.wire(),
    }


OPERATIONS: dict[str, Handler] = {"listBookingSlots": list_booking_slots}
