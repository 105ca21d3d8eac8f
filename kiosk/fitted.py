"""All devices of a terminal, built from its configuration. Nothing is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from kiosk import cabinet, devices
from kiosk.clock import now
from kiosk.config import Config
from kiosk.hardware.camera import Camera
from kiosk.hardware.code_scanner import CodeScanner
from kiosk.hardware.device import Device
from kiosk.hardware.document_printer import DocumentPrinter
from kiosk.hardware.document_scanner import DocumentScanner
from kiosk.hardware.id_card import IdCardReader
from kiosk.hardware.look import Eye
from kiosk.hardware.panel import Panel
from kiosk.hardware.paper_count import PaperCount
from kiosk.hardware.smart_card import SmartCardReader
from kiosk.hardware.ticket_printer import TicketPrinter
from kiosk.hardware.ticket_printer.counted import CountedPrinter
from kiosk.hardware.ups import Ups


@dataclass(frozen=True, slots=True)
class Fitted:
    """One of a kind; ``None`` where there is none."""

    id_card: IdCardReader | None
    smart_card: SmartCardReader | None
    code_scanner: CodeScanner | None
    camera: Camera | None
    document_scanner: DocumentScanner | None
    ticket_printer: TicketPrinter | None
    document_printer: DocumentPrinter | None
    panel: Panel | None
    ups: Ups | None
    speaker: Device | None
    microphone: Device | None

    def paper_counts(self) -> list[PaperCount]:
        """Of those printers whose paper is counted."""
        printers = (self.ticket_printer, self.document_printer)
        return [one for p in printers if isinstance(one := getattr(p, "count", None), PaperCount)]

    def eyes(self) -> dict[str, Eye]:
        """Those that take pictures, for one who looks at their lenses."""
        return {kind: device for kind, device in self.by_kind().items() if isinstance(device, Eye)}

    def by_kind(self) -> dict[str, Device]:
        """Those that are there, for the supervisor."""
        return {f.name: device for f in fields(self) if (device := getattr(self, f.name)) is not None}


def fit(config: Config, file: str) -> Fitted:
    """Build every driver. Raises ``ConfigError`` for what cannot be."""
    return Fitted(**{kind: build(config, file) for kind, build in BUILDERS.items()})


def fit_one(config: Config, file: str, kind: str) -> Device | None:
    """Build one driver; ``None`` where there is no such device. Raises ``ConfigError``."""
    device: Device | None = BUILDERS[kind](config, file)
    return device


def made_from(config: Config, kind: str) -> object:
    """What of the configuration a device is made from: it must be made anew when this changes."""
    supplies = config.consumables
    more: Mapping[str, tuple[object, ...]] = {
        "ticket_printer": (supplies.slip_roll_metres > 0,),
        "document_printer": (supplies.a4_tray_pages > 0, supplies.toner_low_percent),
        # Either's test needs the other.
        "speaker": (getattr(config.devices.microphone, "device", None),),
        "microphone": (getattr(config.devices.speaker, "device", None),),
    }
    section: Any = getattr(config.devices, kind)
    # Whether the terminal can do without it is nothing to a driver.
    return section and replace(section, required=False), more.get(kind, ())


def _counted(config: Config, printer: TicketPrinter | None) -> TicketPrinter | None:
    """With its paper counted, where staff said how much a roll holds."""
    wanted = config.devices.ticket_printer
    if printer is None or wanted is None or not config.consumables.slip_roll_metres:
        return printer
    return CountedPrinter(printer, wanted.charset, wanted.width_dots, now=now)


def _supplied(config: Config, file: str, printer: DocumentPrinter | None) -> DocumentPrinter | None:
    """Paper counted where staff said what the tray holds, toner asked for where they said of whom."""
    if printer is None or not (config.consumables.a4_tray_pages or cabinet.toner_is_told(config)):
        return printer
    from kiosk.hardware.document_printer.supplied import SuppliedPrinter

    return SuppliedPrinter(printer, now=now, toner=cabinet.toner(config, file))


BUILDERS: Final[Mapping[str, Callable[[Config, str], Any]]] = {
    "id_card": devices.id_card_reader,
    "smart_card": devices.smart_card_reader,
    "code_scanner": devices.code_scanner,
    "camera": devices.camera,
    "document_scanner": devices.document_scanner,
    "ticket_printer": lambda config, file: _counted(config, devices.ticket_printer(config, file)),
    "document_printer": lambda config, file: _supplied(config, file, devices.document_printer(config, file)),
    "panel": cabinet.panel,
    "ups": cabinet.ups,
    "speaker": cabinet.speaker,
    "microphone": cabinet.microphone,
}
"""How each kind is made: at the start, when its settings change, and when a change is tried."""
