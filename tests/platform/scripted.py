"""A tiny HTTP server that plays a script, down to the bytes: for what no honest platform would send."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

Step = Callable[[asyncio.StreamWriter], Awaitable[bool]]
"""Answers one request; returns whether the connection stays open."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it came over the wire; header names in lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


class Scripted:
    """Plays its steps, one a request; the last one repeats."""

    def __init__(self, *steps: Step, prefix: str = "", tls: ssl.SSLContext | None = None) -> None:
        self._steps = list(steps)
        self._prefix = prefix
        self._tls = tls
        self._connections: set[asyncio.Task[None]] = set()
        self.seen: list[Seen] = []
        self.connections = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        return self

    async def __aexit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._server.close()
        for task in self._connections:
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    @property
    def base_url(self) -> str:
        scheme = "https" if self._tls else "http"
        port = self._server.sockets[0].getsockname()[1]
        return f"{scheme}://127.0.0.1:{port}{self._prefix}/kiosk/v1"

    def then(self, *steps: Step) -> None:
        """Forget the rest of the script and play these."""
        self._steps = list(steps)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        self.connections += 1
        try:
            while seen := await _read(reader):
                self.seen.append(seen)
                step = self._steps.pop(0) if len(self._steps) > 1 else self._steps[0]
                if not await step(writer):
                    break
        except (ConnectionError, asyncio.CancelledError):
            pass  # the client gave up first, or the test is over
        finally:
            self._connections.discard(task)
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Seen | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("ascii")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.split("\r\n")
    method, target, _ = first.split(" ")
    headers = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)
    }
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Seen(method, target, headers, body)


def raw(status: int, body: bytes, media: str, **headers: str) -> Step:
    """Answer with these bytes. ``retry_after`` becomes ``Retry-After``."""
    named = {"Content-Type": media, "Content-Length": str(len(body))}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())

    async def step(writer: asyncio.StreamWriter) -> bool:
        writer.write(f"HTTP/1.1 {status} X\r\n{head}\r\n".encode() + body)
        await writer.drain()
        return True

    return step


def answer(body: object, status: int = 200, **headers: str) -> Step:
    return raw(status, json.dumps(body).encode(), "application/json", **headers)


def problem(
    code: str, status: int, retry: str = "never", *, headers: dict[str, str] | None = None, **more: object
) -> Step:
    document = {
        "type": "about:blank",
        "title": code,
        "status": status,
        "code": code,
        "detail": "请稍后再试。",
        "retry": retry,
        "trace_id": "0" * 32,
    } | more
    return raw(status, json.dumps(document).encode(), "application/problem+json", **(headers or {}))


def page(status: int = 200, **headers: str) -> Step:
    """A gateway's or a hotel's page."""
    return raw(status, "<h1>上网认证</h1>".encode(), "text/html; charset=utf-8", **headers)


async def cut(_: asyncio.StreamWriter) -> bool:
    """Take the request, then close without an answer."""
    return False


async def reset(writer: asyncio.StreamWriter) -> bool:
    """Take the request, then answer with a TCP reset."""
    sock: socket.socket = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False


async def half(writer: asyncio.StreamWriter) -> bool:
    """Announce more than is sent."""
    writer.write(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"ticket_')
    await writer.drain()
    return False


async def hang(_: asyncio.StreamWriter) -> bool:
    """Take the request and say nothing."""
    await asyncio.Event().wait()
    return False


async def drip(writer: asyncio.StreamWriter) -> bool:
    """A byte now and then: every single read is in time, the whole never is."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n")
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.02)


async def garbage(writer: asyncio.StreamWriter) -> bool:
    """Not HTTP at all."""
    writer.write(b"\x02\x00READY\x03" * 8)
    await writer.drain()
    return False
