"""What a board shows, waited for."""

from __future__ import annotations

import asyncio

from kiosk.hardware.device import DeviceState, DeviceStatus
from simulator.panel import PanelBoard

ONLINE = DeviceStatus(DeviceState.ONLINE)


async def shows(board: PanelBoard, **lights: str) -> None:
    wanted = dict.fromkeys(board.lights, "off") | lights
    await asyncio.to_thread(board.wait_for, lambda: board.lights == wanted)
