"""One device is changed in a running terminal: the old driver is closed, then the new one takes its place."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import structlog

from kiosk.config import Config
from kiosk.documents.press import Press
from kiosk.fitted import fit_one
from kiosk.hardware.device import Device, DeviceState, DeviceStatus
from kiosk.hardware.look import Eye
from kiosk.journeys.case_papers import CasePapers
from kiosk.reloader import NotTakenUp

if TYPE_CHECKING:
    from kiosk.app import Terminal
    from kiosk.hardware.panel import Panel
    from kiosk.hardware.ups import Ups
    from kiosk.journeys.stage import Stage

log = structlog.get_logger()

IN_THE_HALL = (
    "id_card",
    "smart_card",
    "code_scanner",
    "document_scanner",
    "ticket_printer",
    "document_printer",
)
"""What journeys have at hand. The camera they use through the face check, panel and battery not at all."""


class PowerEnds(Exception):
    """The battery is nearly empty: what is open is closed in order, as long as there is time for it."""


async def refit(terminal: Terminal, kind: str, config: Config) -> None:
    """Let a device be as ``config`` has it. Whoever calls has the floor.

    Raises ``ConfigError`` for what cannot be, and ``NotTakenUp`` when the new one does not answer where the
    old one did: then that is back. Where neither answers the new one stays, and is waited for.
    """
    device = fit_one(config, terminal.file, kind)
    old, was = getattr(terminal.fitted, kind), terminal.supervisor.status(kind)
    now = await _put(terminal, kind, device, config)
    if was is None or was.device is not DeviceState.ONLINE:
        return
    if now is not None and now.device is not DeviceState.ONLINE:
        await _put(terminal, kind, old, terminal.reloader.in_force[f"devices.{kind}"])
        raise NotTakenUp(now.code or now.device)


async def _put(terminal: Terminal, kind: str, device: Device | None, config: Config) -> DeviceStatus | None:
    hall = terminal.hall
    change: dict[str, Any] = {kind: device}
    terminal.fitted = replace(terminal.fitted, **change)
    if kind in IN_THE_HALL:
        setattr(hall, kind, device)
    match kind:
        case "camera":
            terminal.look_through(config)
        case "document_printer":
            hall.press = (hall.press or Press()) if device is not None else None
            hall.progress.papers = CasePapers(hall) if device is not None else None
        case "panel":
            begin_lights(terminal)
        case "ups":
            begin_power_watch(terminal)
    if terminal.desk is not None and (isinstance(device, Eye) or kind in terminal.desk.eyes):
        terminal.desk.eyes = terminal.fitted.eyes()
    for count in terminal.fitted.paper_counts():
        count.paper = terminal.paper
    status = await terminal.supervisor.replace(kind, device)
    hall.changed()
    return status


def begin_lights(terminal: Terminal) -> None:
    """The cabinet's lights follow the screen, where it has any."""
    panel = terminal.fitted.panel
    terminal.works.begin("lights", None if panel is None else _lights(panel, terminal.hall.stage))


def begin_power_watch(terminal: Terminal) -> None:
    """The terminal ends in order before its battery does, where it has one."""
    ups = terminal.fitted.ups
    terminal.works.begin("power", None if ups is None else _power(ups))


async def _lights(panel: Panel, stage: Stage) -> None:
    from kiosk.journeys.guide_lights import GuideLights  # noqa: PLC0415 most cabinets have no panel

    stop = GuideLights(panel, stage).follow()
    try:
        await asyncio.Event().wait()
    finally:
        stop()


async def _power(ups: Ups) -> None:
    await ups.ending()
    log.critical("power.ends")
    raise PowerEnds
