"""What can be wrong with a camera, by code: the state it leaves, and who mends it."""

from __future__ import annotations

import errno
from http import HTTPStatus
from typing import Final

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.camera.base import KIND
from kiosk.hardware.device import DeviceState, DeviceStatus

FAULTS: Final = {
    "port_missing": (DeviceState.NO_DEVICE, Action.MAINTENANCE),
    "unplugged": (DeviceState.NO_DEVICE, Action.MAINTENANCE),
    "unreachable": (DeviceState.NO_DEVICE, Action.MAINTENANCE),
    "port_denied": (DeviceState.OFFLINE, Action.CONFIGURATION),
    "port_unusable": (DeviceState.OFFLINE, Action.CONFIGURATION),
    "busy": (DeviceState.DEVICE_BUSY, Action.SUSPEND),
    "no_answer": (DeviceState.OFFLINE, Action.RESET),
    "garbled": (DeviceState.HARDWARE_ERROR, Action.MAINTENANCE),
    "closed": (DeviceState.OFFLINE, Action.RESET),
}
"""``no_answer``: no picture within the deadline; ``garbled``: one picture after another cannot be read."""

_ERRNO: Final = {
    errno.ENOENT: "port_missing",
    errno.ENODEV: "port_missing",
    errno.ENXIO: "port_missing",
    errno.ENOTDIR: "port_missing",
    errno.EACCES: "port_denied",
    errno.EPERM: "port_denied",
    errno.EBUSY: "busy",
}
_HTTP: Final = {
    HTTPStatus.UNAUTHORIZED: "port_denied",
    HTTPStatus.FORBIDDEN: "port_denied",
    HTTPStatus.NOT_FOUND: "port_missing",
    HTTPStatus.SERVICE_UNAVAILABLE: "busy",
}


def fault(code: str, detail: str = "") -> DeviceFault:
    """A fault of this driver by its code."""
    return DeviceFault(KIND, code, FAULTS[code][1], detail)


def status_of(problem: DeviceFault) -> DeviceStatus:
    """The status that one of this driver's faults leaves behind."""
    return DeviceStatus(FAULTS[problem.code][0], action=problem.action, code=problem.code)


def refusal(error: OSError) -> DeviceFault:
    """Why a path cannot be opened."""
    return fault(_ERRNO.get(error.errno or 0, "port_unusable"), error.strerror or "")


def refused(status: int) -> DeviceFault:
    """Why a camera on the network gives no pictures, by its HTTP status."""
    return fault(
        next((code for known, code in _HTTP.items() if known == status), "port_unusable"), str(status)
    )
