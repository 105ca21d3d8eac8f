"""Requests that survive a bad line: one deadline, retries with the same key and body, a breaker."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from typing import TypeVar

from kiosk import tracing
from kiosk.errors import PlatformUnavailable
from kiosk.platform import codec
from kiosk.platform.breaker import Breaker
from kiosk.platform.clock import PlatformClock
from kiosk.platform.exchange import Call, Exchange, Reply, Silence
from kiosk.platform.verdict import Failure, judge

T = TypeVar("T")

Judge = Callable[[Reply | Silence, str, Call], Reply | Failure]
"""What one try came to; the string names the request. A province tells its refusals in its own form."""

PAUSES = (0.2, 0.6, 1.5)
"""Seconds before the second, third and fourth try."""

FIRST_SHARE = 0.6
"""Of the deadline: a first try on a line that died silently must leave time for a second one."""

LEAST_SECONDS = 0.05
"""A try with less time than this is not worth starting."""


class Transport:
    """Every call ends within ``timeout_seconds``, retries included."""

    def __init__(
        self,
        exchange: Exchange,
        *,
        timeout_seconds: float,
        breaker: Breaker,
        clock: PlatformClock,
        judge: Judge = judge,
    ) -> None:
        self.timeout_seconds = timeout_seconds
        self.link_up = True
        """Whether the last request got an answer in the contract's form; true until one did not."""
        self.clock = clock
        self._exchange = exchange
        self._breaker = breaker
        self._judge = judge

    async def call(self, call: Call, answer: type[T]) -> T:
        """Send and read the answer as ``answer``."""
        return self.read(await self.send(call), answer)

    def read(self, reply: Reply, answer: type[T]) -> T:
        """Read an accepted answer. What cannot be read may have been done all the same."""
        try:
            return codec.decode(reply.body, answer)
        except codec.Nonsense as nonsense:
            why = f"nonsense in a {reply.status} for {getattr(answer, '__name__', answer)}: {nonsense}"
        raise PlatformUnavailable(why)

    async def send(self, call: Call) -> Reply:
        """Send until answered. Raises ``PlatformUnavailable`` or ``PlatformRefused``.

        Repeating is right for every request: it is a GET, or its key keeps it from being done twice.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self.timeout_seconds
        trace_id = tracing.request()
        pauses = iter(PAUSES)
        patience = self.timeout_seconds * FIRST_SHARE
        signed_again = False
        while True:
            got = await self._try(call, trace_id, deadline, patience)
            if isinstance(got, Reply):
                return got
            patience = self.timeout_seconds
            if got.sign_again and not signed_again:
                signed_again = True
                continue
            pause = max(next(pauses, math.inf), got.wait or 0)
            in_time = loop.time() + pause + LEAST_SECONDS < deadline
            # With the breaker open the next try would only learn that it is: this error tells more.
            if not (got.ask_again and in_time) or self._breaker.is_open:
                raise got.error
            await asyncio.sleep(pause)

    def knock(self) -> None:
        """Ask a silent platform again with the next request, however lately it was silent."""
        self._breaker.knock()

    async def close(self) -> None:
        """Give the connections back."""
        await self._exchange.close()

    async def _try(self, call: Call, trace_id: str, deadline: float, patience: float) -> Reply | Failure:
        await self._breaker.admit()
        loop = asyncio.get_running_loop()
        seconds = min(patience, max(deadline - loop.time(), LEAST_SECONDS))
        try:
            got = await self._exchange.once(call, trace_id=trace_id, seconds=seconds)
        except BaseException:
            self._breaker.withdrawn()
            raise
        verdict = self._judge(got, f"{call.method} {call.path} (trace {trace_id})", call)
        self.link_up = isinstance(verdict, Reply) or verdict.spoken
        if isinstance(verdict, Failure) and not verdict.spoken:
            used_up = loop.time() + PAUSES[0] + LEAST_SECONDS > deadline
            self._breaker.unanswered(str(verdict.error), deadline_passed=used_up)
            return verdict
        self._breaker.answered()
        if isinstance(verdict, Failure) and verdict.server_time is not None:
            self.clock.learn(verdict.server_time)
        return verdict
