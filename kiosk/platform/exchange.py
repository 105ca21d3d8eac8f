"""One request, one answer: sign, send, collect. What an answer means is decided elsewhere."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import quote, urlencode
from uuid import UUID

import httpx

from kiosk.domain.personal import Personal
from kiosk.platform.clock import PlatformClock
from kiosk.platform.signing import BASE_PATH, Signable, Signer

MAX_ANSWER = 16 * 1024 * 1024
"""Bytes. No answer of the contract that is read into memory comes near."""

FILES: Final = ("application/pdf", "image/png", "application/ofd")
"""What the contract's files are."""

PROBLEM: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Call:
    """A request of the contract. ``path`` starts behind ``/kiosk/v1``; ``key`` is the idempotency key.

    ``media_type`` is the body's; ``answer`` says what a usable answer is: JSON, a file, or headers alone.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    key: UUID | None = None
    token: Personal[str] | None = None
    etag: str | None = None
    media_type: str = "application/json"
    answer: Literal["json", "file", "headers"] = "json"

    def __repr__(self) -> str:
        return f"Call({self.method} {self.path})"


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole HTTP answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def __repr__(self) -> str:
        return f"Reply({self.status}, {len(self.body)} bytes)"

    @property
    def media_type(self) -> str:
        """``application/json`` without its parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Silence:
    """No whole answer, and why: for the log, with nothing of the request or the answer in it."""

    why: str


class Exchange:
    """Sends to one base URL. Without a signer requests go unsigned (activation only)."""

    def __init__(
        self, http: httpx.AsyncClient, base_url: str, signer: Signer | None, clock: PlatformClock
    ) -> None:
        self._http = http
        self._base = base_url
        # A gateway's prefix before /kiosk/v1 is not signed.
        self._gateway = httpx.URL(base_url).raw_path.decode("ascii").removesuffix(BASE_PATH)
        self._signer = signer
        self._clock = clock
        self._under_way = 0
        self._none_under_way = asyncio.Event()
        self._none_under_way.set()
        self._closed = False

    async def once(self, call: Call, *, trace_id: str, seconds: float) -> Reply | Silence:
        """Send with a fresh timestamp and nonce; wait at most ``seconds`` for the whole answer."""
        if self._closed:
            return Silence("the connection was given back")
        self._under_way += 1
        self._none_under_way.clear()
        # httpx's exceptions carry the request (token, body) and bits of the answer: none leaves here.
        try:
            async with asyncio.timeout(seconds):
                return await self._fetch(self._request(call, trace_id))
        except TimeoutError:
            return Silence("no answer in time")
        except httpx.ConnectError as error:
            return Silence(f"cannot connect: {error}")
        except httpx.HTTPError as error:
            return Silence(type(error).__name__)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._none_under_way.set()

    async def close(self) -> None:
        """Give the connections back, once what is under way has its answer or its deadline.

        What comes later is met with silence.
        """
        self._closed = True
        await self._none_under_way.wait()
        await self._http.aclose()

    async def _fetch(self, request: httpx.Request) -> Reply | Silence:
        response = await self._http.send(request, stream=True)
        try:
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > MAX_ANSWER:
                    return Silence("answer too long")
        finally:
            await response.aclose()
        return Reply(response.status_code, response.headers, bytes(body))

    def _request(self, call: Call, trace_id: str) -> httpx.Request:
        query = "?" + urlencode(call.query, quote_via=quote) if call.query else ""
        request = self._http.build_request(
            call.method,
            self._base + call.path + query,
            content=call.body or None,
            headers=_headers(call, trace_id),
        )
        if self._signer:
            request.headers.update(self._signer.headers(self._signable(call, request)))
        return request

    def _signable(self, call: Call, request: httpx.Request) -> Signable:
        path, _, query = request.url.raw_path.decode("ascii").partition("?")
        nonce = secrets.token_urlsafe(18)
        timestamp = str(self._clock.seconds())
        return Signable(call.method, path.removeprefix(self._gateway), query, call.body, timestamp, nonce)


def _headers(call: Call, trace_id: str) -> dict[str, str]:
    wanted = FILES if call.answer == "file" else ("application/json",)
    headers = {"X-Trace-Id": trace_id, "Accept": ", ".join((*wanted, PROBLEM))}
    if call.body:
        headers["Content-Type"] = call.media_type
    if call.key:
        headers["Idempotency-Key"] = str(call.key)
    if call.token:
        headers["Authorization"] = f"Bearer {call.token.reveal()}"
    if call.etag:
        headers["If-None-Match"] = call.etag
    return headers
