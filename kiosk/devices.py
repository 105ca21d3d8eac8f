"""Build the drivers that the configuration names, and import no others: each costs memory and time."""

from __future__ import annotations

import re
from pathlib import Path

from kiosk.config import (
    CodeScanner,
    Config,
    DocumentPrinter,
    DocumentScanner,
    IdCard,
    SmartCard,
    TicketPrinter,
)
from kiosk.errors import ConfigError, Mistake
from kiosk.hardware.camera import Camera
from kiosk.hardware.code_scanner import CodeScanner as CodeScannerPort
from kiosk.hardware.document_printer import DocumentPrinter as DocumentPrinterPort
from kiosk.hardware.document_scanner import DocumentScanner as DocumentScannerPort
from kiosk.hardware.id_card import IdCardReader
from kiosk.hardware.smart_card import SmartCardReader
from kiosk.hardware.ticket_printer import TicketPrinter as TicketPrinterPort

NETWORK_PORT = 9100
PRINT_SERVER = r"/\S+|[^\s/:]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\]:[0-9]{1,5}"
PRINTER_PORTS = {
    "escpos_network": (r"[^\s/:]+(:[0-9]{1,5})?", "HOST or HOST:PORT"),
    "escpos_usb": (r"auto|[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}", "auto or VENDOR:PRODUCT, such as 04b8:0e15"),
}

SDT_PORTS = r"usb|100[1-9]|101[0-6]"


def id_card_reader(config: Config, file: str) -> IdCardReader | None:
    """The card reader, or ``None`` where there is none. Raises ``ConfigError`` for what cannot be."""
    wanted: IdCard | None = config.devices.id_card
    if wanted is None:
        return None
    if wanted.driver == "samv_serial":
        from kiosk.hardware.id_card.samv_serial import SamvSerialReader

        return SamvSerialReader(wanted.port, wanted.baud, wanted.photo_library)
    mistakes = []
    if not wanted.library:
        why = f"driver {wanted.driver} needs the path of the vendor's library"
        mistakes.append(Mistake("devices.id_card.library", why))
    if not re.fullmatch(SDT_PORTS, wanted.port):
        why = f"driver {wanted.driver} expects usb or a number from 1001 to 1016, not {wanted.port!r}"
        mistakes.append(Mistake("devices.id_card.port", why))
    if mistakes:
        raise ConfigError(file, mistakes)
    from kiosk.hardware.id_card.sdt_library import SdtLibraryReader

    return SdtLibraryReader(wanted.library, wanted.port, wanted.photo_library)


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
            from kiosk.hardware.ticket_printer.escpos_serial import EscposSerialPrinter

            return EscposSerialPrinter(wanted.port, wanted.baud, wanted.charset, wanted.width_dots)
        case "escpos_network":
            from kiosk.hardware.ticket_printer.escpos_network import EscposNetworkPrinter

            host, _, port = wanted.port.partition(":")
            return EscposNetworkPrinter(host, int(port or NETWORK_PORT), wanted.charset, wanted.width_dots)
        case "escpos_usb":
            from kiosk.hardware.ticket_printer.escpos_usb import EscposUsbPrinter

            return EscposUsbPrinter(wanted.port, wanted.charset, wanted.width_dots)


def smart_card_reader(config: Config, file: str) -> SmartCardReader | None:
    """The PC/SC reader, or ``None`` where there is none. Raises ``ConfigError`` for a folder that is none."""
    wanted: SmartCard | None = config.devices.smart_card
    if wanted is None:
        return None
    if wanted.csca_dir and not Path(wanted.csca_dir).is_dir():
        raise ConfigError(
            file, [Mistake("devices.smart_card.csca_dir", f"no such folder: {wanted.csca_dir}")]
        )
    from kiosk.hardware.smart_card.pcsc import PcscReader

    return PcscReader(wanted.reader, wanted.csca_dir)


def code_scanner(config: Config, file: str) -> CodeScannerPort | None:  # noqa: ARG001 as its siblings
    """The scanner, or ``None`` where there is none."""
    wanted: CodeScanner | None = config.devices.code_scanner
    if wanted is None:
        return None
    from kiosk.hardware.code_scanner.serial_scanner import SerialScanner

    return SerialScanner(wanted.port, baud=wanted.baud)


def camera(config: Config, file: str) -> Camera | None:
    """The camera, or ``None`` where there is none. Raises ``ConfigError`` for a source that cannot be."""
    wanted = config.devices.camera
    if wanted is None:
        return None
    _see_source(file, "camera", wanted.source)
    from kiosk.hardware.camera.opencv import OpencvCamera

    return OpencvCamera(wanted.source)


def document_scanner(config: Config, file: str) -> DocumentScannerPort | None:
    """The page camera, or ``None`` where there is none. Raises ``ConfigError`` for what is no source."""
    wanted: DocumentScanner | None = config.devices.document_scanner
    if wanted is None:
        return None
    _see_source(file, "document_scanner", wanted.source)
    from kiosk.hardware.document_scanner.opencv import OpencvScanner

    return OpencvScanner(wanted.source)


def _see_source(file: str, kind: str, source: str) -> None:
    if "://" in source and not source.startswith("http://"):
        why = "expects a device, its number, a video file, a folder of pictures or an http:// address (MJPEG)"
        raise ConfigError(file, [Mistake(f"devices.{kind}.source", why)])


def document_printer(config: Config, file: str) -> DocumentPrinterPort | None:
    """The A4 printer, or ``None`` where there is none. Raises ``ConfigError`` for a server that cannot be."""
    wanted: DocumentPrinter | None = config.devices.document_printer
    if wanted is None:
        return None
    if not re.fullmatch(PRINT_SERVER, wanted.server):
        why = f"driver {wanted.driver} expects HOST, HOST:PORT or a socket's path, not {wanted.server!r}"
        raise ConfigError(file, [Mistake("devices.document_printer.server", why)])
    from kiosk.hardware.document_printer.cups_printer import CupsPrinter

    return CupsPrinter(
        wanted.server,
        wanted.queue,
        f"kiosk-{config.terminal.id}",
        deadline_seconds=wanted.deadline_seconds,
        ipp_url=wanted.ipp_url,
    )
