"""ESC/POS printers on USB without a serial port of their own (printer class 7, by libusb)."""

from __future__ import annotations

import contextlib
import errno
from collections import deque
from typing import TYPE_CHECKING, Final

from kiosk.hardware.ticket_printer.escpos_connectors import connectors
from kiosk.hardware.ticket_printer.escpos_faults import fault, refusal
from kiosk.hardware.ticket_printer.escpos_printer import EscposPrinter, Patience
from kiosk.hardware.ticket_printer.escpos_wire import Wire

if TYPE_CHECKING:
    from usb.core import Device, Endpoint  # type: ignore[import-untyped]

    from kiosk.errors import DeviceFault

PRINTER_CLASS: Final = 7
KIND_OF_END: Final = 0x03
BULK: Final = 0x02
INWARD: Final = 0x80
AUTO: Final = "auto"
MOST_PACKETS: Final = 50


class EscposUsbPrinter(EscposPrinter):
    """A slip printer on USB: ``device`` is ``auto`` (the first of the printer class) or ``04b8:0e15``."""

    def __init__(
        self,
        device: str,
        charset: str,
        width_dots: int,
        *,
        patience: Patience | None = None,
        backend: object | None = None,
    ) -> None:
        """``backend`` is pyusb's way to the bus, where it is not libusb."""
        super().__init__(charset, width_dots, patience=patience)
        self._wanted: dict[str, object] = {"backend": backend}
        if device == AUTO:
            self._wanted["custom_match"] = _prints
        else:
            vendor, product = (int(part, 16) for part in device.split(":"))
            self._wanted |= {"idVendor": vendor, "idProduct": product}

    def _connect(self) -> Wire:
        printer = connectors()
        from escpos.exceptions import DeviceNotFoundError  # noqa: PLC0415
        from usb.core import NoBackendError, USBError  # noqa: PLC0415

        connector = printer.Usb(usb_args=dict(self._wanted), timeout=int(self.patience.write * 1000))
        try:
            connector.open()
            device = connector.device
            connector.device = False  # from here on the wire owns it
            return UsbWire(device, self.patience.write)
        except DeviceNotFoundError as error:
            raise refusal(error, getattr(error.__context__, "errno", None) or errno.ENODEV) from error
        except USBError as error:
            raise refusal(error, error.errno) from error
        except (NoBackendError, LookupError) as error:
            raise fault("port_unusable", str(error)) from error


def _prints(device: Device) -> bool:
    return any(part.bInterfaceClass == PRINTER_CLASS for setting in device for part in setting)


class UsbWire:
    """A claimed USB printer. Raises ``LookupError`` when it has no pair of bulk endpoints."""

    def __init__(self, device: Device, write_seconds: float) -> None:
        self._device = device
        self._write_ms = int(write_seconds * 1000)
        self._came: deque[int] = deque()
        # python-escpos presumes endpoints 0x82 and 0x01; printers differ.
        self._out = _bulk(device, inward=False)
        self._in = _bulk(device, inward=True)

    def send(self, data: bytes) -> None:
        """See ``Wire``."""
        from usb.core import USBError, USBTimeoutError  # noqa: PLC0415

        try:
            self._device.write(self._out.bEndpointAddress, data, self._write_ms)
        except USBTimeoutError as error:
            raise fault("stalled", str(error)) from error
        except USBError as error:
            raise _lost(error) from error

    def receive(self, seconds: float) -> int | None:
        """See ``Wire``. USB gives whole packets: what is over waits for the next call."""
        from usb.core import USBError, USBTimeoutError  # noqa: PLC0415

        if not self._came:
            try:
                # A timeout of 0 would wait for ever.
                packet = self._device.read(
                    self._in.bEndpointAddress, self._in.wMaxPacketSize, max(1, int(seconds * 1000))
                )
            except USBTimeoutError:
                return None
            except USBError as error:
                raise _lost(error) from error
            self._came.extend(packet)
        return self._came.popleft() if self._came else None

    def drop_input(self) -> None:
        """See ``Wire``. A printer that never stops talking is found out later."""
        for _ in range(MOST_PACKETS):
            self._came.clear()
            if self.receive(0) is None:
                break

    def close(self) -> None:
        """See ``Wire``."""
        from usb.core import USBError  # noqa: PLC0415
        from usb.util import dispose_resources  # type: ignore[import-untyped] # noqa: PLC0415

        with contextlib.suppress(USBError):
            dispose_resources(self._device)


def _bulk(device: Device, *, inward: bool) -> Endpoint:
    for part in device.get_active_configuration():
        for end in part:
            is_bulk = part.bInterfaceClass == PRINTER_CLASS and end.bmAttributes & KIND_OF_END == BULK
            if is_bulk and bool(end.bEndpointAddress & INWARD) is inward:
                return end
    raise LookupError("no pair of bulk endpoints in the printer's interface")


def _lost(error: BaseException) -> DeviceFault:
    return fault("unplugged", str(error))
