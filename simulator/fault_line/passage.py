"""One client's connection: its requests go on to the platform, its answers meet their fate."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass

import h11

from simulator.fault_line.fault import Fault, Plan
from simulator.fault_line.messages import READ_SIZE, Message, Peer, broken_json, page

RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""SO_LINGER with no time to linger: closing sends RST."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """What happened to one request. ``status`` is the platform's answer, if it got the request."""

    method: str
    target: str
    fault: str
    status: int | None


class Passage:
    """Serves one connection until either side ends it."""

    def __init__(self, upstream: tuple[str, int], plan: Plan, log: Callable[[Crossing], None]) -> None:
        self._upstream = upstream
        self._plan = plan
        self._log = log
        self._platform: Peer | None = None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry requests and answers. A broken connection just ends."""
        client = Peer(h11.SERVER, reader, writer)
        with contextlib.suppress(OSError, h11.ProtocolError):
            while (request := await client.receive()) and await self._carry(client, request):
                pass
        for writer_ in (writer, self._platform.writer if self._platform else None):
            if writer_:
                writer_.close()

    async def _carry(self, client: Peer, request: Message) -> bool:
        """Return whether the connection goes on."""
        fault = self._plan.take(request)
        if fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
        answer = await self._forward(request) if fault.arrives else None
        self._note(request, fault, answer)
        if fault.kind in {"reset", "swallow"}:
            return _reset(client.writer)
        if fault.kind == "blackhole":
            return await _silence(client.reader)
        if fault.kind in {"status", "html"}:
            answer = page(200 if fault.kind == "html" else fault.status)
        if fault.kind == "json":
            answer = broken_json()
        if answer is None:
            answer = page(502)
        if fault.kind == "cut":
            return await _cut(client, answer)
        await client.send(answer)
        return client.may_go_on()

    async def _forward(self, request: Message) -> Message | None:
        """Return the platform's answer; ``None`` when it could not be reached or hung up."""
        try:
            if self._platform is None:
                self._platform = Peer(h11.CLIENT, *await asyncio.open_connection(*self._upstream))
            await self._platform.send(request)
            answer = await self._platform.receive()
            if answer is None or not self._platform.may_go_on():
                self._hang_up()
        except (OSError, h11.ProtocolError):
            self._hang_up()
            return None
        return answer

    def _hang_up(self) -> None:
        if self._platform:
            self._platform.writer.close()
        self._platform = None

    def _note(self, request: Message, fault: Fault, answer: Message | None) -> None:
        head = request.head
        if isinstance(head, h11.Request):
            status = answer.head.status_code if answer and isinstance(answer.head, h11.Response) else None
            self._log(Crossing(head.method.decode(), head.target.decode(), fault.kind, status))


def _reset(writer: asyncio.StreamWriter) -> bool:
    sock: socket.socket = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
    writer.transport.abort()
    return False


async def _silence(reader: asyncio.StreamReader) -> bool:
    while await reader.read(READ_SIZE):
        pass
    return False


async def _cut(client: Peer, answer: Message) -> bool:
    head, body = client.written(answer)
    client.writer.write(head + body[: len(body) // 2] if body else head[: len(head) // 2])
    await client.writer.drain()
    return False
