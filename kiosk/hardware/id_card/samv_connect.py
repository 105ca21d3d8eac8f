"""Taking a serial port, and what its refusals mean."""

from __future__ import annotations

import errno
import termios
import threading
from typing import Final

import serial

from kiosk.errors import DeviceFault
from kiosk.hardware.id_card.samv_words import fault

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


class Stopped(Exception):
    """The work was cancelled."""


def connect(path: str, baud: int, stop: threading.Event) -> serial.Serial:
    """Take the port for this process alone. Raises ``DeviceFault`` or ``Stopped``."""
    try:
        return _connect(path, baud)
    except DeviceFault as denied:
        if denied.code != "port_denied":
            raise
    if stop.wait(PERMISSION_SECONDS):
        raise Stopped
    return _connect(path, baud)


def _connect(path: str, baud: int) -> serial.Serial:
    try:
        return serial.Serial(path, baud, timeout=WAKE_SECONDS, write_timeout=WRITE_SECONDS, exclusive=True)
    except LIBRARY_ERRORS as error:
        raise fault(CODES.get(getattr(error, "errno", 0), "port_unusable"), str(error)) from error
    except ValueError as error:  # no such baud rate
        raise fault("port_unusable", str(error)) from error
