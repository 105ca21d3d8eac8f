"""HTTP/1.1 messages as they stand on the wire, read and written with h11."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import h11

READ_SIZE = 65536
PAGE = b"<!doctype html><title>gateway</title><p>The line is not what it seems."
BROKEN = b'{"case_no": "'


@dataclass(frozen=True, slots=True)
class Message:
    """A request's or a response's first line, headers and body."""

    head: h11.Request | h11.Response
    body: bytes


class Peer:
    """One side of the line: h11's state and the stream it belongs to."""

    def __init__(self, role: type, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.wire = h11.Connection(role)
        self.reader = reader
        self.writer = writer

    async def receive(self) -> Message | None:
        """Return the next message; ``None`` when the other side has closed. Raises ``OSError``."""
        head: h11.Request | h11.Response | None = None
        body = bytearray()
        while True:
            event = self.wire.next_event()
            if event is h11.NEED_DATA:
                self.wire.receive_data(await self.reader.read(READ_SIZE))
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, (h11.Request, h11.Response)):
                head = event
            elif isinstance(event, h11.EndOfMessage) and head:
                return Message(head, bytes(body))
            elif isinstance(event, h11.ConnectionClosed):
                return None

    def written(self, message: Message) -> tuple[bytes, bytes]:
        """Return the message's head and body as bytes for the wire."""
        head = self.wire.send(message.head) or b""
        body = self.wire.send(h11.Data(data=message.body)) or b"" if message.body else b""
        return head, body + (self.wire.send(h11.EndOfMessage()) or b"")

    async def send(self, message: Message) -> None:
        """Send a whole message."""
        self.writer.write(b"".join(self.written(message)))
        await self.writer.drain()

    def may_go_on(self) -> bool:
        """Make ready for the next message; ``False`` when this connection ends here."""
        if self.wire.our_state is h11.DONE and self.wire.their_state is h11.DONE:
            self.wire.start_next_cycle()
            return True
        return False


def page(status: int) -> Message:
    """Make a gateway's page."""
    headers = [("Content-Type", "text/html"), ("Content-Length", str(len(PAGE)))]
    return Message(h11.Response(status_code=status, headers=headers), PAGE)


def broken_json() -> Message:
    """Make an answer that breaks off, though it says it is whole."""
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(BROKEN)))]
    return Message(h11.Response(status_code=200, headers=headers), BROKEN)
