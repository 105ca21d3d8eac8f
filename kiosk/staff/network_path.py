"""The way to the platform, walked a step at a time: the first step that fails is where the trouble is.

Name, connection, encryption, answer, clock, signature. What comes after a failure was not reached. The desk,
``doctor`` and the readiness report all walk it here, so they cannot judge it differently.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

import httpx

from kiosk.domain.words import Text
from kiosk.errors import ConfigError, PlatformError, PlatformRefused
from kiosk.platform.connection import Endpoint, build_client
from kiosk.staff.checks.base import State

STEP_SECONDS: Final = 5.0
CLOCK_SECONDS: Final = 300
"""What a signature bears (contract, section 2)."""
NEAR_SECONDS: Final = 30
"""A clock further off is told before the platform refuses what is signed here."""
OWN_ANSWERS: Final = ("application/problem+json", "application/json")
EXPIRES_SOON_DAYS: Final = 14
PORTS: Final = {"https": 443, "http": 80}
NAMES: Final = {
    "name": Text("找地址", "Name"),
    "connect": Text("接通", "Connection"),
    "tls": Text("加密", "Encryption"),
    "answer": Text("应答", "Answer"),
    "clock": Text("时钟", "Clock"),
    "signature": Text("验签", "Signature"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: ``name`` is a key of ``NAMES``. After a ``bad`` one there is no other."""

    name: str
    state: State
    fact: Text

    @property
    def ok(self) -> bool:
        """Whether the way leads on from here."""
        return self.state != "bad"


class _Stopped(Exception):
    def __init__(self, fact: Text) -> None:
        super().__init__(fact.zh)
        self.fact = fact


class _Doubted(_Stopped):
    """Not as it should be, but the way leads on."""


Ask = Callable[[], Awaitable[object]]
Go = Callable[[], Awaitable[Text]]


async def walk(endpoint: Endpoint, ask: Ask | None) -> tuple[Step, ...]:
    """Walk to the platform at ``endpoint``. At most 5 s a step; never raises.

    ``ask`` is a signed call; without one, as before an activation, nothing is signed.
    """
    try:
        await build_client(endpoint).aclose()
    except ConfigError as wrong:
        return (Step("name", "bad", Text(str(wrong))),)
    path = _Path(endpoint, ask)
    ways: list[tuple[str, Go]] = [("name", path.name), ("connect", path.connect)]
    if path.secure:
        ways.append(("tls", path.tls))
    ways += [("answer", path.answer), ("clock", path.clock)]
    if ask is not None:
        ways.append(("signature", path.signature))
    steps: list[Step] = []
    for name, go in ways:
        steps.append(await _taken(name, go))
        if not steps[-1].ok:
            break
    return tuple(steps)


async def _taken(name: str, go: Go) -> Step:
    begun = time.monotonic()
    try:
        async with asyncio.timeout(STEP_SECONDS):
            fact = await go()
    except TimeoutError:
        return Step(name, "bad", Text(f"等了 {STEP_SECONDS:.0f} 秒没有回音", "No reply"))
    except _Doubted as doubted:
        return Step(name, "warn", doubted.fact)
    except _Stopped as stopped:
        return Step(name, "bad", stopped.fact)
    took = round((time.monotonic() - begun) * 1000)
    return Step(name, "ok", Text(f"{fact.zh}，{took} 毫秒", f"{fact.en or fact.zh}, {took} ms"))


class _Path:
    def __init__(self, endpoint: Endpoint, ask: Ask | None) -> None:
        url = urlsplit(endpoint.base_url)
        self.secure = url.scheme == "https"
        self._endpoint = endpoint
        self._ask = ask
        self._host = url.hostname or ""
        self._port = url.port or PORTS.get(url.scheme, 443)
        self._date: str | None = None

    async def name(self) -> Text:
        try:
            found = await asyncio.get_running_loop().getaddrinfo(
                self._host, self._port, type=socket.SOCK_STREAM
            )
        except OSError:
            raise _Stopped(Text(f"查不到 {self._host} 的地址", f"{self._host} has no address")) from None
        return Text(str(found[0][4][0]))

    async def connect(self) -> Text:
        try:
            _, writer = await asyncio.open_connection(self._host, self._port)
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise _Stopped(Text(f"端口 {self._port} 接不通：{why}", f"Port {self._port}: {why}")) from None
        await _hang_up(writer)
        return Text(f"端口 {self._port}", f"port {self._port}")

    async def tls(self) -> Text:
        context = ssl.create_default_context(cafile=self._endpoint.ca_file)
        if self._endpoint.client_cert_file:
            context.load_cert_chain(self._endpoint.client_cert_file)
        try:
            _, writer = await asyncio.open_connection(self._host, self._port, ssl=context)
        except ssl.SSLCertVerificationError as error:
            said = error.verify_message
            raise _Stopped(Text(f"证书不可信：{said}", f"Certificate: {said}")) from None
        except OSError as error:
            said = error.strerror or type(error).__name__
            raise _Stopped(Text(f"加密没谈成：{said}", f"No handshake: {said}")) from None
        days = _days_left(writer.get_extra_info("peercert"))
        await _hang_up(writer)
        if days is not None and days < EXPIRES_SOON_DAYS:
            raise _Stopped(Text(f"对方证书还剩 {days} 天", f"Their certificate ends in {days} days"))
        return Text(f"证书还有 {days} 天", f"certificate good for {days} days")

    async def answer(self) -> Text:
        async with build_client(self._endpoint) as client:
            try:
                # Unsigned: that it refuses, and how, is a sign of life.
                reply = await client.get(f"{self._endpoint.base_url}/devices/config")
            except httpx.HTTPError as error:
                said = type(error).__name__
                raise _Stopped(Text(f"没有应答：{said}", f"No answer: {said}")) from None
        self._date = reply.headers.get("Date")
        kind = reply.headers.get("Content-Type", "").partition(";")[0]
        if kind not in OWN_ANSWERS:
            said = f"HTTP {reply.status_code} {kind}"
            raise _Stopped(
                Text(f"{said}：不像平台，是网关的页面吗？", f"{said}: not the platform, a gateway's page?")
            )
        return Text(f"HTTP {reply.status_code}")

    async def clock(self) -> Text:
        try:
            theirs = parsedate_to_datetime(self._date or "").timestamp()
        except ValueError:
            raise _Doubted(Text("对方没说时间", "The platform does not tell its time")) from None
        off = round(time.time() - theirs)
        if abs(off) > CLOCK_SECONDS:
            said = f"{off:+} s off the platform's: it refuses what is signed here"
            raise _Stopped(Text(f"本机时钟差 {off:+} 秒，签名会被拒", said))
        if abs(off) > NEAR_SECONDS:
            raise _Doubted(Text(f"本机时钟差 {off:+} 秒", f"{off:+} s off the platform's"))
        return Text(f"相差 {abs(off)} 秒", f"{abs(off)} s apart")

    async def signature(self) -> Text:
        assert self._ask is not None  # noqa: S101 the step is left out without
        try:
            await self._ask()
        except PlatformRefused as refused:
            raise _Stopped(Text(f"平台不认：{refused.code}", f"Refused: {refused.code}")) from None
        except PlatformError as error:
            raise _Stopped(Text(f"没答成：{error}", f"Not answered: {error}")) from None
        return Text("平台认得这台机器", "the platform knows this terminal")


async def _hang_up(writer: asyncio.StreamWriter) -> None:
    writer.close()
    try:
        await writer.wait_closed()
    except OSError:
        return  # the other side was quicker


def _days_left(certificate: dict[str, str] | None) -> int | None:
    if not certificate:
        return None
    ends = ssl.cert_time_to_seconds(certificate["notAfter"])
    return int((ends - time.time()) // 86400)
