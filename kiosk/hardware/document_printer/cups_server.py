"""One queue of a CUPS server, for one terminal: over a link that is replaced when it fails."""

from __future__ import annotations

from functools import partial

import structlog

from kiosk.errors import DeviceFault
from kiosk.hardware.document_printer import cups_calls
from kiosk.hardware.document_printer.base import Document
from kiosk.hardware.document_printer.cups_faults import LOST, fault
from kiosk.hardware.document_printer.cups_follow import Patience
from kiosk.hardware.document_printer.cups_link import CupsLink, T, Work
from kiosk.hardware.document_printer.cups_words import Cleared, Job, Queue
from kiosk.hardware.document_printer.finishing import finished

log = structlog.get_logger()


class CupsServer:
    """Every call raises ``DeviceFault``. ``owner`` begins each job's title."""

    def __init__(self, server: str, queue: str, owner: str, patience: Patience) -> None:
        self._server = server
        self._queue = queue
        self._prefix = f"{owner}: "
        self.patience = patience
        self._link: CupsLink | None = None
        self._kept: frozenset[int] = frozenset()

    async def queue(self) -> Queue:
        """How the queue is; one that is paused or takes no jobs is first set going again."""
        queue = await self._call(partial(cups_calls.queue, name=self._queue))
        if queue.paused or not queue.accepting:
            await self.clear()  # or what is left of ours would come out
            await self._resume(queue.message)
            log.warning("print.resumed", queue=self._queue, reason=queue.message)
            queue = await self._call(partial(cups_calls.queue, name=self._queue))
        return queue

    async def model(self) -> str:
        """What the queue's printer is."""
        return await self._call(partial(cups_calls.model, name=self._queue))

    async def _resume(self, reason: str) -> None:
        try:
            await self._call(partial(cups_calls.resume, name=self._queue))
        except DeviceFault as problem:
            if problem.code == "port_denied":
                raise fault("queue_paused", reason) from problem
            raise

    async def submit(self, document: Document, copies: int, seconds: float) -> int:
        """Send it and return the job's number."""
        how = cups_calls.options(document, copies, seconds)
        title = f"{self._prefix}{document.title}"
        send = partial(cups_calls.submit, name=self._queue, title=title, pdf=document.pdf, how=how)
        return await self._call(send, self.patience.send)

    async def look(self, number: int) -> tuple[Job | None, Queue]:
        """How a job and the queue are."""
        return await self._call(partial(cups_calls.look, name=self._queue, number=number))

    async def clear(self) -> Cleared:
        """Take back every job of this terminal and remove its files."""
        seconds = self.patience.backend
        clear = partial(cups_calls.clear, prefix=self._prefix, seconds=seconds)
        cleared = await self._call(clear, self.patience.answer + seconds)
        if cleared.kept - self._kept:
            log.error("print.kept", queue=self._queue, jobs=sorted(cleared.kept))
        self._kept = cleared.kept
        return cleared

    def hang_up(self) -> None:
        """Give up the connection, if there is one."""
        link, self._link = self._link, None
        if link is not None:
            link.abandon()

    async def _call(self, work: Work[T], seconds: float | None = None) -> T:
        if self._link is None:
            self._link = CupsLink(self._server)
        return await finished(self._ask(self._link, work, seconds or self.patience.answer))

    async def _ask(self, link: CupsLink, work: Work[T], seconds: float) -> T:
        try:
            return await link.call(work, seconds)
        except DeviceFault as problem:
            if problem.code in LOST:
                self.hang_up()
            raise
