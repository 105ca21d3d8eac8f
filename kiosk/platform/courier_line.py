"""The courier's own way to the platform: a connection pool apart from the journeys', one try at a time.

Retrying is the courier's business: it has days, a journey has seconds.
"""

from __future__ import annotations

from kiosk.errors import PlatformRefused, PlatformUnavailable
from kiosk.platform.carriage import Carriage
from kiosk.platform.client import PlatformSettings
from kiosk.platform.clock import PlatformClock
from kiosk.platform.connection import KEEP_ALIVE_SECONDS, build_client
from kiosk.platform.exchange import Call, Exchange, Reply, Silence
from kiosk.platform.signing import Signer, SignType
from kiosk.platform.verdict import Failure, judge

SLOWEST_LINE = 16_000
"""Bytes a second that a village's line must carry (128 kbit/s): what a long body may take."""

OCTETS = "application/offset+octet-stream"

GONE = frozenset({"not_found", "not_owner", "upload_expired"})


class Line:
    """One try a call; what it came to is for the courier to judge."""

    def __init__(self, exchange: Exchange, *, timeout_seconds: float, clock: PlatformClock) -> None:
        self._exchange = exchange
        self._timeout = timeout_seconds
        self._clock = clock

    async def send(self, call: Call, trace_id: str) -> Reply | Failure:
        """Send once; a second time only where a fresh signature puts it right."""
        got = await self._try(call, trace_id)
        if isinstance(got, Failure) and got.sign_again:
            return await self._try(call, trace_id)
        return got

    async def append(self, upload_id: str, offset: int, data: bytes, trace_id: str) -> Reply | Failure:
        """Send one chunk (``appendUpload``)."""
        where = (("offset", str(offset)),)
        call = Call("PATCH", f"/uploads/{upload_id}", where, data, media_type=OCTETS, answer="headers")
        return await self.send(call, trace_id)

    async def offset(self, upload_id: str, trace_id: str) -> int | Failure | None:
        """How many bytes of an upload have arrived (``getUploadOffset``); ``None``: no such upload."""
        got = await self.send(Call("HEAD", f"/uploads/{upload_id}", answer="headers"), trace_id)
        if isinstance(got, Failure):
            return None if isinstance(got.error, PlatformRefused) and got.error.code in GONE else got
        told = got.headers.get("Upload-Offset", "")
        if told.isascii() and told.isdigit():
            return int(told)
        return Failure(PlatformUnavailable("nonsense: an upload without an offset"), spoken=False)

    def lead(self, elsewhere: Line) -> Line:
        """Send on ``elsewhere``'s way from now on; returns the old one, to be closed.

        What is under way ends on the old one. ``elsewhere`` is used up.
        """
        old = Line(self._exchange, timeout_seconds=self._timeout, clock=self._clock)
        self._exchange, self._timeout, self._clock = elsewhere._exchange, elsewhere._timeout, elsewhere._clock
        return old

    async def close(self) -> None:
        """Give the connections back, once what is under way has ended."""
        await self._exchange.close()

    async def _try(self, call: Call, trace_id: str) -> Reply | Failure:
        seconds = self._timeout + len(call.body) / SLOWEST_LINE
        got: Reply | Silence = await self._exchange.once(call, trace_id=trace_id, seconds=seconds)
        verdict = judge(got, f"{call.method} (trace {trace_id})", call)
        if isinstance(verdict, Failure) and verdict.server_time is not None:
            self._clock.learn(verdict.server_time)
        return verdict


def build_line(settings: PlatformSettings, clock: PlatformClock | None = None) -> Line:
    """Build the pool and its TLS context; nothing is sent. Raises ``ConfigError``."""
    clock = clock or PlatformClock()
    signer = Signer(settings.app_id, settings.device_id, settings.secret, SignType(settings.sign_type))
    client = build_client(settings.endpoint, lambda tls: Carriage(tls, KEEP_ALIVE_SECONDS))
    exchange = Exchange(client, settings.endpoint.base_url, signer, clock)
    return Line(exchange, timeout_seconds=settings.timeout_seconds, clock=clock)
