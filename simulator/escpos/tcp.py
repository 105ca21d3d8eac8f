"""A printer's network port: raw TCP, one connection at a time."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from typing import Final

POLL_SECONDS: Final = 0.05


class TcpPort:
    """The printer's end. Has the verbs of ``PacedPty``; bytes are not paced, the network is fast enough."""

    def __init__(self, on_bytes: Callable[[bytes], None], port: int = 0) -> None:
        self._on_bytes = on_bytes
        self._server: socket.socket | None = None
        self._peer: socket.socket | None = None
        self._taking = threading.Event()
        self._taking.set()
        self.port = port
        self.plug()

    @property
    def path(self) -> str:
        """Where to connect."""
        return f"127.0.0.1:{self.port}"

    def plug(self) -> None:
        """Listen, on the same port as before."""
        if self._server is None:
            self._server = socket.create_server(("127.0.0.1", self.port), backlog=1)
            self.port = self._server.getsockname()[1]
            threading.Thread(target=self._serve, args=(self._server,), daemon=True).start()

    def unplug(self) -> None:
        """Drop the connection and stop listening."""
        server, self._server = self._server, None
        if server is not None:
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)  # or accept() goes on holding it
            server.close()
        self.hang_up()

    close = unplug

    def hang_up(self) -> None:
        """Drop the connection, as printers do with one that stays idle."""
        peer = self._peer
        if peer is not None:
            with contextlib.suppress(OSError):
                peer.shutdown(socket.SHUT_RDWR)

    def stall(self) -> None:
        """Stop taking bytes."""
        self._taking.clear()

    def resume(self) -> None:
        """Take bytes again."""
        self._taking.set()

    def write(self, data: bytes) -> bool:
        """Send ``data``. ``False``: nobody is connected."""
        peer = self._peer
        if peer is None:
            return False
        try:
            peer.sendall(data)
        except OSError:
            return False
        return True

    def _serve(self, server: socket.socket) -> None:
        while self._server is server:
            try:
                peer, _ = server.accept()
            except OSError:
                return
            with peer:
                self._peer = peer
                self._read(server, peer)
                self._peer = None

    def _read(self, server: socket.socket, peer: socket.socket) -> None:
        peer.settimeout(POLL_SECONDS)
        while self._server is server:
            if not self._taking.wait(POLL_SECONDS):
                continue
            try:
                data = peer.recv(4096)
            except TimeoutError:
                continue
            except OSError:
                return
            if not data:
                return
            self._on_bytes(data)
