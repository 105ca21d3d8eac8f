"""Build what is in the cabinet beside the devices that people use: panel, battery, paper counts."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.config import Config
from kiosk.errors import ConfigError, Mistake
from kiosk.hardware.consumables import Consumables, Counts, Stock, Supply
from kiosk.hardware.panel import Panel
from kiosk.hardware.ups import Ups

LAST_PORT = 65535
MM_A_METRE = 1000


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

    host, _, named = wanted.address.partition(":")
    port = int(named or (apcupsd.PORT if wanted.driver == "apcupsd" else nut.PORT))
    if not 0 < port <= LAST_PORT:
        raise ConfigError(file, [Mistake("devices.ups.address", f"there is no port {port}")])
    return (
        apcupsd.ApcupsdUps(host, port) if wanted.driver == "apcupsd" else nut.NutUps(host, port, wanted.name)
    )


def consumables(config: Config, counts: Counts, on_low: Callable[[Supply], None]) -> Consumables:
    """What is counted of paper, by the capacities that staff wrote."""
    wanted = config.consumables
    roll = Stock(wanted.slip_roll_metres * MM_A_METRE or None, wanted.slip_low_metres * MM_A_METRE)
    tray = Stock(wanted.a4_tray_pages or None, wanted.a4_low_pages)
    return Consumables(counts, {Supply.SLIP_PAPER: roll, Supply.A4_PAPER: tray}, on_low)
