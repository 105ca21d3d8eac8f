"""Watches over the devices: opens them, asks how they are, and takes them back after a loss.

A loss is logged once and its return once, with the time it took. Retries back off with jitter, so that a
cable that was kicked does not fill the log or the bus.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import partial

import structlog

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import STARTING, Device, DeviceState, DeviceStatus

log = structlog.get_logger()

POLL_SECONDS = 2.0
FIRST_RETRY_SECONDS = 0.5
LAST_RETRY_SECONDS = 10.0
STATES = {
    "no_driver": DeviceState.NO_DEVICE,
    "port_missing": DeviceState.NO_DEVICE,
    "unplugged": DeviceState.NO_DEVICE,
    "unreachable": DeviceState.NO_DEVICE,
    "busy": DeviceState.DEVICE_BUSY,
    "port_busy": DeviceState.DEVICE_BUSY,
    "port_denied": DeviceState.OFFLINE,
    "port_unusable": DeviceState.OFFLINE,
    "no_answer": DeviceState.OFFLINE,
    "stalled": DeviceState.OFFLINE,
    "closed": DeviceState.OFFLINE,
    "queue_missing": DeviceState.OFFLINE,
    "queue_paused": DeviceState.OFFLINE,
}
"""What a fault of the wire says of the device; every other fault is the device's own."""

BROKEN = DeviceStatus(DeviceState.HARDWARE_ERROR, action=Action.RESET, code="internal")


class Supervisor:
    """All devices of this terminal, by kind."""

    def __init__(
        self, devices: Mapping[str, Device], on_change: Callable[[], None], clock: Callable[[], datetime]
    ) -> None:
        self._devices = dict(devices)
        self._on_change = on_change
        self._clock = clock
        self._since = dict.fromkeys(self._devices, clock())
        self._status = dict.fromkeys(self._devices, STARTING)
        self._wake = {kind: asyncio.Event() for kind in self._devices}
        self._tried = {kind: asyncio.Event() for kind in self._devices}

    def status(self, kind: str) -> DeviceStatus | None:
        """The last known status; ``None`` where no such device is configured."""
        return self._status.get(kind)

    def all(self) -> Mapping[str, DeviceStatus]:
        """Every device's last known status."""
        return dict(self._status)

    def since(self, kind: str) -> datetime:
        """The moment at which this device's status last changed."""
        return self._since[kind]

    def look_again(self, kind: str) -> None:
        """Ask this device at once instead of at the next poll."""
        if kind in self._wake:
            self._wake[kind].set()

    async def all_tried(self) -> None:
        """Return when every device was tried once, whether it answered or not."""
        for tried in self._tried.values():
            await tried.wait()

    async def run(self) -> None:
        """Watch until cancelled; then close every device."""
        try:
            async with asyncio.TaskGroup() as group:
                for kind, device in self._devices.items():
                    group.create_task(self._watch(kind, device))
        finally:
            await asyncio.gather(*(device.close() for device in self._devices.values()))

    async def _watch(self, kind: str, device: Device) -> None:
        loop, delay, lost_at = asyncio.get_running_loop(), FIRST_RETRY_SECONDS, None
        while True:
            status = await self._ask(kind, partial(_opened, device))
            if status.device is DeviceState.ONLINE:
                if lost_at is not None:
                    log.info("device.recovered", kind=kind, seconds=round(loop.time() - lost_at, 1))
                delay, lost_at = FIRST_RETRY_SECONDS, None
                status = await self._poll(kind, device, status)
            if lost_at is None:
                lost_at = loop.time()
                log.warning(
                    "device.lost", kind=kind, state=status.device, code=status.code, action=status.action
                )
            self._set(kind, status)
            await device.close()
            await self._pause(kind, delay * random.uniform(0.8, 1.2))  # noqa: S311 jitter, not a secret
            delay = min(delay * 2, LAST_RETRY_SECONDS)

    async def _ask(self, kind: str, question: Callable[[], Awaitable[DeviceStatus]]) -> DeviceStatus:
        try:
            return await question()
        except DeviceFault as fault:
            return of_fault(fault)
        except Exception:
            # A driver's mistake costs this one device, not the terminal.
            if self._status[kind] != BROKEN:
                log.exception("device.broke", kind=kind)
            return BROKEN

    async def _poll(self, kind: str, device: Device, status: DeviceStatus) -> DeviceStatus:
        """Ask again and again while the device can be talked to; return the status that ended it."""
        while status.device is DeviceState.ONLINE:
            self._set(kind, status)
            await self._pause(kind, POLL_SECONDS)
            status = await self._ask(kind, device.status)
        return status

    async def _pause(self, kind: str, seconds: float) -> None:
        wake = self._wake[kind]
        try:
            # Not wait_for: before Python 3.12 it loses a cancellation that meets the event.
            async with asyncio.timeout(seconds):
                await wake.wait()
        except TimeoutError:
            return
        finally:
            wake.clear()

    def _set(self, kind: str, status: DeviceStatus) -> None:
        self._tried[kind].set()
        if status == self._status[kind]:
            return
        before, self._status[kind] = self._status[kind], status
        self._since[kind] = self._clock()
        log.info(
            "device.status", kind=kind, before=before.code or before.device, now=status.code or status.device
        )
        self._on_change()


async def _opened(device: Device) -> DeviceStatus:
    await device.open()
    return await device.status()


def of_fault(fault: DeviceFault) -> DeviceStatus:
    """The status that a fault leaves behind."""
    state = STATES.get(fault.code, DeviceState.HARDWARE_ERROR)
    return DeviceStatus(state, action=fault.action, code=fault.code)
