"""Taking a serial port for this process alone, and what its refusals mean."""

from __future__ import annotations

import errno
import termios
import threading
from collections.abc import Callable, Mapping
from typing import Final

import serial

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import DeviceState
from kiosk.hardware.worker import Stopped

LIBRARY_ERRORS: Final = (serial.SerialException, OSError, termios.error)
"""What pyserial lets through when a device goes away; ``termios.error`` is not an ``OSError``."""
WAKE_SECONDS: Final = 0.05
"""How long one look at the line may block: a cancelled read ends after this."""
WRITE_SECONDS: Final = 0.5
PERMISSION_SECONDS: Final = 0.3
"""udev creates the node before it sets the permissions."""
CODES: Final = {
    errno.ENOENT: "port_missing",
    errno.ENODEV: "port_missing",
    errno.ENXIO: "port_missing",
    errno.EIO: "port_missing",
    errno.EACCES: "port_denied",
    errno.EPERM: "port_denied",
    errno.EAGAIN: "busy",
    errno.EBUSY: "busy",
}
LINE_FAULTS: Final[Mapping[str, tuple[DeviceState, Action]]] = {
    "port_missing": (DeviceState.NO_DEVICE, Action.MAINTENANCE),
    "unplugged": (DeviceState.NO_DEVICE, Action.MAINTENANCE),
    "port_denied": (DeviceState.OFFLINE, Action.CONFIGURATION),
    "port_unusable": (DeviceState.OFFLINE, Action.CONFIGURATION),
    "busy": (DeviceState.DEVICE_BUSY, Action.SUSPEND),
    "closed": (DeviceState.OFFLINE, Action.RESET),
}
"""Every fault of the line itself: the state it leaves, and who mends it."""

Fault = Callable[[str, str], DeviceFault]
"""Makes a driver's fault of a code and a detail."""


def connect(path: str, baud: int, stop: threading.Event, fault: Fault) -> serial.Serial:
    """Take the port, 8N1. Raises what ``fault`` makes of a code of ``LINE_FAULTS``, or ``Stopped``."""
    try:
        return _connect(path, baud, fault)
    except DeviceFault as denied:
        if denied.code != "port_denied":
            raise
    if stop.wait(PERMISSION_SECONDS):
        raise Stopped
    return _connect(path, baud, fault)


def _connect(path: str, baud: int, fault: Fault) -> serial.Serial:
    try:
        return serial.Serial(path, baud, timeout=WAKE_SECONDS, write_timeout=WRITE_SECONDS, exclusive=True)
    except LIBRARY_ERRORS as error:
        raise fault(CODES.get(getattr(error, "errno", 0), "port_unusable"), str(error)) from error
    except ValueError as error:  # no such baud rate
        raise fault("port_unusable", str(error)) from error
