"""uvicorn, quiet, on a socket that is bound before it starts."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from simulator.platform import app
from simulator.platform.contract import BASE
from simulator.platform.gate import Front

GRACE_S = 1


class Server(uvicorn.Server):
    """A server that tells when it is ready."""

    def __init__(self, front: Front, sock: socket.socket, ready: Callable[[], None]) -> None:
        config = uvicorn.Config(
            app.build(front),
            http=front.connections.protocol(),
            loop="asyncio",
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            timeout_graceful_shutdown=GRACE_S,
        )
        super().__init__(config)
        self._socket = sock
        self._ready = ready

    def serve_forever(self) -> None:
        """Serve until told to stop."""
        self.run(sockets=[self._socket])

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets=sockets)
        self._ready()


def bind(port: int) -> tuple[socket.socket, str]:
    """Bind 127.0.0.1 (0 = a free port) and return the socket and its base URL."""
    # Named as TCP, or asyncio leaves Nagle on: 40 ms an answer.
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", port))
    return sock, f"http://127.0.0.1:{sock.getsockname()[1]}{BASE}"
