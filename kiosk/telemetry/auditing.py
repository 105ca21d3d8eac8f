"""Takes down what is audited, without anybody waiting for it: onto the chain first, then into the outbox.

The chain knows what the outbox has. A cut between the two sends some events twice, which the platform knows
by their ids; none is lost.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

import structlog

from kiosk import tracing
from kiosk.domain.journal import Deed
from kiosk.errors import StoreError
from kiosk.platform import letters
from kiosk.store.audit_chain import AuditChain
from kiosk.store.letter import Kind
from kiosk.store.records import Records

log = structlog.get_logger()

SIGN_AFTER: Final = 100
"""Records after which a checkpoint is added."""
SIGN_SECONDS: Final = 3600.0
"""And seconds, if there was any record."""
PATIENCE_SECONDS: Final = 600.0
"""After its start the terminal sends nothing for so long, unless somebody comes: the first letter out costs
9 MB (ADR 0010), too much for a terminal that only rests.
"""
LOOK_SECONDS: Final = 60.0
"""What staff add at a console is sent within this time."""
RETRY_SECONDS: Final = 5.0
AT_ONCE: Final = 200
MOST: Final = 1000
"""Deeds kept in memory while the disk takes none."""


class Auditor:
    """One for a terminal. ``note`` may be called before ``run``, on the event loop."""

    def __init__(self, chain: AuditChain, records: Records, clock: Callable[[], datetime]) -> None:
        self._chain = chain
        self._records = records
        self._clock = clock
        self._deeds: deque[tuple[datetime, Deed]] = deque()
        self._wake = asyncio.Event()
        self._writing = asyncio.Lock()
        self._unsigned = 0
        self._signed_at = time.monotonic()
        self._rests_until = time.monotonic() + PATIENCE_SECONDS

    def note(self, deed: Deed) -> None:
        """Take it down, with the visit's trace. Returns at once and never raises."""
        if len(self._deeds) >= MOST:
            log.error("audit.not_written", action=deed.action, detail="too many wait")
            return
        self._deeds.append((self._clock(), replace(deed, trace=deed.trace or tracing.visit() or None)))
        if deed.role == "citizen" or deed.action.startswith("staff."):
            self._rests_until = 0.0
        self._wake.set()

    async def run(self) -> None:
        """Write and send until cancelled."""
        await self._look_back()
        while True:
            self._wake.clear()
            # Seen through even when this task is cancelled: what the disk has must not be written again.
            done = await asyncio.shield(asyncio.ensure_future(self._write()))
            if time.monotonic() >= self._rests_until:
                await self._send()
            try:
                async with asyncio.timeout(LOOK_SECONDS if done else RETRY_SECONDS):
                    await (self._wake.wait() if done else asyncio.Event().wait())
            except TimeoutError:
                continue

    async def close(self) -> None:
        """Write what is left, sign it, let the files go. What the outbox does not have yet it gets later."""
        await self._write(sign=True)
        await asyncio.to_thread(self._chain.close)

    async def _look_back(self) -> None:
        """Somebody may have cut the chain's end off while the terminal was not running: say so in it."""
        try:
            lost = await asyncio.to_thread(self._chain.lost)
        except StoreError as error:
            log.error("audit.not_written", action="", detail=str(error))  # noqa: TRY400
            return
        if lost is not None:
            log.error("audit.cut_short", signed=lost[1], found=lost[0] - 1)
            self.note(Deed(action="audit.cut_short", result="failed", object=f"{lost[0]} {lost[1]}"))
        if self._chain.set_aside is not None:
            self.note(Deed(action="audit.set_aside", result="failed", object=self._chain.set_aside.name))

    async def _write(self, *, sign: bool = False) -> bool:
        """All that waits; false when the disk did not take it."""
        async with self._writing:
            deeds = list(self._deeds)
            self._unsigned += len(deeds)
            overdue = time.monotonic() - self._signed_at > SIGN_SECONDS
            sign = sign or self._unsigned >= SIGN_AFTER or (overdue and self._unsigned > 0)
            if not deeds and not sign:
                return True
            try:
                await asyncio.to_thread(self._chain.add, deeds, sign=sign)
            except StoreError as error:
                self._unsigned -= len(deeds)
                log.error("audit.not_written", action=deeds[0][1].action if deeds else "", detail=str(error))  # noqa: TRY400
                return False
            for _ in deeds:
                self._deeds.popleft()
            if sign:
                self._unsigned, self._signed_at = 0, time.monotonic()
            return True

    async def _send(self) -> None:
        try:
            while links := await asyncio.to_thread(self._chain.unsent, AT_ONCE):
                events = dict(letters.audit_event(link.event()) for link in links)
                await self._records.add(Kind.AUDIT_EVENTS, events)
                await asyncio.to_thread(self._chain.sent, links[-1].seq)
        except StoreError as error:
            log.warning("audit.not_sent", detail=str(error))
