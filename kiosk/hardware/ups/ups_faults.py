"""What can be wrong with a UPS or the daemon that speaks for it, by code."""

from __future__ import annotations

from typing import Final

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import DeviceState, DeviceStatus
from kiosk.hardware.ups.base import KIND, Power

FAULTS: Final = {
    # the daemon said so
    "ups_lost": (DeviceState.NO_DEVICE, Action.MAINTENANCE),
    "no_such_ups": (DeviceState.OFFLINE, Action.CONFIGURATION),
    "port_denied": (DeviceState.OFFLINE, Action.CONFIGURATION),
    # the wire said so
    "unreachable": (DeviceState.NO_DEVICE, Action.MAINTENANCE),
    "unplugged": (DeviceState.NO_DEVICE, Action.MAINTENANCE),
    "busy": (DeviceState.DEVICE_BUSY, Action.SUSPEND),
    "no_answer": (DeviceState.OFFLINE, Action.RESET),
    "garbled": (DeviceState.HARDWARE_ERROR, Action.RESET),
    "closed": (DeviceState.OFFLINE, Action.RESET),
}


def fault(code: str, detail: str = "") -> DeviceFault:
    """A fault of this kind by its code."""
    return DeviceFault(KIND, code, FAULTS[code][1], detail)


def status_of(problem: DeviceFault) -> DeviceStatus:
    """The status that one of these faults leaves behind."""
    return DeviceStatus(FAULTS[problem.code][0], action=problem.action, code=problem.code)


def status_with(power: Power) -> DeviceStatus:
    """The status of a UPS that can be talked to: what matters most is said."""
    words = (
        (power.ending, "battery_low", Action.SUSPEND),
        (not power.on_mains, "on_battery", Action.SUSPEND),
        (power.overloaded, "overloaded", Action.CLEAR),
        (power.replace_battery, "replace_battery", Action.MAINTENANCE),
    )
    for so, code, action in words:
        if so:
            return DeviceStatus(DeviceState.ONLINE, action=action, code=code)
    return DeviceStatus(DeviceState.ONLINE)
