"""A platform that does nothing: it speaks the upload protocol and keeps no byte.

``python -m benchmarks.outbox_sink`` prints its port when ready. It parses by hand, so that whoever sends is
the bottleneck and not the server: with a real one both sides would wait, and look alike for it.
"""

from __future__ import annotations

import asyncio
import re
from typing import Final

LENGTH: Final = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
CHUNK: Final = 1_000_000
UPLOAD: Final = (
    b'{"upload_id":"up-1","status":"receiving","offset":0,"size":1,"chunk_max_bytes":%d,'
    b'"expires_at":"2030-01-01T00:00:00+08:00"}' % CHUNK
)
COMPLETE: Final = b'{"upload_id":"up-1","status":"complete"}'
CASE: Final = b'{"case_no":"990"}'
APPENDED: Final = b"HTTP/1.1 204 No Content\r\nUpload-Offset: 1\r\n\r\n"


class Sink(asyncio.Protocol):
    """One connection."""

    def __init__(self) -> None:
        self._head = b""
        self._to_come = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Answer on it."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take a head, count its body, answer. Nobody sends the next request before the answer."""
        if self._to_come:
            self._to_come -= len(data)
        else:
            self._head += data
            end = self._head.find(b"\r\n\r\n")
            if end < 0:
                return
            told = LENGTH.search(self._head, 0, end + 2)
            self._to_come = (int(told[1]) if told else 0) - (len(self._head) - end - 4)
        if self._to_come == 0:
            self._transport.write(_answer(self._head))
            self._head = b""


def _answer(head: bytes) -> bytes:
    if head.startswith(b"PATCH"):
        return APPENDED
    path = head[: head.find(b"\r\n")]
    body = UPLOAD if b"/uploads " in path else COMPLETE if b"/completion " in path else CASE
    return b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
        len(body),
        body,
    )


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
