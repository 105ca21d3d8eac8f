"""What carries a drain's bytes below httpx: aiohttp's connections, written in C where httpx's are in Python.

A request takes a third less of the processor (``python -m benchmarks outbox``). They cost 9 MB, so they are
loaded when the first letter goes out, and a terminal that has nothing to send never has them (ADR 0010).
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from importlib import import_module
from typing import Any

import httpx


class Carriage(httpx.AsyncBaseTransport):
    """httpx-aiohttp's transport, from the first request on. It keeps no cookies and follows nothing."""

    def __init__(self, tls: ssl.SSLContext, keep_alive_seconds: float) -> None:
        self._tls = tls
        self._keep_alive = keep_alive_seconds
        self._made: asyncio.Task[httpx.AsyncBaseTransport] | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """See ``httpx.AsyncBaseTransport``. Raises httpx's errors only."""
        if self._made is None:
            self._made = asyncio.ensure_future(self._make())
        made = await asyncio.shield(self._made)
        try:
            response = await made.handle_async_request(request)
        except Exception as error:
            raise _as_httpx(error) from error
        assert isinstance(response.stream, httpx.AsyncByteStream)  # noqa: S101 from an async transport
        response.stream = _Body(response.stream)
        return response

    async def aclose(self) -> None:
        """Give the connections back."""
        if self._made is not None:
            await (await self._made).aclose()

    async def _make(self) -> httpx.AsyncBaseTransport:
        # A fifth of a second of imports, in which the loop serves whoever stands here.
        library = await asyncio.to_thread(import_module, "httpx_aiohttp")
        aiohttp: Any = await asyncio.to_thread(import_module, "aiohttp")
        connector = aiohttp.TCPConnector(ssl=self._tls, keepalive_timeout=self._keep_alive)
        session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        made: httpx.AsyncBaseTransport = library.AiohttpTransport(verify=self._tls, client=session)
        return made


class _Body(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._stream:
                yield chunk
        except Exception as error:
            raise _as_httpx(error) from error

    async def aclose(self) -> None:
        await self._stream.aclose()


def _as_httpx(error: Exception) -> Exception:
    """The library calls a refused connection and one that broke a timeout, and lets nonsense through."""
    cause = error.__cause__ if isinstance(error, httpx.HTTPError) else error
    if type(cause).__module__.partition(".")[0] != "aiohttp":
        return error
    name = type(cause).__name__
    if name.startswith("ClientConnector"):
        return httpx.ConnectError(str(cause))
    return error if "Timeout" in name else httpx.RemoteProtocolError(name)
