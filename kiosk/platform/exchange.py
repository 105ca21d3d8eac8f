"""One request, one answer: sign, send, collect. What an answer means is decided elsewhere."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import quote, urlencode, urlsplit
from uuid import UUID

from kiosk.domain.personal import Personal
from kiosk.platform.clock import PlatformClock
from kiosk.platform.http_client import HttpClient
from kiosk.platform.http_wire import Request, WireError
from kiosk.platform.signing import BASE_PATH, Signable, Signer

MAX_ANSWER = 16 * 1024 * 1024
"""Bytes. No answer of the contract that is read into memory comes near."""

FILES: Final = ("application/pdf", "image/png", "application/ofd")
"""What the contract's files are."""

PROBLEM: Final = "application/problem+json"

AS_IT_IS: Final = "/%!$&'()*+,;=:@-._~"
"""What a path may hold without being escaped (RFC 3986, section 3.3), and what is escaped already."""


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

    def __init__(self, http: HttpClient, base_url: str, signer: Signer | None, clock: PlatformClock) -> None:
        self._http = http
        self._path = urlsplit(base_url).path
        # A gateway's prefix before /kiosk/v1 is not signed.
        self._gateway = self._path.removesuffix(BASE_PATH)
        self._signer = signer
        self._clock = clock

    async def once(self, call: Call, *, trace_id: str, seconds: float) -> Reply | Silence:
        """Send with a fresh timestamp and nonce; wait at most ``seconds`` for the whole answer."""
        try:
            async with asyncio.timeout(seconds):
                answer = await self._http.fetch(self._request(call, trace_id), MAX_ANSWER)
        except TimeoutError:
            return Silence("no answer in time")
        except WireError as error:
            return Silence(str(error))
        return Reply(answer.status, answer.headers, answer.body)

    async def close(self) -> None:
        """Give the connections back."""
        await self._http.close()

    def _request(self, call: Call, trace_id: str) -> Request:
        path, query = self._path + quote(call.path, safe=AS_IT_IS), urlencode(call.query, quote_via=quote)
        headers = _headers(call, trace_id)
        if self._signer:
            headers |= self._signer.headers(self._signable(call, path, query))
        return Request(call.method, f"{path}?{query}" if query else path, headers, call.body)

    def _signable(self, call: Call, path: str, query: str) -> Signable:
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
