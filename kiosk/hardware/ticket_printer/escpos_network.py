"""ESC/POS printers on the network (raw TCP, port 9100)."""

from __future__ import annotations

import contextlib
import socket
import struct
import time
from typing import TYPE_CHECKING, Final

from kiosk.hardware.ticket_printer.escpos_connectors import connectors
from kiosk.hardware.ticket_printer.escpos_faults import fault
from kiosk.hardware.ticket_printer.escpos_printer import EscposPrinter, Patience
from kiosk.hardware.ticket_printer.escpos_wire import Wire

if TYPE_CHECKING:
    from kiosk.errors import DeviceFault

CONNECT_SECONDS: Final = 3.0
DEAD_MILLISECONDS: Final = 5000
"""Bytes unacknowledged so long mean that nobody is there; TCP alone would try for a quarter of an hour."""
NOW: Final = struct.pack("ii", 1, 0)
"""SO_LINGER: closing drops what is not sent yet."""


class EscposNetworkPrinter(EscposPrinter):
    """A slip printer at ``host`` and ``port``. Most take one connection at a time."""

    def __init__(
        self,
        host: str,
        port: int = 9100,
        charset: str = "gbk",
        width_dots: int = 576,
        *,
        patience: Patience | None = None,
    ) -> None:
        super().__init__(charset, width_dots, patience=patience)
        self._host = host
        self._port = port

    def _connect(self) -> Wire:
        printer = connectors()
        from escpos.exceptions import DeviceNotFoundError  # noqa: PLC0415

        connector = printer.Network(self._host, self._port, timeout=CONNECT_SECONDS)
        try:
            connector.open()
            link: socket.socket = connector.device
            connector.device = False  # from here on the wire owns it
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_MILLISECONDS)
        except (DeviceNotFoundError, OSError) as error:
            raise fault("unreachable", str(error)) from error
        return NetworkWire(link, self.patience.write)


class NetworkWire:
    """An open TCP connection."""

    def __init__(self, link: socket.socket, write_seconds: float) -> None:
        self._link = link
        self._write_seconds = write_seconds

    def send(self, data: bytes) -> None:
        """See ``Wire``."""
        try:
            self._link.settimeout(self._write_seconds)
            self._link.sendall(data)
        except TimeoutError as error:
            raise fault("stalled", str(error)) from error
        except OSError as error:
            raise _lost(error) from error

    def receive(self, seconds: float) -> int | None:
        """See ``Wire``."""
        try:
            # A timeout of 0 would mean "do not block", and fail with another error.
            self._link.settimeout(max(seconds, 0.001))
            data = self._link.recv(1)
        except TimeoutError:
            return None
        except OSError as error:
            raise _lost(error) from error
        if not data:
            raise fault("unplugged", "the printer closed the connection")
        return data[0]

    def drop_input(self) -> None:
        """See ``Wire``. Stops after a second: a printer that never stops talking is found out later."""
        end = time.monotonic() + 1.0
        while time.monotonic() < end and self.receive(0) is not None:
            pass

    def close(self) -> None:
        """See ``Wire``."""
        with contextlib.suppress(OSError):
            self._link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NOW)
        with contextlib.suppress(OSError):
            self._link.close()


def _lost(error: BaseException) -> DeviceFault:
    return fault("unplugged", str(error))
