"""Watches over one device: opens it, asks how it is, tests it when told to, takes it back after a loss."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final

import structlog

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.calls import Calls, Stalled
from kiosk.hardware.device import STARTING, Device, DeviceState, DeviceStatus, Restartable

log = structlog.get_logger()

POLL_SECONDS: Final = 2.0
FIRST_RETRY_SECONDS: Final = 0.5
LAST_RETRY_SECONDS: Final = 10.0
BROKEN: Final = DeviceStatus(DeviceState.HARDWARE_ERROR, action=Action.RESET, code="internal")
STALLED: Final = DeviceStatus(DeviceState.OFFLINE, action=Action.RESET, code="stalled")
ENDED: Final = DeviceStatus(DeviceState.OFFLINE, action=Action.RESET, code="closed")

Ask = Callable[[], Coroutine[Any, Any, DeviceStatus]]


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds from one question to the next, from a loss to the first retry, and at most between retries."""

    poll: float = POLL_SECONDS
    first_retry: float = FIRST_RETRY_SECONDS
    last_retry: float = LAST_RETRY_SECONDS


USUAL: Final = Pace()


class DeviceWatch:
    """One device's watch. While a call that was given up is still at work, nothing new is asked of it."""

    def __init__(  # noqa: PLR0913 what it watches, whom it tells, how often it looks
        self,
        kind: str,
        device: Device,
        of_fault: Callable[[DeviceFault], DeviceStatus],
        on_change: Callable[[], None],
        on_test: Callable[[DeviceStatus], None],
        *,
        pace: Pace = USUAL,
    ) -> None:
        self.status = STARTING
        self.tried = asyncio.Event()
        self._kind = kind
        self.device = device
        self._of_fault = of_fault
        self._on_change = on_change
        self._on_test = on_test
        self._pace = pace
        self._calls = Calls(device)
        self._wake = asyncio.Event()
        self._wanted: list[asyncio.Future[DeviceStatus]] = []
        self._ended = False

    def look_again(self) -> None:
        """Ask at once instead of at the next poll."""
        self._wake.set()

    async def test(self) -> DeviceStatus:
        """Have the self-test done in the polling's turn; what keeps it from being done is its outcome."""
        if self._ended:
            return ENDED
        told: asyncio.Future[DeviceStatus] = asyncio.get_running_loop().create_future()
        self._wanted.append(told)
        self._wake.set()
        try:
            return await told
        finally:
            if told in self._wanted:  # nobody waits for it any more
                self._wanted.remove(told)

    async def run(self) -> None:
        """Watch until cancelled."""
        loop, delay, lost_at = asyncio.get_running_loop(), self._pace.first_retry, None
        while True:
            status = await self._ask(self._opened)
            if status.device is DeviceState.ONLINE:
                if lost_at is not None:
                    log.info("device.recovered", kind=self._kind, seconds=round(loop.time() - lost_at, 1))
                delay, lost_at = self._pace.first_retry, None
                status = await self._poll(status)
            if lost_at is None:
                lost_at = loop.time()
                log.warning(
                    "device.lost",
                    kind=self._kind,
                    state=status.device,
                    code=status.code,
                    action=status.action,
                )
            self._set(status)
            self._tell_outcome(status)
            await self._let_go()
            await self._pause(delay * random.uniform(0.8, 1.2))  # noqa: S311 jitter, not a secret
            delay = min(delay * 2, self._pace.last_retry)

    async def end(self) -> None:
        """Close the device for good, within its deadline. Whoever waits for a test hears it is closed."""
        self._ended = True
        self._tell_outcome(ENDED)
        await self._close()

    async def _opened(self) -> DeviceStatus:
        if self._calls.stuck:
            return STALLED
        await self._calls.make("open", self.device.open)
        return await self._calls.make("status", self.device.status)

    async def _ask(self, ask: Ask) -> DeviceStatus:
        try:
            return await ask()
        except DeviceFault as fault:
            return self._of_fault(fault)
        except Stalled as stalled:
            if self.status != STALLED:
                log.warning("device.stalled", kind=self._kind, call=stalled.call, seconds=stalled.seconds)
            return STALLED
        except Exception:
            # A driver's mistake costs this one device, not the terminal.
            if self.status != BROKEN:
                log.exception("device.broke", kind=self._kind)
            return BROKEN

    async def _poll(self, status: DeviceStatus) -> DeviceStatus:
        """Ask again and again while the device can be talked to; return the status that ended it."""
        while status.device is DeviceState.ONLINE:
            self._set(status)
            if not self._wanted:
                await self._pause(self._pace.poll)
            if self._wanted:
                outcome = await self._ask(lambda: self._calls.make("self_test", self.device.self_test))
                self._tell_outcome(outcome)
                if outcome in {STALLED, BROKEN}:
                    return outcome
            status = await self._ask(lambda: self._calls.make("status", self.device.status))
        return status

    async def _let_go(self) -> None:
        if self.status == STALLED and isinstance(self.device, Restartable):
            await self._quietly("restart", self.device.restart)
        await self._close()

    async def _close(self) -> None:
        await self._quietly("close", self.device.close)

    async def _quietly(self, name: str, call: Callable[[], Coroutine[Any, Any, None]]) -> None:
        if name in self._calls.stuck:
            return
        try:
            await self._calls.make(name, call)
        except Stalled as stalled:
            log.debug("device.close_stalled", kind=self._kind, call=stalled.call, seconds=stalled.seconds)
        except Exception:
            log.exception("device.broke", kind=self._kind)

    async def _pause(self, seconds: float) -> None:
        try:
            # Not wait_for: before Python 3.12 it loses a cancellation that meets the event.
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return
        finally:
            self._wake.clear()

    def _set(self, status: DeviceStatus) -> None:
        self.tried.set()
        if status == self.status:
            return
        before, self.status = self.status, status
        log.info(
            "device.status",
            kind=self._kind,
            before=before.code or before.device,
            now=status.code or status.device,
        )
        self._on_change()

    def _tell_outcome(self, outcome: DeviceStatus) -> None:
        """To everyone who has asked for a test so far."""
        wanted, self._wanted = self._wanted, []
        if wanted and not self._ended:
            self._on_test(outcome)
        for told in wanted:
            if not told.done():
                told.set_result(outcome)
