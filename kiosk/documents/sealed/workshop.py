"""Has a certificate's file looked at, and copies of it made, in a process that ends with the work.

The libraries take 200 MB and may meet anything in a file: neither is the terminal's to bear. Nothing of the
file touches the disk.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from asyncio.subprocess import Process
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, Self

import msgspec

from kiosk.documents.sealed.orders import Done, Order, Stamp
from kiosk.documents.sealed.trust import Trust
from kiosk.domain.personal import Personal
from kiosk.errors import CertificateRefused

PROGRAM: Final = "kiosk.documents.sealed.workshop_process"
ROOT: Final = Path(__file__).parents[3]
SECONDS: Final = 60.0


class Workshop:
    """Open as long as its block. One process may stand by for an order: it takes a second to start."""

    def __init__(self) -> None:
        self._hired: asyncio.Task[Process] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._hired is not None:
            with contextlib.suppress(OSError):
                await _ended(await self._hired)

    def hire(self) -> None:
        """Have a process stand by: somebody is about to print."""
        if self._hired is None:
            self._hired = asyncio.ensure_future(_started())

    async def examined(self, pdf: Personal[bytes], trust: Trust, now: datetime) -> Done:
        """What a PDF is. Raises ``CertificateRefused`` (``kiosk.documents.sealed.inspection``)."""
        return await self._done(pdf, trust, now, ())

    async def made(
        self, pdf: Personal[bytes], pages: int, stamps: Sequence[Stamp], trust: Trust, now: datetime
    ) -> tuple[Personal[bytes], ...]:
        """A copy for each stamp, if the file holds and has the pages that its grant says.

        Raises ``CertificateRefused``; then there is no copy.
        """
        done = await self._done(pdf, trust, now, tuple(stamps))
        if done.pages != pages:
            raise CertificateRefused("file_altered")
        return tuple(Personal(copy) for copy in done.copies)

    async def _done(
        self, pdf: Personal[bytes], trust: Trust, now: datetime, stamps: tuple[Stamp, ...]
    ) -> Done:
        order = Order(pdf.reveal(), now.timestamp(), trust.roots, stamps)
        self.hire()
        hired, self._hired = self._hired, None
        assert hired is not None  # noqa: S101 just hired
        process = await hired
        try:
            async with asyncio.timeout(SECONDS):
                said, _ = await process.communicate(msgspec.msgpack.encode(order))
            done = msgspec.msgpack.decode(said, type=Done)
        except (TimeoutError, msgspec.DecodeError):
            raise CertificateRefused("file_unreadable") from None
        finally:
            await _ended(process)
        if done.refused is not None:
            raise CertificateRefused(done.refused)
        return done


async def _started() -> Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", PROGRAM),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )


async def _ended(process: Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
