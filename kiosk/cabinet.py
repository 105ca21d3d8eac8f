"""Build what is in the cabinet beside the devices that people use: panel, battery, paper counts, toner."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kiosk.config import Config
from kiosk.errors import ConfigError, Mistake
from kiosk.hardware.consumables import Consumables, Counts, Stock, Supply
from kiosk.hardware.device import Device
from kiosk.hardware.panel import Panel
from kiosk.hardware.ups import Ups

if TYPE_CHECKING:
    from kiosk.hardware.document_printer.toner_watch import TonerWatch

LAST_PORT = 65535
MM_A_METRE = 1000
SNMP_PORT = 161
SNMP_SECONDS = 5.0


def panel(config: Config, file: str) -> Panel | None:  # noqa: ARG001 as its neighbours are called
    """The panel, or ``None`` where there is none."""
    wanted = config.devices.panel
    if wanted is None:
        return None
    from kiosk.hardware.panel.serial_board import SerialBoard

    return SerialBoard(wanted.port, wanted.baud)


def ups(config: Config, file: str) -> Ups | None:
    """The battery behind the mains, or ``None`` where there is none. Raises ``ConfigError`` for its port."""
    wanted = config.devices.ups
    if wanted is None:
        return None
    from kiosk.hardware.ups import apcupsd, nut

    own = apcupsd.PORT if wanted.driver == "apcupsd" else nut.PORT
    host, port = _address(file, "devices.ups.address", wanted.address, own)
    return (
        apcupsd.ApcupsdUps(host, port) if wanted.driver == "apcupsd" else nut.NutUps(host, port, wanted.name)
    )


def speaker(config: Config, file: str) -> Device | None:  # noqa: ARG001 as its neighbours are called
    """The loudspeaker, or ``None`` where there is none. Its test listens by the microphone."""
    return _sound(config, "speaker")


def microphone(config: Config, file: str) -> Device | None:  # noqa: ARG001
    """The microphone, or ``None`` where there is none. Its test plays on the loudspeaker."""
    return _sound(config, "microphone")


def _sound(config: Config, kind: str) -> Device | None:
    if getattr(config.devices, kind) is None:
        return None
    from kiosk.hardware.sound.alsa import Pcm
    from kiosk.hardware.sound.devices import Sounds

    out, into = config.devices.speaker, config.devices.microphone
    return Sounds(
        Pcm("speaker", out.device, "aplay") if out else None,
        Pcm("microphone", into.device, "arecord") if into else None,
    ).device(kind)


def toner_is_told(config: Config) -> bool:
    """Whether staff said where the A4 printer tells of its toner."""
    wanted = config.devices.document_printer
    return wanted is not None and bool(wanted.snmp)


def toner(config: Config, file: str) -> TonerWatch | None:
    """Who asks the A4 printer for its toner, or ``None``. Raises ``ConfigError`` for its port."""
    wanted = config.devices.document_printer
    if wanted is None or not wanted.snmp:
        return None
    host, port = _address(file, "devices.document_printer.snmp", wanted.snmp, SNMP_PORT)
    from kiosk.hardware.document_printer.snmp_supplies import ask_toner
    from kiosk.hardware.document_printer.toner_watch import TonerWatch

    low = config.consumables.toner_low_percent
    return TonerWatch(
        partial(ask_toner, host, port, wanted.snmp_community, seconds=SNMP_SECONDS, low_percent=low)
    )


def consumables(config: Config, counts: Counts, on_low: Callable[[Supply], None]) -> Consumables:
    """What is counted of paper, by the capacities that staff wrote."""
    wanted = config.consumables
    roll = Stock(wanted.slip_roll_metres * MM_A_METRE or None, wanted.slip_low_metres * MM_A_METRE)
    tray = Stock(wanted.a4_tray_pages or None, wanted.a4_low_pages)
    return Consumables(counts, {Supply.SLIP_PAPER: roll, Supply.A4_PAPER: tray}, on_low)


def _address(file: str, key: str, written: str, port: int) -> tuple[str, int]:
    """HOST and PORT, which may be left out. Raises ``ConfigError`` for a port that cannot be."""
    host, _, named = written.partition(":")
    port = int(named or port)
    if not 0 < port <= LAST_PORT:
        raise ConfigError(file, [Mistake(key, f"there is no port {port}")])
    return host, port
