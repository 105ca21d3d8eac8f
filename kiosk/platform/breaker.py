"""A circuit breaker: once the platform is known to be silent, a journey learns it in milliseconds.

After ``failures`` unanswered requests in a row the breaker opens. It rests for ``rest_seconds``; then one
request goes out to probe, and its outcome closes or re-opens. A citizen's 再试一次 need not wait: ``knock``.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from kiosk.errors import PlatformUnavailable


class Breaker:
    """Counts silence. ``now`` gives monotonic seconds."""

    def __init__(
        self,
        *,
        failures: int = 3,
        rest_seconds: float = 2.0,
        join_seconds: float = 1.0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit = failures
        self._rest = rest_seconds
        self._join = join_seconds
        self._now = now
        self._silent = 0
        self._why = ""
        self._resting_until: float | None = None
        self._probe: asyncio.Event | None = None

    @property
    def is_open(self) -> bool:
        """Whether the platform counts as silent."""
        return self._resting_until is not None

    async def admit(self) -> None:
        """Let a request out, or raise ``PlatformUnavailable`` with the reason of the last silence.

        A request that comes while another probes waits for that verdict, at most ``join_seconds``.
        """
        if self._probe is not None:
            await self._verdict(self._probe)
        if self._resting_until is None:
            return
        if self._probe is not None or self._now() < self._resting_until:
            raise PlatformUnavailable(f"not asked, silent a moment ago: {self._why}")
        self._probe = asyncio.Event()

    def knock(self) -> None:
        """Somebody insists: let the next request probe at once, after no rest and beside any other probe."""
        if self._resting_until is not None:
            self._resting_until = self._now()
            self._settle()

    def answered(self) -> None:
        """The platform spoke: close."""
        self._silent = 0
        self._resting_until = None
        self._settle()

    def unanswered(self, why: str, *, deadline_passed: bool = False) -> None:
        """No answer. A whole deadline of silence opens at once: the next citizen must not pay it too."""
        self._silent += 1
        self._why = why
        if self._silent >= self._limit or deadline_passed or self.is_open:
            self._resting_until = self._now() + self._rest
        self._settle()

    def withdrawn(self) -> None:
        """The request was given up before its outcome was known: another may probe."""
        self._settle()

    async def _verdict(self, probe: asyncio.Event) -> None:
        try:
            async with asyncio.timeout(self._join):
                await probe.wait()
        except TimeoutError:
            return  # still unknown: admit() refuses

    def _settle(self) -> None:
        if self._probe is not None:
            self._probe.set()
            self._probe = None
