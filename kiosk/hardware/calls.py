"""A driver's calls, each under a deadline: what does not return in time is given up and left behind."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final, TypeVar

from kiosk.hardware.device import Device

T = TypeVar("T")

SECONDS: Final[Mapping[str, float]] = {
    "open": 15.0,
    "status": 10.0,
    "self_test": 60.0,
    "close": 10.0,
    "restart": 10.0,
}
"""How long a call may take, where the driver's ``deadlines`` say nothing else."""


class Stalled(Exception):
    """A call did not return by its deadline, and was given up."""

    def __init__(self, call: str, seconds: float) -> None:
        super().__init__(f"{call} took more than {seconds:g} s")
        self.call = call
        self.seconds = seconds


class Calls:
    """The calls to one driver. Whoever is cancelled or kept waiting too long does not wait for the driver."""

    def __init__(self, device: Device) -> None:
        self._own: Mapping[str, float] = getattr(device, "deadlines", {})
        self._left_behind: dict[asyncio.Task[Any], str] = {}

    @property
    def stuck(self) -> frozenset[str]:
        """The calls that were given up and are still at work: another would only pile up behind them."""
        return frozenset(self._left_behind.values())

    def seconds(self, name: str) -> float:
        """How long this call may take."""
        return self._own.get(name, SECONDS[name])

    async def make(self, name: str, call: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Call and return the answer. Raises what the driver raises, or ``Stalled``."""
        seconds = self.seconds(name)
        task = asyncio.ensure_future(call())
        try:
            await asyncio.wait({task}, timeout=seconds)
        finally:
            if not task.done():
                self._leave_behind(task, name)
        if not task.done():
            raise Stalled(name, seconds)
        if task.cancelled():
            raise RuntimeError(f"{name} ended as if cancelled, but nobody had cancelled it")
        return task.result()

    def _leave_behind(self, task: asyncio.Task[Any], name: str) -> None:
        # Cancelled and not waited for: a thread that hangs does not hear of it.
        task.cancel()
        self._left_behind[task] = name
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        del self._left_behind[task]
        if not task.cancelled():
            task.exception()  # looked at: or asyncio complains that nobody did
