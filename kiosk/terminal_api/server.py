"""The terminal API over loopback HTTP or a Unix socket, inside the terminal's own loop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Generator, Sequence
from contextlib import contextmanager

import structlog
import uvicorn

from kiosk.domain.personal import Personal
from kiosk.journeys.stage import Stage
from kiosk.terminal_api import listen
from kiosk.terminal_api.auth import Guard
from kiosk.terminal_api.lease import Lease
from kiosk.terminal_api.routes import Calls
from kiosk.terminal_api.status import StatusSource

log = structlog.get_logger()

CLOSING_SECONDS = 2
KEEP_ALIVE_SECONDS = 75
"""Longer than two polls: a client that is about to speak does not find its connection closed."""


class TerminalApi:
    """Serves one stage. Build it inside the loop; ``start`` once, ``stop`` as often as you like."""

    def __init__(
        self,
        stage: Stage,
        source: StatusSource,
        *,
        address: str,
        token: Personal[str],
        languages: Sequence[str] = ("zh", "en"),
    ) -> None:
        lease = Lease(asyncio.get_running_loop().time)
        self._calls = Calls(stage, source, lease=lease, languages=languages)
        self._guard = Guard(self._calls.app(), token)
        self._address = address
        self._socket: socket.socket | None = None
        self._server: _Server | None = None
        self._serving: asyncio.Task[None] | None = None
        self.url = ""
        """Where it listens, once started: ``http://127.0.0.1:PORT`` or ``unix:/PATH``."""

    async def start(self) -> str:
        """Listen and return ``url``; calls are answered from now on. Raises ``CannotServe``."""
        self._socket = listen.bind(self._address)
        self.url = listen.address(self._socket)
        self._server = _Server(
            uvicorn.Config(
                self._guard,
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="warning",
                access_log=False,
                proxy_headers=False,  # a client does not name its own address
                server_header=False,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=CLOSING_SECONDS,
            )
        )
        self._serving = asyncio.create_task(self._server.serve(sockets=[self._socket]))
        ready = asyncio.ensure_future(self._server.ready.wait())
        try:
            await asyncio.wait({self._serving, ready}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
        if self._serving.done():
            self._server = None
            listen.release(self._socket, self.url)
            raise listen.CannotServe(f"listen {self._address}: {self._serving.exception()}")
        log.info("terminal_api.started", url=self.url)
        return self.url

    async def stop(self) -> None:
        """End waiting polls, let answers under way finish, and take the socket away."""
        if self._server is None or self._serving is None or self._socket is None:
            return
        self._calls.closing.set()
        self._server.should_exit = True
        await self._serving
        listen.release(self._socket, self.url)
        self._server = None


class _Server(uvicorn.Server):
    """Uvicorn as a guest: signals are the terminal's business."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield
