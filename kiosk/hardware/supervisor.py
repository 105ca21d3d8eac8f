"""Watches over the devices: opens them, asks how they are, and takes them back after a loss.

A loss is logged once and its return once, with the time it took. Retries back off with jitter, so that a
cable that was kicked does not fill the log or the bus. A driver that hangs is given up at its deadline: it
holds up neither the others, nor the terminal's start, nor its end.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import Device, DeviceState, DeviceStatus
from kiosk.hardware.device_watch import LAST_RETRY_SECONDS, POLL_SECONDS, USUAL, DeviceWatch, Pace

__all__ = [
    "LAST_RETRY_SECONDS",
    "POLL_SECONDS",
    "START_SECONDS",
    "STATES",
    "Pace",
    "SelfTest",
    "Supervisor",
    "of_fault",
]

START_SECONDS: Final = 10.0
"""Whoever has not answered by then is still starting; the terminal begins without it."""
STATES = {
    "no_reader": DeviceState.NO_DEVICE,
    "no_service": DeviceState.OFFLINE,
    "port_missing": DeviceState.NO_DEVICE,
    "program_missing": DeviceState.OFFLINE,
    "reader_gone": DeviceState.NO_DEVICE,
    "unplugged": DeviceState.NO_DEVICE,
    "unreachable": DeviceState.NO_DEVICE,
    "busy": DeviceState.DEVICE_BUSY,
    "port_busy": DeviceState.DEVICE_BUSY,
    "port_denied": DeviceState.OFFLINE,
    "port_unusable": DeviceState.OFFLINE,
    "no_answer": DeviceState.OFFLINE,
    "stalled": DeviceState.OFFLINE,
    "closed": DeviceState.OFFLINE,
    "library_missing": DeviceState.OFFLINE,
    "library_unusable": DeviceState.OFFLINE,
    "library_other_abi": DeviceState.OFFLINE,
    "queue_missing": DeviceState.OFFLINE,
    "queue_paused": DeviceState.OFFLINE,
}
"""What a fault of the wire says of the device; every other fault is the device's own."""

NOT_FITTED: Final = DeviceStatus(DeviceState.NO_DEVICE, action=Action.CONFIGURATION, code="not_fitted")


@dataclass(frozen=True, slots=True)
class SelfTest:
    """When a self-test was last over, and what came of it."""

    at: datetime
    outcome: DeviceStatus


class Supervisor:
    """All devices of this terminal, by kind."""

    def __init__(
        self,
        devices: Mapping[str, Device],
        on_change: Callable[[], None],
        clock: Callable[[], datetime],
        *,
        pace: Pace = USUAL,
    ) -> None:
        self._on_change = on_change
        self._clock = clock
        self._pace = pace
        self._since = dict.fromkeys(devices, clock())
        self._tested: dict[str, SelfTest] = {}
        self._watches = {kind: self._watch(kind, device) for kind, device in devices.items()}
        self._group: asyncio.TaskGroup | None = None
        self._work: dict[str, asyncio.Task[None]] = {}

    def status(self, kind: str) -> DeviceStatus | None:
        """The last known status; ``None`` where no such device is configured."""
        watch = self._watches.get(kind)
        return None if watch is None else watch.status

    def all(self) -> Mapping[str, DeviceStatus]:
        """Every device's last known status."""
        return {kind: watch.status for kind, watch in self._watches.items()}

    def device(self, kind: str) -> Device | None:
        """What is watched over under this name."""
        watch = self._watches.get(kind)
        return None if watch is None else watch.device

    def since(self, kind: str) -> datetime:
        """The moment at which this device's status last changed."""
        return self._since[kind]

    def look_again(self, kind: str) -> None:
        """Ask this device at once instead of at the next poll."""
        if kind in self._watches:
            self._watches[kind].look_again()

    async def test(self, kind: str) -> DeviceStatus:
        """Run this device's self-test while the polling waits. A device that is lost is tried once first.

        What is wrong is the outcome, never an exception. Cancelling gives up waiting, not the test.
        """
        watch = self._watches.get(kind)
        return NOT_FITTED if watch is None else await watch.test()

    def last_test(self, kind: str) -> SelfTest | None:
        """The last self-test since this program began; ``None`` when there was none."""
        return self._tested.get(kind)

    async def all_tried(self) -> None:
        """Return when every device was tried once, whether it answered or not; after 10 s in any case."""
        with suppress(TimeoutError):
            async with asyncio.timeout(START_SECONDS):
                for watch in self._watches.values():
                    await watch.tried.wait()

    async def run(self) -> None:
        """Watch until cancelled; then close every device, each within its deadline."""
        try:
            async with asyncio.TaskGroup() as group:
                self._group = group
                for kind in self._watches:
                    self._begin(group, kind)
                try:
                    await asyncio.Event().wait()  # also where there is no device yet
                finally:
                    self._group = None  # a group that ends would wait for ever for what is begun in it now
                    for watch in self._watches.values():
                        watch.tried.set()
        finally:
            await asyncio.gather(*(watch.end() for watch in self._watches.values()))

    async def replace(self, kind: str, device: Device | None) -> DeviceStatus | None:
        """Close what is there of this kind, then watch over ``device`` instead, or over none.

        Returns its status once it was first tried, within its driver's deadlines; ``None`` for none. Before
        ``run``, or when that ends meanwhile, nothing is opened.
        """
        old, work = self._watches.pop(kind, None), self._work.pop(kind, None)
        self._tested.pop(kind, None)
        self._since[kind] = self._clock()
        if device is not None:
            self._watches[kind] = self._watch(kind, device)
        if work is not None:
            work.cancel()
            await asyncio.wait({work})
        if old is not None:
            await old.end()  # before the new one is opened: it may be the same port
        if device is None:
            self._on_change()
            return None
        self._on_change()
        if self._group is None:
            return self._watches[kind].status
        self._begin(self._group, kind)
        await self._watches[kind].tried.wait()  # its driver's deadlines bound that
        return self._watches[kind].status

    def _watch(self, kind: str, device: Device) -> DeviceWatch:
        changed, tested = partial(self._changed, kind), partial(self._was_tested, kind)
        return DeviceWatch(kind, device, of_fault, changed, tested, pace=self._pace)

    def _begin(self, group: asyncio.TaskGroup, kind: str) -> None:
        self._work[kind] = group.create_task(self._watches[kind].run())

    def _changed(self, kind: str) -> None:
        self._since[kind] = self._clock()
        self._on_change()

    def _was_tested(self, kind: str, outcome: DeviceStatus) -> None:
        self._tested[kind] = SelfTest(self._clock(), outcome)


def of_fault(fault: DeviceFault) -> DeviceStatus:
    """The status that a fault leaves behind."""
    state = STATES.get(fault.code, DeviceState.HARDWARE_ERROR)
    return DeviceStatus(state, action=fault.action, code=fault.code)
