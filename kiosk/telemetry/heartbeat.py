"""The heartbeat: how this terminal is, told every minute and at once when a device changes."""

from __future__ import annotations

import asyncio

import structlog

from kiosk.errors import PlatformError
from kiosk.hardware.supervisor import Supervisor
from kiosk.platform import Help, Platform

log = structlog.get_logger()


def described(supervisor: Supervisor) -> tuple[dict[str, str], ...]:
    """Device states in the platform contract's members (``DeviceState``), without the empty ones."""
    rows = []
    for kind, status in supervisor.all().items():
        words = {
            "kind": kind,
            "device": status.device,
            "media": status.media,
            "paper": status.paper,
            "action": status.action,
            "code": status.code,
            "since": supervisor.since(kind).isoformat(timespec="seconds"),
        }
        rows.append({name: str(word) for name, word in words.items() if word is not None})
    return tuple(rows)


class Heartbeat:
    """Sends heartbeats until cancelled."""

    def __init__(self, platform: Platform, supervisor: Supervisor, seconds: float) -> None:
        self._platform = platform
        self._supervisor = supervisor
        self._seconds = seconds
        self._changed = asyncio.Event()

    def device_changed(self) -> None:
        """Send the next one now."""
        self._changed.set()

    async def ask_for_help(self) -> None:
        """A person waits for staff: say so now. Raises ``PlatformError`` when nobody could be told."""
        await self._send(help_requested=True)

    async def run(self) -> None:
        """Send, wait, send. A lost heartbeat is not repeated: the next one says more."""
        while True:
            self._changed.clear()
            try:
                await self._send()
            except PlatformError as error:
                log.debug("heartbeat.lost", detail=str(error))
            try:
                await asyncio.wait_for(self._changed.wait(), self._seconds)
            except TimeoutError:
                continue

    async def _send(self, *, help_requested: bool = False) -> None:
        state = Help(devices=described(self._supervisor), help_requested=help_requested)
        await self._platform.heartbeat(state)
