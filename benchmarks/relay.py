"""Stands between terminal and platform, and keeps when each request went out and its answer came in."""

from __future__ import annotations

import selectors
import socket
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from benchmarks.spans import Span

CHUNK: Final = 65536


@dataclass(slots=True)
class Exchange:
    """One request. ``end`` is the answer's last byte so far."""

    line: str
    """``POST /kiosk/v1/sessions HTTP/1.1``"""
    start: float
    end: float = 0.0
    sent: int = 0
    """Bytes of the request."""


class Relay:
    """Passes bytes on as they come, on a free port of this machine."""

    def __init__(self, host: str, port: int) -> None:
        self.exchanges: list[Exchange] = []
        self._target = (host, port)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, name="relay", daemon=True).start()

    def spans(self, *wanted: str) -> list[Span]:
        """The exchanges whose request line has one of these parts, from request out to answer in."""
        return [(e.start, e.end) for e in tuple(self.exchanges) if e.end and any(w in e.line for w in wanted)]

    def close(self) -> None:
        """Take no more connections."""
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return  # closed
            threading.Thread(target=self._carry, args=(near,), name="relay line", daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        """Both ways until either side hangs up. HTTP/1.1: an answer is over when the next request comes."""
        asked: Exchange | None = None
        with closing(near), closing(socket.create_connection(self._target)) as far, _both(near, far) as ready:
            for side in (near, far):
                side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while True:
                for key, _ in ready.select():
                    here, there = (near, far) if key.fileobj is near else (far, near)
                    data = _heard(here)
                    if not data:
                        return
                    if here is near and (asked is None or asked.end):
                        asked = Exchange(data.partition(b"\r\n")[0].decode("latin-1"), time.monotonic())
                        self.exchanges.append(asked)
                    if asked is not None and here is near:
                        asked.sent += len(data)
                    there.sendall(data)
                    if asked is not None and here is far:
                        asked.end = time.monotonic()


def _heard(side: socket.socket) -> bytes:
    """Nothing, when it hung up, however rudely: a terminal that was ended does."""
    try:
        return side.recv(CHUNK)
    except ConnectionError:
        return b""


def _both(near: socket.socket, far: socket.socket) -> selectors.BaseSelector:
    ready = selectors.DefaultSelector()
    for side in (near, far):
        ready.register(side, selectors.EVENT_READ)
    return ready
