"""Whether this terminal serves nobody now: closed by order, or without all the devices that it must have."""

from __future__ import annotations

from kiosk.domain.words import Text
from kiosk.hardware.device import STARTING
from kiosk.journeys.hall import Hall
from kiosk.journeys.views import OutOfService

BROKEN = Text("设备坏了，正在修", "Its devices are being repaired")


def out_of_service(hall: Hall) -> OutOfService | None:
    """The view that says so; ``None``: in service. It heals when a device or the order does."""
    why = hall.closed or (BROKEN if _lost(hall) else None)
    if why is None:
        hall.out_since = None
        return None
    hall.out_since = hall.out_since or hall.clock()
    return OutOfService(why=why, since=hall.out_since)


def _lost(hall: Hall) -> bool:
    required = [hall.devices.status(kind) for kind in hall.terms.required]
    return bool(required) and not any(one is not None and (one.usable or one == STARTING) for one in required)
