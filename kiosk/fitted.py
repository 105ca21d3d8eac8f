"""All devices of a terminal, built from its configuration. Nothing is opened."""

from __future__ import annotations

from dataclasses import dataclass, fields

from kiosk import devices
from kiosk.config import Config
from kiosk.hardware.camera import Camera
from kiosk.hardware.code_scanner import CodeScanner
from kiosk.hardware.device import Device
from kiosk.hardware.id_card import IdCardReader
from kiosk.hardware.smart_card import SmartCardReader
from kiosk.hardware.ticket_printer import TicketPrinter


@dataclass(frozen=True, slots=True)
class Fitted:
    """One of a kind; ``None`` where there is none."""

    id_card: IdCardReader | None
    smart_card: SmartCardReader | None
    code_scanner: CodeScanner | None
    camera: Camera | None
    ticket_printer: TicketPrinter | None

    def by_kind(self) -> dict[str, Device]:
        """Those that are there, for the supervisor."""
        return {f.name: device for f in fields(self) if (device := getattr(self, f.name)) is not None}


def fit(config: Config, file: str) -> Fitted:
    """Build every driver. Raises ``ConfigError`` for what cannot be."""
    return Fitted(
        id_card=devices.id_card_reader(config, file),
        smart_card=devices.smart_card_reader(config, file),
        code_scanner=devices.code_scanner(config, file),
        camera=devices.camera(config, file),
        ticket_printer=devices.ticket_printer(config, file),
    )
