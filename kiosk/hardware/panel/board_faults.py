"""What can be wrong with a panel's board, by code: the state it leaves, and who mends it."""

from __future__ import annotations

from typing import Final

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import DeviceState, DeviceStatus
from kiosk.hardware.panel.base import KIND
from kiosk.hardware.serial_line import LINE_FAULTS

FAULTS: Final = {
    **LINE_FAULTS,
    "no_answer": (DeviceState.OFFLINE, Action.RESET),
    "stalled": (DeviceState.OFFLINE, Action.RESET),
    "garbled": (DeviceState.HARDWARE_ERROR, Action.RESET),
    "unconfirmed": (DeviceState.HARDWARE_ERROR, Action.MAINTENANCE),
}


def fault(code: str, detail: str = "") -> DeviceFault:
    """A fault of this driver by its code."""
    return DeviceFault(KIND, code, FAULTS[code][1], detail)


def status_of(problem: DeviceFault) -> DeviceStatus:
    """The status that one of this driver's faults leaves behind."""
    return DeviceStatus(FAULTS[problem.code][0], action=problem.action, code=problem.code)
