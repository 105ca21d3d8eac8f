"""Build the drivers that the configuration names."""

from __future__ import annotations

import re

from kiosk.config import Config, DocumentPrinter, IdCard, TicketPrinter
from kiosk.errors import ConfigError, Mistake
from kiosk.hardware.absent import AbsentDevice
from kiosk.hardware.document_printer import DocumentPrinter as DocumentPrinterPort
from kiosk.hardware.document_printer.cups_printer import CupsPrinter
from kiosk.hardware.id_card import IdCardReader
from kiosk.hardware.id_card.samv_serial import SamvSerialReader
from kiosk.hardware.ticket_printer import TicketPrinter as TicketPrinterPort
from kiosk.hardware.ticket_printer.escpos_network import EscposNetworkPrinter
from kiosk.hardware.ticket_printer.escpos_serial import EscposSerialPrinter
from kiosk.hardware.ticket_printer.escpos_usb import EscposUsbPrinter

NETWORK_PORT = 9100
PRINT_SERVER = r"/\S+|[^\s/:]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\]:[0-9]{1,5}"
PRINTER_PORTS = {
    "escpos_network": (r"[^\s/:]+(:[0-9]{1,5})?", "HOST or HOST:PORT"),
    "escpos_usb": (r"auto|[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}", "auto or VENDOR:PRODUCT, such as 04b8:0e15"),
}

NO_DRIVER = ("smart_card", "camera", "document_scanner", "code_scanner")
"""Kinds that may be configured but have no driver in this version."""


def id_card_reader(config: Config, file: str) -> IdCardReader | None:
    """The card reader, or ``None`` where there is none. Raises ``ConfigError`` for a driver not built in."""
    wanted: IdCard | None = config.devices.id_card
    if wanted is None:
        return None
    if wanted.driver != "samv_serial":
        why = f"driver {wanted.driver} is not part of this version; use samv_serial"
        raise ConfigError(file, [Mistake("devices.id_card.driver", why)])
    return SamvSerialReader(wanted.port, wanted.baud, wanted.photo_library)


def ticket_printer(config: Config, file: str) -> TicketPrinterPort | None:
    """The slip printer, or ``None`` where there is none. Raises ``ConfigError`` for a port that cannot be."""
    wanted: TicketPrinter | None = config.devices.ticket_printer
    if wanted is None:
        return None
    form, example = PRINTER_PORTS.get(wanted.driver, (".+", ""))
    if not re.fullmatch(form, wanted.port):
        why = f"driver {wanted.driver} expects {example}, not {wanted.port!r}"
        raise ConfigError(file, [Mistake("devices.ticket_printer.port", why)])
    match wanted.driver:
        case "escpos_serial":
            return EscposSerialPrinter(wanted.port, wanted.baud, wanted.charset, wanted.width_dots)
        case "escpos_network":
            host, _, port = wanted.port.partition(":")
            return EscposNetworkPrinter(host, int(port or NETWORK_PORT), wanted.charset, wanted.width_dots)
        case "escpos_usb":
            return EscposUsbPrinter(wanted.port, wanted.charset, wanted.width_dots)


def document_printer(config: Config, file: str) -> DocumentPrinterPort | None:
    """The A4 printer, or ``None`` where there is none. Raises ``ConfigError`` for a server that cannot be."""
    wanted: DocumentPrinter | None = config.devices.document_printer
    if wanted is None:
        return None
    if not re.fullmatch(PRINT_SERVER, wanted.server):
        why = f"driver {wanted.driver} expects HOST, HOST:PORT or a socket's path, not {wanted.server!r}"
        raise ConfigError(file, [Mistake("devices.document_printer.server", why)])
    return CupsPrinter(
        wanted.server,
        wanted.queue,
        f"kiosk-{config.terminal.id}",
        deadline_seconds=wanted.deadline_seconds,
        ipp_url=wanted.ipp_url,
    )


def absent(config: Config) -> list[AbsentDevice]:
    """One for every configured device that this version cannot drive: status and heartbeat tell of it."""
    return [AbsentDevice(kind) for kind in NO_DRIVER if getattr(config.devices, kind) is not None]
