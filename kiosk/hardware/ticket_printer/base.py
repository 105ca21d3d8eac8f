"""The port of a slip printer."""

from __future__ import annotations

from typing import Protocol

from kiosk.hardware.device import Device
from kiosk.hardware.printed import Printed
from kiosk.hardware.ticket_printer.slip import Slip

KIND = "ticket_printer"


class TicketPrinter(Device, Protocol):
    """Prints slips, one at a time."""

    async def print(self, slip: Slip) -> Printed:
        """Print ``slip`` and cut. ``DeviceFault`` means that it surely did not come out whole.

        Cancelled before the first byte, nothing is printed; later, the slip is finished to its cut, so
        that no half of it waits in the slot for the next person. It never prints a slip twice by itself.
        """
        ...
