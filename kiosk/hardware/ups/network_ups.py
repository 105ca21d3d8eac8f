"""A UPS behind a daemon on TCP, whichever protocol that speaks. Nothing here blocks."""

from __future__ import annotations

import asyncio
import contextlib
import math
from abc import ABC, abstractmethod
from typing import Final

from kiosk.errors import DeviceFault
from kiosk.hardware.device import STARTING, DeviceState, DeviceStatus
from kiosk.hardware.ups.base import KIND, Power
from kiosk.hardware.ups.ups_faults import fault, status_of, status_with

CONNECT_SECONDS: Final = 3.0
ANSWER_SECONDS: Final = 3.0
"""Daemons answer from what they know already."""
LONGEST: Final = 4096
"""Bytes of one line."""
Link = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Damaged(Exception):
    """What came is not an answer in the daemon's protocol."""


class NetworkUps(ABC):
    """Implements ``Ups``. One connection, from ``open`` until something is wrong with it."""

    kind = KIND

    def __init__(
        self, host: str, port: int, *, connect: float = CONNECT_SECONDS, answer: float = ANSWER_SECONDS
    ) -> None:
        """``connect`` and ``answer`` are how many seconds either may take."""
        self.address = host, port
        self._connect_seconds = connect
        self._answer_seconds = answer
        self._link: Link | None = None
        self._known = STARTING
        self._power: Power | None = None
        self._ending = asyncio.Event()

    @abstractmethod
    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Power:
        """Ask once. Raises ``DeviceFault`` (the daemon's word), ``Damaged``, or what a stream raises."""

    @property
    def power(self) -> Power | None:
        """See ``Ups``."""
        return self._power

    async def ending(self) -> None:
        """See ``Ups``."""
        await self._ending.wait()

    async def open(self) -> None:
        """Connect to the daemon. Raises ``DeviceFault`` (``unreachable``)."""
        self._hang_up(STARTING)
        try:
            async with asyncio.timeout(self._connect_seconds):
                self._link = await asyncio.open_connection(*self.address, limit=LONGEST)
        except (OSError, TimeoutError) as error:
            problem = fault("unreachable", str(error))
            self._known = status_of(problem)
            raise problem from error

    async def close(self) -> None:
        """See ``Device``. What was wrong before stays known."""
        well = self._known.device in {DeviceState.ONLINE, DeviceState.STARTING}
        self._hang_up(status_of(fault("closed")) if well else self._known)

    async def status(self) -> DeviceStatus:
        """Ask the daemon, if connected. After a failure the connection is given up."""
        if self._link is None:
            return self._known
        try:
            power = await self._answer(*self._link)
        except DeviceFault as problem:
            self._hang_up(status_of(problem))
        except BaseException:
            self._hang_up(status_of(fault("closed")))  # the rest of an answer would be taken for the next
            raise
        else:
            self._power, self._known = power, status_with(power)
            if power.ending:
                self._ending.set()
            else:
                self._ending.clear()
        return self._known

    async def self_test(self) -> DeviceStatus:
        """Ask once. A test of the battery itself would need the daemon's password, and empties it."""
        return await self.status()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Power:
        try:
            async with asyncio.timeout(self._answer_seconds):
                return await self._ask(reader, writer)
        except TimeoutError as error:
            raise fault("no_answer") from error
        except asyncio.IncompleteReadError as error:
            fresh = self._power is None and not error.partial
            # A daemon that takes no more clients hangs up before its first word.
            raise fault("busy" if fresh else "unplugged", "the daemon closed the connection") from error
        except OSError as error:
            raise fault("unplugged", str(error)) from error
        except (Damaged, asyncio.LimitOverrunError, ValueError) as error:
            raise fault("garbled", str(error)) from error

    def _hang_up(self, known: DeviceStatus) -> None:
        self._known, self._power = known, None
        link, self._link = self._link, None
        if link is not None:
            with contextlib.suppress(OSError):
                link[1].transport.abort()


def finite(text: str) -> float:
    """A number. Raises ``ValueError`` for what is none, or has no end."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
