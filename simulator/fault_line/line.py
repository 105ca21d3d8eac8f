"""The line itself: a listening socket in a thread of its own, before a platform."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from simulator.fault_line.fault import Fault, Plan
from simulator.fault_line.passage import Crossing, Passage

DEADLINE_S = 20


class FaultLine:
    """Carries requests to ``upstream_base_url`` (http, with or without a path) until ``stop``.

    ``base_url`` is what the client is to use. Without ``next`` and ``mode`` everything passes. A ``plan`` of
    one's own may look at the request.
    """

    def __init__(
        self, upstream_base_url: str, *, seed: int = 0, port: int = 0, plan: Plan | None = None
    ) -> None:
        upstream = urlsplit(upstream_base_url)
        if upstream.scheme != "http" or not upstream.hostname:
            message = f"the line needs an http:// address, not {upstream_base_url}"
            raise ValueError(message)
        self._upstream = (upstream.hostname, upstream.port or 80)
        self._plan = plan or Plan(seed)
        self._crossings: list[Crossing] = []
        self._passages: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fault line", daemon=True)
        self._thread.start()
        self.port = port
        self.up()
        self.base_url = f"http://127.0.0.1:{self.port}{upstream.path}"

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        """Stop."""
        self.stop()

    def next(self, fault: Fault | str, times: int = 1) -> None:
        """Let the next requests meet ``fault`` (a kind alone takes that fault's defaults)."""
        self._plan.next(_fault(fault), times)

    def mode(self, faults: Fault | str | Mapping[Fault, float] | None) -> None:
        """Let every request meet one fault, or each by its share of 1; ``None``: all pass."""
        if faults is None:
            self._plan.clear()
        elif isinstance(faults, Mapping):
            self._plan.mode(faults)
        else:
            self._plan.mode({_fault(faults): 1.0})

    @property
    def crossings(self) -> list[Crossing]:
        """What happened so far, oldest first."""
        return list(self._crossings)

    def down(self) -> None:
        """Take the line away: connections are dropped, new ones refused."""
        self._run(self._down)

    def up(self) -> None:
        """Put the line there, at the same address."""
        self._run(self._up)

    def stop(self) -> None:
        """End the line and its thread."""
        self.down()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(DEADLINE_S)
        self._loop.close()

    def _run(self, act: Callable[[], Awaitable[None]]) -> None:
        async def acting() -> None:
            await act()

        asyncio.run_coroutine_threadsafe(acting(), self._loop).result(DEADLINE_S)

    async def _up(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(
                self._accept, "127.0.0.1", self.port, family=socket.AF_INET
            )
            self.port = self._server.sockets[0].getsockname()[1]

    async def _down(self) -> None:
        if self._server:
            self._server.close()
            self._server = None
        for task in self._passages:
            task.cancel()
        await asyncio.gather(*self._passages, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None:
            return
        self._passages.add(task)
        try:
            await Passage(self._upstream, self._plan, self._crossings.append).serve(reader, writer)
        except asyncio.CancelledError:
            writer.transport.abort()
        finally:
            self._passages.discard(task)


def _fault(told: Fault | str) -> Fault:
    return Fault(told) if isinstance(told, str) else told
