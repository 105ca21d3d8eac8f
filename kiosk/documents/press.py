"""Sheets to PDF in a process of its own: started when first wanted, kept warm for a while, then ended.

So 150 MB are held only while somebody prints, and what the compiler remembers of a page goes with it.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from kiosk.documents.press_words import LENGTH_BYTES, Failed, Order, Pages, Reply, packed, read_reply
from kiosk.documents.sheet import Sheet, order
from kiosk.domain.personal import Personal
from kiosk.errors import MissingGlyph, PressFailed

PROGRAM: Final = "kiosk.documents.press_process"
ROOT: Final = Path(__file__).parents[2]
"""Where the package ``kiosk`` is."""
IDLE_SECONDS: Final = 60.0
ANSWER_SECONDS: Final = 20.0
"""The first page after a start takes half a second on a quiet machine."""
TRIES: Final = 2
"""Setting a page twice does no harm: a process that died meanwhile is started once more."""


class _Died(Exception):
    """The process is gone, or what it says cannot be read."""


class Press:
    """Sets one sheet after another. Nothing runs until the first, nor after ``idle`` seconds without one."""

    def __init__(self, *, idle: float = IDLE_SECONDS, answer: float = ANSWER_SECONDS) -> None:
        self._idle = idle
        self._answer = answer
        self._turn = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._ending: asyncio.TimerHandle | None = None
        self._ended: set[asyncio.Task[int]] = set()

    @property
    def pid(self) -> int | None:
        """The process, while there is one."""
        return self._process.pid if self._process is not None else None

    async def pdf(self, sheet: Sheet, *, made_at: datetime) -> Personal[bytes]:
        """``sheet`` as PDF/A-2b. Same sheet and moment, same bytes.

        Raises ``MissingGlyph`` where no font has a character, ``PressFailed`` when it cannot be set.
        """
        wanted = Order(order(sheet), int(made_at.timestamp()))
        async with self._turn:
            self._stay()
            try:
                reply = await self._set(wanted)
            except BaseException:
                self._end()  # an answer nobody heard must not be taken for the next one
                raise
            self._ending = asyncio.get_running_loop().call_later(self._idle, self._end)
        match reply:
            case Pages(pdf):
                return Personal(pdf)
            case Failed(why):
                raise PressFailed(why)
        raise MissingGlyph("no font has a character on this page")

    async def warm(self) -> None:
        """Start now what the first page would wait for: somebody is about to print."""
        async with self._turn:
            self._stay()
            with contextlib.suppress(OSError):
                await self._started()
            self._ending = asyncio.get_running_loop().call_later(self._idle, self._end)

    async def close(self) -> None:
        """End the process and all that it remembers."""
        async with self._turn:
            self._stay()
            self._end()
            await asyncio.gather(*self._ended)

    async def _set(self, wanted: Order) -> Reply:
        for _ in range(TRIES):
            try:
                async with asyncio.timeout(self._answer):
                    return await self._exchange(wanted)
            except _Died:
                self._end()
            except TimeoutError:
                raise PressFailed("no answer") from None
        raise PressFailed("its process died")

    async def _exchange(self, wanted: Order) -> Reply:
        try:
            process = await self._started()
        except OSError:
            raise PressFailed("no process to be had") from None
        if process.stdin is None or process.stdout is None:
            raise _Died
        try:
            process.stdin.write(packed(wanted))
            await process.stdin.drain()
            length = await process.stdout.readexactly(LENGTH_BYTES)
            return read_reply(await process.stdout.readexactly(int.from_bytes(length, "big")))
        except (asyncio.IncompleteReadError, ConnectionError, msgspec.DecodeError):
            raise _Died from None

    async def _started(self) -> asyncio.subprocess.Process:
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", PROGRAM),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                cwd=ROOT,
            )
        return self._process

    def _stay(self) -> None:
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        waiting = asyncio.ensure_future(process.wait())
        self._ended.add(waiting)
        waiting.add_done_callback(self._ended.discard)
