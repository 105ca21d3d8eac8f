"""Build the drivers that the configuration names."""

from __future__ import annotations

import re
from collections.abc import Callable

from kiosk.config import Config, IdCard, TicketPrinter
from kiosk.errors import ConfigError, Mistake
from kiosk.hardware.absent import AbsentDevice
from kiosk.hardware.consumables import Consumables, Counts, Stock, Supply
from kiosk.hardware.id_card import IdCardReader
from kiosk.hardware.id_card.samv_serial import SamvSerialReader
from kiosk.hardware.panel import Panel as PanelPort
from kiosk.hardware.panel.serial_board import SerialBoard
from kiosk.hardware.ticket_printer import TicketPrinter as TicketPrinterPort
from kiosk.hardware.ticket_printer.escpos_network import EscposNetworkPrinter
from kiosk.hardware.ticket_printer.escpos_serial import EscposSerialPrinter
from kiosk.hardware.ticket_printer.escpos_usb import EscposUsbPrinter
from kiosk.hardware.ups import Ups as UpsPort
from kiosk.hardware.ups import apcupsd, nut
from kiosk.hardware.ups.apcupsd import ApcupsdUps
from kiosk.hardware.ups.nut import NutUps

NETWORK_PORT = 9100
LAST_PORT = 65535
MM_A_METRE = 1000
PRINTER_PORTS = {
    "escpos_network": (r"[^\s/:]+(:[0-9]{1,5})?", "HOST or HOST:PORT"),
    "escpos_usb": (r"auto|[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}", "auto or VENDOR:PRODUCT, such as 04b8:0e15"),
}

NO_DRIVER = ("smart_card", "document_printer", "camera", "document_scanner", "code_scanner")
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


def panel(config: Config, file: str) -> PanelPort | None:  # noqa: ARG001 as its neighbours are called
    """The panel, or ``None`` where there is none."""
    wanted = config.devices.panel
    return None if wanted is None else SerialBoard(wanted.port, wanted.baud)


def ups(config: Config, file: str) -> UpsPort | None:
    """The battery behind the mains, or ``None`` where there is none. Raises ``ConfigError`` for its port."""
    wanted = config.devices.ups
    if wanted is None:
        return None
    host, _, named = wanted.address.partition(":")
    port = int(named or (apcupsd.PORT if wanted.driver == "apcupsd" else nut.PORT))
    if not 0 < port <= LAST_PORT:
        raise ConfigError(file, [Mistake("devices.ups.address", f"there is no port {port}")])
    return ApcupsdUps(host, port) if wanted.driver == "apcupsd" else NutUps(host, port, wanted.name)


def consumables(config: Config, counts: Counts, on_low: Callable[[Supply], None]) -> Consumables:
    """What is counted of paper, by the capacities that staff wrote."""
    wanted = config.consumables
    roll = Stock(wanted.slip_roll_metres * MM_A_METRE or None, wanted.slip_low_metres * MM_A_METRE)
    tray = Stock(wanted.a4_tray_pages or None, wanted.a4_low_pages)
    return Consumables(counts, {Supply.SLIP_PAPER: roll, Supply.A4_PAPER: tray}, on_low)


def absent(config: Config) -> list[AbsentDevice]:
    """One for every configured device that this version cannot drive: status and heartbeat tell of it."""
    return [AbsentDevice(kind) for kind in NO_DRIVER if getattr(config.devices, kind) is not None]
