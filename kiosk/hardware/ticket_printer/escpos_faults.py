"""What can be wrong with an ESC/POS printer, by code: the state it leaves, and who mends it."""

from __future__ import annotations

import errno
from typing import Final

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import DeviceState, DeviceStatus, Paper
from kiosk.hardware.ticket_printer.base import KIND

FAULTS: Final = {
    # the printer said so
    "paper_out": (DeviceState.ONLINE, Action.CLEAR),
    "cover_open": (DeviceState.USER_ERROR, Action.CLEAR),
    "cutter_jam": (DeviceState.HARDWARE_ERROR, Action.MAINTENANCE),
    "mechanical": (DeviceState.HARDWARE_ERROR, Action.MAINTENANCE),
    "unrecoverable": (DeviceState.HARDWARE_ERROR, Action.MAINTENANCE),
    "head_hot": (DeviceState.HARDWARE_ERROR, Action.SUSPEND),
    "not_ready": (DeviceState.OFFLINE, Action.SUSPEND),
    # the wire said so
    "no_answer": (DeviceState.OFFLINE, Action.CLEAR),
    "garbled": (DeviceState.OFFLINE, Action.MAINTENANCE),
    "stalled": (DeviceState.OFFLINE, Action.CLEAR),
    "closed": (DeviceState.OFFLINE, Action.RESET),
    "unplugged": (DeviceState.NO_DEVICE, Action.MAINTENANCE),
    "port_missing": (DeviceState.NO_DEVICE, Action.MAINTENANCE),
    "unreachable": (DeviceState.NO_DEVICE, Action.MAINTENANCE),
    "port_denied": (DeviceState.OFFLINE, Action.CONFIGURATION),
    "port_unusable": (DeviceState.OFFLINE, Action.CONFIGURATION),
    "port_busy": (DeviceState.DEVICE_BUSY, Action.SUSPEND),
    # the slip cannot be put on this paper
    "no_glyph": (DeviceState.ONLINE, Action.CONFIGURATION),
    "qr_too_wide": (DeviceState.ONLINE, Action.CONFIGURATION),
    # the self-test
    "unconfirmed": (DeviceState.HARDWARE_ERROR, Action.MAINTENANCE),
}

STOPS: Final = frozenset({"paper_out", "cover_open", "cutter_jam", "mechanical", "unrecoverable", "head_hot"})
"""While one of these holds, the printer does not print."""

_PAPER: Final = {"paper_out": Paper.OUT, "cutter_jam": Paper.JAMMED}
_MISSING: Final = {errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.EIO}
_DENIED: Final = {errno.EACCES, errno.EPERM}
_BUSY: Final = {errno.EAGAIN, errno.EBUSY}


def fault(code: str, detail: str = "") -> DeviceFault:
    """A fault of this driver by its code."""
    return DeviceFault(KIND, code, FAULTS[code][1], detail)


def status_of(problem: DeviceFault) -> DeviceStatus:
    """The status that one of this driver's faults leaves behind."""
    state, action = FAULTS[problem.code]
    return DeviceStatus(
        state, paper=_PAPER.get(problem.code, Paper.UNKNOWN), action=action, code=problem.code
    )


def refusal(error: BaseException, number: int | None) -> DeviceFault:
    """Why a local port could not be taken, from ``errno``."""
    for numbers, code in ((_MISSING, "port_missing"), (_DENIED, "port_denied"), (_BUSY, "port_busy")):
        if number in numbers:
            return fault(code, str(error))
    return fault("port_unusable", str(error))
