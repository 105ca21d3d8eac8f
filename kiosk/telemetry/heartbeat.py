"""The heartbeat: how this terminal is, told every minute and at once when a device changes.

The platform answers with when it wants the next one, and with commands.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog

from kiosk.errors import PlatformError
from kiosk.hardware.supervisor import Supervisor
from kiosk.platform import Help, Orders, Platform
from kiosk.telemetry.commands import Commands

log = structlog.get_logger()

SOONEST = 5
"""Seconds: the contract's least interval."""
UNTOLD_SECONDS = 15.0
"""How long what could not be told waits: a fault is known within a minute (SC-02), whatever the interval."""


def described(supervisor: Supervisor) -> tuple[dict[str, str], ...]:
    """Device states in the platform contract's members (``DeviceState``), without the empty ones."""
    rows = []
    for kind, status in supervisor.all().items():
        words = {
            "kind": kind,
            "device": status.device,
            "media": status.media,
            "paper": status.paper,
            "toner": status.toner,
            "action": status.action,
            "code": status.code,
            "since": supervisor.since(kind).isoformat(timespec="seconds"),
        }
        rows.append({name: str(word) for name, word in words.items() if word is not None})
    return tuple(rows)


class Heartbeat:
    """Sends heartbeats until cancelled."""

    def __init__(  # noqa: PLR0913 what a heartbeat carries, up and down
        self,
        platform: Platform,
        supervisor: Supervisor,
        seconds: float,
        *,
        commands: Commands | None = None,
        more: Callable[[], Help] = Help,
        reload_config: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """``seconds`` until the platform says otherwise; ``more`` tells what is not a device's."""
        self._platform = platform
        self._supervisor = supervisor
        self._seconds = seconds
        self._commands = commands or Commands({})
        self._more = more
        self._reload_config = reload_config
        self._changed = asyncio.Event()
        self._untold = False
        """Something changed, and the platform has not heard of it."""

    def move(self, platform: Platform) -> None:
        """Tell another platform, at once."""
        self._platform = platform
        self.tell_now()

    def beat_every(self, seconds: float) -> None:
        """Until the platform says otherwise."""
        self._seconds = seconds
        self._changed.set()

    def tell_now(self) -> None:
        """Send the next one now, and again soon until the platform has it."""
        self._untold = True
        self._changed.set()

    async def ask_for_help(self) -> None:
        """A person waits for staff: say so now. Raises ``PlatformError`` when nobody could be told."""
        await self._send(help_requested=True)

    async def run(self) -> None:
        """Send, wait, send. A lost heartbeat is not repeated: the next one says more."""
        while True:
            self._changed.clear()
            untold, self._untold = self._untold, False
            try:
                orders = await self._send()
                if orders is not None:
                    await self._obey(orders)
            except PlatformError as error:
                log.debug("heartbeat.lost", detail=str(error))
                self._untold = self._untold or untold
            seconds = min(self._seconds, UNTOLD_SECONDS) if self._untold else self._seconds
            try:
                async with asyncio.timeout(seconds):
                    await self._changed.wait()
            except TimeoutError:
                continue

    async def _send(self, *, help_requested: bool = False) -> Orders | None:
        state = replace(
            self._more(),
            devices=described(self._supervisor),
            help_requested=help_requested,
            results=self._commands.results,
        )
        orders = await self._platform.heartbeat(state)
        self._commands.acknowledge(state.results)
        return orders

    async def _obey(self, orders: Orders) -> None:
        self._seconds = max(SOONEST, orders.next_heartbeat_s)
        if self._reload_config is not None and orders.config_version != self._more().config_version:
            await self._reload_config()
        if await self._commands.carry_out(orders):
            self._changed.set()  # the results go out at once
