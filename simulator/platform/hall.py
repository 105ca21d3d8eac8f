"""The hall as it is now, and the working calendar."""

from __future__ import annotations

from simulator.platform import queue
from simulator.platform.call import Answer, Call, Handler, tagged
from simulator.platform.clock import text
from simulator.platform.contract import Json
from simulator.platform.settings import Area


def get_hall_status(call: Call) -> Answer:
    """Tell the areas, windows and queues. The demonstration hall never closes."""
    hall = call.settings.hall
    return Answer(
        200,
        {
            "hall_code": hall["hall_code"],
            "name": hall["name"],
            "address": hall["address"],
            "open": True,
            "hours": hall["hours"],
            "notice": hall["notice"],
            "as_of": text(call.now),
            "areas": [_area(call, area) for area in call.settings.areas.values()],
        },
    )


def get_calendar(call: Call) -> Answer:
    """Give holidays and make-up workdays of the known years."""
    calendar = call.settings.calendar
    return tagged(call, calendar, f"cal-{calendar['known_to']}")


def _area(call: Call, area: Area) -> Json:
    waiting = queue.waiting(call.store, area, call.now.date().isoformat())
    return {
        "area": area.wire(),
        "windows": [
            {"window_no": number, "status": "busy" if waiting else "open"} for number in area.windows
        ],
        "waiting": waiting,
        "estimated_wait_minutes": waiting * area.minutes_each,
    }


OPERATIONS: dict[str, Handler] = {"getHallStatus": get_hall_status, "getCalendar": get_calendar}
