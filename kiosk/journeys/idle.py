"""The idle clock: a question before anyone is signed out, and an end that cannot be put off (SC-09)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from kiosk.journeys.hall import Terms
from kiosk.journeys.stage import SessionInfo, Snapshot, Stage
from kiosk.journeys.views import StillThere


class IdleClock:
    """Watches over one visit. Times are ``loop.time()`` seconds."""

    def __init__(
        self, stage: Stage, terms: Terms, *, nothing_to_lose: Callable[[], bool], rest: Callable[[], None]
    ) -> None:
        self._stage = stage
        self.terms = terms
        self._nothing_to_lose = nothing_to_lose
        self._rest = rest
        self._last_touch = 0.0
        self._ends_at: float | None = None
        self._asking = False
        self._view = stage.now.view
        self._moved = asyncio.Event()
        self.touched = False
        """Whether anybody was here since the visit began or the screen went back to rest."""

    def touch(self) -> None:
        """Refill the idle time. While 还在吗 is up only its buttons count."""
        self.touched = True
        if not self._asking:
            self._last_touch = asyncio.get_running_loop().time()
            self._tell_deadline(self._deadline())
        self._moved.set()

    def sign_in(self, session: SessionInfo) -> None:
        """Start the absolute limit and show who is here."""
        self._ends_at = asyncio.get_running_loop().time() + self.terms.absolute_seconds
        self._stage.set_session(session)
        self.touch()

    async def until_gone(self) -> None:
        """Return when the person has left: asked and silent, or at the absolute limit."""
        stop = self._stage.listen(self._shown)
        try:
            while True:
                await self._until_idle()
                if self._at_the_end():
                    return
                if self._nothing_to_lose():
                    self.touched = False
                    self._rest()
                elif not await self._still_there():
                    return
        finally:
            stop()

    def _shown(self, now: Snapshot) -> None:
        """Who waits for a print is not idle: with each page, and what follows, their time begins anew."""
        before, self._view = self._view, now.view
        waited = before.patience_seconds is not None
        if waited and (now.view.patience_seconds is None or now.view.progress != before.progress):
            self._last_touch = asyncio.get_running_loop().time()
        self._moved.set()

    async def _until_idle(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            self._moved.clear()
            remaining = self._deadline() - loop.time() if self.touched else None
            if remaining is not None and remaining <= 0:
                return
            if self.touched:
                self._tell_deadline(self._deadline())
            try:
                # Not wait_for: before Python 3.12 it loses a cancellation that meets the event.
                async with asyncio.timeout(remaining):
                    await self._moved.wait()
            except TimeoutError:
                continue

    async def _still_there(self) -> bool:
        loop = asyncio.get_running_loop()
        grace = self.terms.grace_seconds
        self._asking = True
        self._tell_deadline(self._capped(loop.time() + grace))
        asked = asyncio.ensure_future(self._stage.cover(StillThere(grace_seconds=grace)))
        try:
            if not (await asyncio.wait({asked}, timeout=grace))[0]:
                self._rest()  # before the cover goes: what it hid must not flash up again
                return False
        finally:
            self._asking = False
            asked.cancel()
            await asyncio.gather(asked, return_exceptions=True)
        self.touch()
        return asked.result().choice == "more_time"

    def _deadline(self) -> float:
        patience = self._stage.now.view.patience_seconds or 0.0
        return self._capped(self._last_touch + max(self.terms.idle_seconds, patience))

    def _capped(self, moment: float) -> float:
        return moment if self._ends_at is None else min(moment, self._ends_at)

    def _at_the_end(self) -> bool:
        return self._ends_at is not None and asyncio.get_running_loop().time() >= self._ends_at

    def _tell_deadline(self, deadline: float) -> None:
        self._stage.set_session(replace(self._stage.now.session, deadline=deadline))
