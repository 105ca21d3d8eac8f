"""The dock, served from a thread of its own."""

from __future__ import annotations

import socket
import threading
from typing import Final, Self

import uvicorn

from simulator.dock.platform import PlatformHand
from simulator.dock.printer import PrinterHand
from simulator.dock.reader import ReaderHand
from simulator.dock.routes import Calls, Hands
from simulator.dock.scanner import ScannerHand
from simulator.escpos import EscposPrinter
from simulator.samv import SamvModule
from simulator.scanner import SimScanner

HOST: Final = "127.0.0.1"
START_SECONDS: Final = 20.0


class Dock:
    """The page of one hall until ``close``. ``port`` 0 takes a free one; a busy one raises ``OSError``."""

    def __init__(
        self,
        reader: SamvModule,
        printer: EscposPrinter,
        scanner: SimScanner,
        platform_url: str,
        *,
        port: int = 0,
    ) -> None:
        self.platform = PlatformHand(platform_url)
        hands = Hands(ReaderHand(reader), PrinterHand(printer), ScannerHand(scanner), self.platform)
        self._socket = socket.create_server((HOST, port))
        self.url = f"http://{HOST}:{self._socket.getsockname()[1]}"
        calls = Calls(hands)
        self._server = _Server(
            uvicorn.Config(calls.app(), ws="none", lifespan="off", log_level="error", access_log=False)
        )
        self._thread = threading.Thread(
            target=self._server.run, args=([self._socket],), name="dock", daemon=True
        )
        self._thread.start()
        if not self._server.ready.wait(START_SECONDS):
            raise TimeoutError("the dock did not start")

    def close(self) -> None:
        """Stop serving. A browser that keeps its connection open is not waited for."""
        self._server.should_exit = self._server.force_exit = True
        self._thread.join()
        self.platform.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()
