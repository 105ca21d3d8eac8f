"""Follow one job to its end, or to where waiting longer is no use."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from kiosk.errors import DeviceFault
from kiosk.hardware.document_printer.base import OnPage
from kiosk.hardware.document_printer.cups_verdict import Seen, stands_still
from kiosk.hardware.document_printer.cups_words import ENDED


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait, each for one thing.

    ``answer`` of the server or printer; ``send`` a document; between two ``look``s at a job; ``mended``: how
    long staff may take to clear a fault before the job is given up; ``backend``: for a cancelled job to leave
    the printer; ``memory``: how long an idle queue's last words on the printer are believed.
    """

    answer: float = 5.0
    send: float = 20.0
    look: float = 0.3
    mended: float = 20.0
    backend: float = 3.0
    memory: float = 60.0


class Follower:
    """Looks at a job until it ended, stood still for too long, was called off, or the deadline came."""

    def __init__(
        self,
        look: Callable[[], Awaitable[Seen | None]],
        over: asyncio.Event,
        patience: Patience,
        on_page: OnPage | None,
    ) -> None:
        self._look = look
        self._over = over
        self._patience = patience
        self._on_page = on_page
        self.last: Seen | None = None
        """What was seen last."""
        self.pages: int | None = None
        """Sides out; ``None`` while nobody counted one."""

    async def follow(self, seconds: float) -> bool:
        """Return whether the job ended by itself, or vanished, within ``seconds``.

        While the server is lost it is looked for again: it prints on without us, or after its restart.
        """
        loop = asyncio.get_running_loop()
        end, still = loop.time() + seconds, None
        while True:
            here = await self._see()
            if not here or (self.last is not None and self.last.job.state in ENDED):
                return True
            if self.last is None or stands_still(self.last) is None:
                still = None
            elif still is None:
                still = loop.time()
            late = still is not None and loop.time() >= still + self._patience.mended
            if late or self._over.is_set() or loop.time() >= end:
                return False
            await self._pause()

    async def _see(self) -> bool:
        """Look, and return whether the job is still there, as far as that is known."""
        try:
            seen = await self._look()
        except DeviceFault:
            return True
        if seen is None:
            return False
        self.last = seen
        self.count(seen.job.pages)
        return True

    def count(self, pages: int) -> None:
        """Tell of sides that are out."""
        if pages > (self.pages or 0):
            self.pages = pages
            if self._on_page is not None:
                self._on_page(pages)

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(self._patience.look):
                await self._over.wait()
        except TimeoutError:
            return
