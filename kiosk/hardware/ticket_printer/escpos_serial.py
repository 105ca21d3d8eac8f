"""ESC/POS printers on a serial port, or on USB as a serial port."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Final

import serial

from kiosk.hardware.serial_line import LIBRARY_ERRORS
from kiosk.hardware.ticket_printer.escpos_connectors import connectors
from kiosk.hardware.ticket_printer.escpos_faults import fault, refusal
from kiosk.hardware.ticket_printer.escpos_printer import EscposPrinter, Patience
from kiosk.hardware.ticket_printer.escpos_wire import Wire

if TYPE_CHECKING:
    from kiosk.errors import DeviceFault

LOOK_SECONDS: Final = 0.05
"""How long one look at the line blocks. Fixed: changing pyserial's timeout sets the whole port up again."""
QUEUE_BYTES: Final = 4096
"""Linux calls a line writable again when its queue is nearly empty: a write may well wait for that."""
BITS_A_BYTE: Final = 10


class EscposSerialPrinter(EscposPrinter):
    """A slip printer at ``port`` (a device path), ``baud`` 8N1."""

    def __init__(
        self, port: str, baud: int, charset: str, width_dots: int, *, patience: Patience | None = None
    ) -> None:
        super().__init__(charset, width_dots, baud=baud, patience=patience)
        self._port = port
        self._speed = baud

    def _connect(self) -> Wire:
        printer = connectors()
        from escpos.exceptions import DeviceNotFoundError  # noqa: PLC0415

        # dsrdtr is on by default there and waits for a line that most cables do not have.
        connector = printer.Serial(self._port, self._speed, timeout=LOOK_SECONDS, dsrdtr=False)
        line: serial.Serial | None = None
        try:
            connector.open()
            line = connector.device
            connector.device = False  # or its destructor would close the line, draining it without a limit
            line.exclusive = True
            line.write_timeout = self.patience.write + QUEUE_BYTES * BITS_A_BYTE / self._speed
        except DeviceNotFoundError as error:
            raise refusal(error, getattr(error.__context__, "errno", None)) from error
        except LIBRARY_ERRORS as error:
            if line is not None:
                SerialWire(line).close()  # or the line, and with it the port, stays taken
            raise refusal(error, getattr(error, "errno", None)) from error
        return SerialWire(line)


class SerialWire:
    """An open serial line."""

    def __init__(self, line: serial.Serial) -> None:
        self._line = line

    def send(self, data: bytes) -> None:
        """See ``Wire``."""
        try:
            self._line.write(data)
        except serial.SerialTimeoutException as error:
            with contextlib.suppress(*LIBRARY_ERRORS):
                self._line.reset_output_buffer()
            raise fault("stalled", str(error)) from error
        except LIBRARY_ERRORS as error:
            raise _lost(error) from error

    def receive(self, seconds: float) -> int | None:
        """See ``Wire``; looks for at least ``LOOK_SECONDS``."""
        end = time.monotonic() + seconds
        while True:
            try:
                data = self._line.read(1)
            except LIBRARY_ERRORS as error:
                raise _lost(error) from error
            if data:
                return data[0]
            if time.monotonic() >= end:
                return None

    def drop_input(self) -> None:
        """See ``Wire``."""
        try:
            self._line.reset_input_buffer()
        except LIBRARY_ERRORS as error:
            raise _lost(error) from error

    def close(self) -> None:
        """See ``Wire``."""
        # Unsent bytes go first: closing a line drains it, and a stalled printer would hold it for long.
        with contextlib.suppress(*LIBRARY_ERRORS):
            self._line.reset_output_buffer()
        with contextlib.suppress(*LIBRARY_ERRORS):
            self._line.close()


def _lost(error: BaseException) -> DeviceFault:
    return fault("unplugged", str(error))
