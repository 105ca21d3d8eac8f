"""A client for one platform: connections that stay open between requests, no redirects, no proxy.

Nothing is taken from the environment, no cookie is kept, and an answer is handed over as it came.
"""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass, field
from typing import Final

from kiosk.platform.http_wire import Answer, Request, Wire, WireError

KEEP_ALIVE_SECONDS: Final = 30.0
NEXT_ADDRESS_SECONDS: Final = 0.25
"""When a name has several addresses, the next one is tried beside the first after so long (RFC 8305)."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to connect; ``netloc`` as it stands in the URL, for ``Host``. ``tls`` ``None``: none."""

    host: str
    port: int
    netloc: str
    tls: ssl.SSLContext | None = field(repr=False, default=None)


class HttpClient:
    """Belongs to the event loop that uses it."""

    def __init__(self, address: Address, *, connect_seconds: float, user_agent: str) -> None:
        self._address = address
        self._connect_seconds = connect_seconds
        self._always = {
            "Host": address.netloc,
            "User-Agent": user_agent,
            "Accept-Encoding": "gzip",
        }
        self._idle: list[tuple[float, Wire]] = []

    async def fetch(self, request: Request, limit: int) -> Answer:
        """One request, one whole answer of at most ``limit`` bytes. Raises ``WireError``."""
        wire = self._kept() or await self._connected()
        whole = Request(request.method, request.target, self._always | request.headers, request.body)
        try:
            answer = await wire.ask(whole, limit)
        except BaseException:
            wire.end()
            raise
        if wire.idle:
            self._idle.append((asyncio.get_running_loop().time(), wire))
        else:
            wire.end()
        return answer

    async def close(self) -> None:
        """Hang up what is open."""
        while self._idle:
            self._idle.pop()[1].end()
        await asyncio.sleep(0)  # asyncio closes a socket one round later

    def _kept(self) -> Wire | None:
        """The connection that was used last: those before it may grow too old, and are ended."""
        oldest = asyncio.get_running_loop().time() - KEEP_ALIVE_SECONDS
        while self._idle and (self._idle[0][0] < oldest or not self._idle[0][1].open):
            self._idle.pop(0)[1].end()
        while self._idle:
            wire = self._idle.pop()[1]
            if wire.open:
                return wire
            wire.end()
        return None

    async def _connected(self) -> Wire:
        address = self._address
        try:
            async with asyncio.timeout(self._connect_seconds):
                _, wire = await asyncio.get_running_loop().create_connection(
                    Wire,
                    address.host,
                    address.port,
                    ssl=address.tls,
                    happy_eyeballs_delay=NEXT_ADDRESS_SECONDS,
                )
        except TimeoutError:
            raise WireError("cannot connect: no answer in time") from None
        except (OSError, UnicodeError) as error:  # ssl.SSLError is an OSError
            raise WireError(f"cannot connect: {error}") from None
        return wire
