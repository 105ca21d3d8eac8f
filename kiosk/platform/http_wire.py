"""One HTTP/1.1 connection (RFC 9112) on the event loop: one request at a time, one whole answer.

h11 keeps the protocol, asyncio the socket; between them there is nothing, which is what a submission costs.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

import h11

GZIP = 16 + zlib.MAX_WBITS
"""``zlib``'s word for the gzip format (RFC 1952)."""

JOINED = 16_384
"""Bytes of a body that travels in one write with its head."""


class WireError(Exception):
    """No whole answer. The text says why, with nothing of the request or the answer in it."""


class Headers(Mapping[str, str]):
    """Names in any case (RFC 9110, section 5.1); of a name that comes twice, the first."""

    def __init__(self, pairs: list[tuple[bytes, bytes]]) -> None:
        self._values: dict[str, str] = {}
        for name, value in pairs:
            self._values.setdefault(name.decode("ascii"), value.decode("latin-1"))

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


@dataclass(frozen=True, slots=True)
class Request:
    """``target`` is path and query as sent; ``headers`` without those of connection and length."""

    method: str
    target: str
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """As it came, unpacked."""

    status: int
    headers: Headers
    body: bytes = field(repr=False)


class Wire(asyncio.Protocol):
    """A connection that was made. ``open`` until either side ends it."""

    def __init__(self) -> None:
        self.open = True
        self._http = h11.Connection(h11.CLIENT)
        self._told: asyncio.Future[Answer] | None = None
        self._limit = 0

    async def ask(self, request: Request, limit: int) -> Answer:
        """Send, and collect an answer of at most ``limit`` bytes. Raises ``WireError``.

        After an error, or cancelled, the connection is of no more use: ``end`` it.
        """
        self._told = asyncio.get_running_loop().create_future()
        self._limit = limit
        self._head: h11.Response | None = None
        self._body = bytearray()
        self._send(request)
        return await self._told

    @property
    def idle(self) -> bool:
        """Whether it can take another request."""
        sent = self.open and not self._transport.get_write_buffer_size()
        return sent and self._http.our_state is h11.IDLE

    def end(self) -> None:
        """Hang up."""
        self.open = False
        self._transport.abort()

    # What asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Talk on it."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """A piece of an answer, or of what nobody asked for."""
        if self._told is None or self._told.done():
            self.end()
            return
        self._take(data)

    def eof_received(self) -> None:
        """The other side has said all it had to say."""
        if self._told is not None and not self._told.done():
            self._take(b"")
        self.open = False

    def connection_lost(self, error: Exception | None) -> None:
        """The line is gone."""
        self.open = False
        self._fail(type(error).__name__ if error else "RemoteProtocolError: closed without an answer")

    def _send(self, request: Request) -> None:
        headers = list(request.headers.items())
        if request.body or request.method not in {"GET", "HEAD"}:
            headers.append(("Content-Length", str(len(request.body))))
        try:
            head = self._http.send(h11.Request(method=request.method, target=request.target, headers=headers))
        except h11.LocalProtocolError:  # its text quotes what it stumbled over
            raise WireError("cannot be sent: a target or a header that is not HTTP") from None
        if request.body:
            self._http.send_with_data_passthrough(h11.Data(data=request.body))
        self._http.send(h11.EndOfMessage())
        if len(request.body) <= JOINED:
            self._transport.write((head or b"") + request.body)
        else:
            self._transport.write(head or b"")
            self._transport.write(request.body)

    def _take(self, data: bytes) -> None:
        try:
            self._http.receive_data(data)
            self._read()
        except h11.RemoteProtocolError:
            self._fail("RemoteProtocolError: not a whole answer")

    def _read(self) -> None:
        while True:
            event = self._http.next_event()
            if event is h11.NEED_DATA:
                return
            if isinstance(event, h11.Response):
                self._head = event
            elif isinstance(event, h11.Data):
                self._body += event.data
                if len(self._body) > self._limit:
                    self._fail("answer too long")
                    return
            elif isinstance(event, h11.EndOfMessage):
                self._whole()
                return
            elif not isinstance(event, h11.InformationalResponse):
                self._fail("RemoteProtocolError: closed without an answer")
                return

    def _whole(self) -> None:
        if self._head is None or self._told is None:
            return
        headers = Headers(list(self._head.headers))
        try:
            body = _unpacked(bytes(self._body), headers, self._limit)
        except WireError as error:
            self._fail(str(error))
            return
        # What follows an answer unasked must not be taken for the next one.
        said_all = self._http.their_state is h11.DONE and not self._http.trailing_data[0]
        if said_all and self._http.our_state is h11.DONE:
            self._http.start_next_cycle()
        self._told.set_result(Answer(self._head.status_code, headers, body))

    def _fail(self, why: str) -> None:
        if self._told is not None and not self._told.done():
            self._told.set_exception(WireError(why))


def _unpacked(body: bytes, headers: Headers, limit: int) -> bytes:
    if headers.get("Content-Encoding", "").strip().lower() != "gzip" or not body:
        return body
    unpacking = zlib.decompressobj(GZIP)
    try:
        whole = unpacking.decompress(body, limit)
    except zlib.error:
        raise WireError("broken gzip") from None
    if unpacking.unconsumed_tail:
        raise WireError("answer too long")
    if not unpacking.eof:
        raise WireError("broken gzip")
    return whole
