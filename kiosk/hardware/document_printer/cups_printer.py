"""An A4 printer behind a CUPS server.

No program can promise that a page which the printer already holds does not come out: a cancelled job is
taken back from the server for certain, and from the printer as far as its backend does so. And where the
queue's backend only sends bytes (USB, raw network), CUPS' "completed" means that the printer took them; if
the printer is in trouble right then, the outcome is ``UNKNOWN``. A server that dies in mid-job and comes
back begins the job again by itself: followed on while its session lasts, else taken back by ``open``.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

from kiosk.errors import DeviceFault
from kiosk.hardware.about import About, tidy
from kiosk.hardware.device import STARTING, DeviceState, DeviceStatus
from kiosk.hardware.document_printer.base import KIND, Document, OnPage, PrintFault, Printout
from kiosk.hardware.document_printer.cups_faults import LOST, fault, print_fault, status_of
from kiosk.hardware.document_printer.cups_follow import Follower, Patience
from kiosk.hardware.document_printer.cups_reasons import read
from kiosk.hardware.document_printer.cups_server import CupsServer
from kiosk.hardware.document_printer.cups_verdict import Seen, stands_still, verdict
from kiosk.hardware.document_printer.cups_words import Cleared, JobState, Queue
from kiosk.hardware.document_printer.finishing import finished
from kiosk.hardware.document_printer.ipp_preflight import ask_printer
from kiosk.hardware.document_printer.self_test import TEST_PAGE
from kiosk.hardware.printed import Printed

__all__ = ["CupsPrinter", "Patience"]


class CupsPrinter:
    """Implements ``DocumentPrinter``. ``server``: ``host:port``, or the path of the server's Unix socket.

    Every title begins with ``owner``: by it this terminal's jobs are told from others', so no two terminals,
    and no two programs at work at once, may share one. ``ipp_url``: the printer itself, on the network.
    """

    def __init__(  # noqa: PLR0913 what the configuration says
        self,
        server: str,
        queue: str,
        owner: str,
        *,
        deadline_seconds: float = 60,
        ipp_url: str = "",
        patience: Patience | None = None,
    ) -> None:
        self.kind = KIND
        self._server = CupsServer(server, queue, owner, patience or Patience())
        self._deadline = deadline_seconds
        self._ipp_url = ipp_url
        self._known = STARTING
        self._kept: str | None = None
        self._disproved: frozenset[str] = frozenset()
        self._lock = asyncio.Lock()
        self._over = asyncio.Event()

    @property
    def patience(self) -> Patience:
        """How long it waits for what."""
        return self._server.patience

    @patience.setter
    def patience(self, patience: Patience) -> None:
        self._server.patience = patience

    async def open(self) -> None:
        """See ``Device``. Removes what a crash left of this terminal's jobs."""
        async with self._lock:
            self._server.hang_up()
            try:
                await self._take_back()
                await self._server.queue()
            except DeviceFault as problem:
                self._known = status_of(problem.code)
                raise
            self._known = STARTING

    async def close(self) -> None:
        """See ``Device``. What was wrong before stays known."""
        async with self._lock:
            self._server.hang_up()
            if self._known.code is None:
                self._known = status_of("closed")

    async def status(self) -> DeviceStatus:
        """See ``Device``. During a print: what was last known. Sets a paused queue going again."""
        if self._lock.locked():
            return self._known
        async with self._lock:
            return await self._examine()

    async def self_test(self) -> DeviceStatus:
        """See ``Device``. Prints a page, whatever the queue remembers: who asks for a test has mended it."""
        try:
            async with self._lock:
                self._disproved = (await self._server.queue()).reasons
            printout = await self.print(TEST_PAGE)
            if printout.outcome is not Printed.DONE:
                return status_of("unconfirmed")
            async with self._lock:
                about = About(model=tidy(await self._server.model()))
        except DeviceFault as problem:
            return status_of(problem.code)
        return replace(self._known, about=about)

    async def cancel_all(self) -> None:
        """See ``DocumentPrinter``."""
        over, self._over = self._over, asyncio.Event()
        over.set()
        async with self._lock:
            await self._make_up()

    async def print(self, document: Document, *, copies: int = 1, on_page: OnPage | None = None) -> Printout:
        """See ``DocumentPrinter``. Ends within the deadline and a few seconds."""
        over = self._over
        async with self._lock:
            before = await self._examine()
            if over.is_set():
                raise fault("called_off")
            if not before.usable:
                raise fault(before.code or "closed")
            try:
                return await self._print(document, copies, on_page, over)
            except BaseException:
                await finished(self._make_up())
                raise

    async def _print(
        self, document: Document, copies: int, on_page: OnPage | None, over: asyncio.Event
    ) -> Printout:
        before, old = self._known, (await self._server.queue()).reasons

        async def look() -> Seen | None:
            job, queue = await self._server.look(number)
            seen = Seen(job, queue, old) if job is not None else None
            still = stands_still(seen) if seen is not None else None
            self._known = before if still is None else status_of(still)
            return seen

        try:
            number = await self._server.submit(document, copies, self._deadline)
        except DeviceFault as problem:
            if problem.code not in LOST:
                raise
            await self._make_up()
            return Printout(Printed.UNKNOWN, None)  # its end may have arrived, and only the answer not
        follower = Follower(look, over, self.patience, on_page)
        by_itself = await follower.follow(self._deadline)
        return await self._conclude(number, follower, by_itself=by_itself, called_off=over.is_set())

    async def _conclude(
        self, number: int, follower: Follower, *, by_itself: bool, called_off: bool
    ) -> Printout:
        """Take the job out of the server, then say what is known of it. Raises ``PrintFault``."""
        try:
            cleared = await self._take_back()
        except DeviceFault as problem:
            self._known = status_of(problem.code)
            return Printout(Printed.UNKNOWN, follower.pages)
        final = None if number in cleared.alive else cleared.ended.get(number)
        if final is not None:
            follower.count(final.pages)
        if final is not None and final.state is JobState.COMPLETED and follower.last is not None:
            # What the queue had said of the printer before cannot be so.
            self._disproved = follower.last.old & follower.last.queue.reasons
        found = verdict(final, follower.last, by_itself=by_itself, called_off=called_off)
        if not isinstance(found, Printed):
            raise self._failed(found, follower.pages)
        after = await self._examine()
        return Printout(found if after.usable else Printed.UNKNOWN, follower.pages)

    def _failed(self, code: str, pages: int | None) -> PrintFault:
        status = status_of(code)
        if status.device is not DeviceState.ONLINE or not status.usable:
            self._known = status
        return print_fault(code, pages)

    async def _examine(self) -> DeviceStatus:
        try:
            if self._kept is not None:
                await self._take_back()
            queue = await self._server.queue()
            status = self._read(queue)
            if self._ipp_url:
                status = await ask_printer(self._ipp_url, self.patience.answer)
        except DeviceFault as problem:
            status = status_of(problem.code)
        if status.code is None and self._kept is not None:
            kept = status_of(self._kept)
            status = replace(status, device=kept.device, action=kept.action, code=kept.code)
        self._known = status
        return status

    def _read(self, queue: Queue) -> DeviceStatus:
        self._disproved &= queue.reasons
        believed = queue.reasons - self._disproved if queue.age < self.patience.memory else frozenset()
        return read(believed, queue.supplies, sure=False)

    async def _take_back(self) -> Cleared:
        cleared = await self._server.clear()
        self._kept = "jobs_alive" if cleared.alive else "jobs_kept" if cleared.kept else None
        return cleared

    async def _make_up(self) -> None:
        """Leave nothing behind. What cannot be removed now is said by the status, and removed by ``open``."""
        try:
            await self._take_back()
        except DeviceFault as problem:
            self._known = status_of(problem.code)
