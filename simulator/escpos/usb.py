"""A USB bus with one printer on it, as a pyusb backend: descriptors, and two bulk endpoints."""

from __future__ import annotations

import errno
import threading
import time
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Final

from usb.backend import IBackend  # type: ignore[import-untyped]
from usb.core import USBError, USBTimeoutError  # type: ignore[import-untyped]

VENDOR: Final = 0x0FE6
PRODUCT: Final = 0x811E
IN_END: Final = 0x81
OUT_END: Final = 0x03
"""Not the numbers that python-escpos presumes."""
BULK: Final = 0x02
PRINTER: Final = 0x07
PACKET: Final = 64


class _Descriptor(SimpleNamespace):
    """A descriptor; fields that nobody set are 0 or nothing."""

    def __getattr__(self, name: str) -> object:
        return b"" if name == "extra_descriptors" else 0


class UsbPort(IBackend):  # type: ignore[misc] # pyusb has no types
    """The printer's end, with the verbs of ``PacedPty``. While stalled, writes run into their timeout."""

    def __init__(self, on_bytes: Callable[[bytes], None]) -> None:
        self._on_bytes = on_bytes
        self._answers: defaultdict[int, bytearray] = defaultdict(bytearray)
        self._news = threading.Condition()
        self._taking = threading.Event()
        self._taking.set()
        self._plugged = True
        self.denied = False
        self.path = f"{VENDOR:04x}:{PRODUCT:04x}"

    def plug(self) -> None:
        """Put the cable in."""
        self._plugged = True

    def unplug(self) -> None:
        """Pull the cable."""
        with self._news:
            self._plugged = False
            self._answers.clear()
            self._news.notify_all()

    close = unplug

    def stall(self) -> None:
        """Stop taking bytes."""
        self._taking.clear()

    def resume(self) -> None:
        """Take bytes again."""
        self._taking.set()

    def write(self, data: bytes) -> bool:
        """Have ``data`` ready for the host's next read."""
        with self._news:
            self._answers[IN_END] += data
            self._news.notify_all()
        return self._plugged

    def enumerate_devices(self) -> Iterator[str]:
        """The printer, while it is plugged in."""
        return iter(["printer"] if self._plugged else [])

    def get_device_descriptor(self, _dev: object) -> _Descriptor:
        """Vendor and product."""
        return _Descriptor(idVendor=VENDOR, idProduct=PRODUCT, bNumConfigurations=1, port_numbers=())

    def get_configuration_descriptor(self, _dev: object, config: int) -> _Descriptor:
        """The only configuration."""
        return _found(config, _Descriptor(bNumInterfaces=1, bConfigurationValue=1))

    def get_interface_descriptor(self, _dev: object, intf: int, alt: int, _config: int) -> _Descriptor:
        """The only interface, of the printer class."""
        return _found(intf or alt, _Descriptor(bInterfaceClass=PRINTER, bNumEndpoints=2))

    def get_endpoint_descriptor(
        self, _dev: object, ep: int, _intf: int, _alt: int, _config: int
    ) -> _Descriptor:
        """One bulk endpoint out, one in."""
        address = (OUT_END, IN_END)[ep]
        return _Descriptor(bEndpointAddress=address, bmAttributes=BULK, wMaxPacketSize=PACKET)

    def open_device(self, _dev: object) -> str:
        """Hand the device out, unless its permissions forbid it."""
        self._must_be_there()
        if self.denied:
            raise USBError("Access denied (insufficient permissions)", errno=errno.EACCES)
        return "handle"

    def close_device(self, _handle: object) -> None:
        """Nothing to do."""

    def set_configuration(self, _handle: object, _value: int) -> None:
        """There is only one."""
        self._must_be_there()

    def get_configuration(self, _handle: object) -> int:
        """The only one."""
        return 1

    def claim_interface(self, _handle: object, _intf: int) -> None:
        """Nobody else is there."""
        self._must_be_there()

    def release_interface(self, _handle: object, _intf: int) -> None:
        """Nothing to do."""

    def reset_device(self, _handle: object) -> None:
        """Nothing to do."""

    def bulk_write(self, _handle: object, _ep: int, _intf: int, data: array[int], timeout: int) -> int:
        """Take ``data``, or time out (ms) while stalled."""
        self._must_be_there()
        if not self._taking.wait(timeout / 1000):
            raise USBTimeoutError("Operation timed out", errno=errno.ETIMEDOUT)
        self._on_bytes(data.tobytes())
        return len(data)

    def bulk_read(self, _handle: object, ep: int, _intf: int, buff: array[int], timeout: int) -> int:
        """Give one packet of what the printer said, or time out (ms)."""
        end = time.monotonic() + timeout / 1000
        with self._news:
            self._news.wait_for(lambda: self._answers[ep] or not self._plugged, end - time.monotonic())
            self._must_be_there()
            if not self._answers[ep]:
                raise USBTimeoutError("Operation timed out", errno=errno.ETIMEDOUT)
            packet = self._answers[ep][: min(len(buff), PACKET)]
            del self._answers[ep][: len(packet)]
        buff[: len(packet)] = array("B", packet)
        return len(packet)

    def _must_be_there(self) -> None:
        if not self._plugged:
            raise USBError("No such device (it may have been disconnected)", errno=errno.ENODEV)


def _found(index: int, descriptor: _Descriptor) -> _Descriptor:
    if index:
        raise IndexError(index)
    return descriptor
