"""The port of a slip printer."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from kiosk.hardware.device import Device
from kiosk.hardware.ticket_printer.slip import Slip

KIND = "ticket_printer"


class Printed(StrEnum):
    """How a print ended. Only the printer's own word makes it ``DONE``."""

    DONE = "done"
    UNKNOWN = "unknown"
    """Bytes went out and no answer came: paper may or may not have."""


class TicketPrinter(Device, Protocol):
    """Prints slips, one at a time."""

    async def print(self, slip: Slip) -> Printed:
        """Print ``slip`` and cut. ``DeviceFault`` means that it surely did not come out whole.

        Cancelled before the first byte, nothing is printed; later, the slip is finished to its cut, so
        that no half of it waits in the slot for the next person. It never prints a slip twice by itself.
        """
        ...
