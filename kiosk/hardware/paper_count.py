"""A printer's paper, counted while it prints: what the printer says of it, and what the count adds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog

from kiosk.errors import StoreError
from kiosk.hardware.consumables import Consumables, Supply
from kiosk.hardware.device import DeviceStatus, Paper

log = structlog.get_logger()


class PaperCount:
    """One supply of one printer. ``paper`` is set once the counts can be read.

    Paper that was out and is there again is a full refill.
    """

    def __init__(self, supply: Supply, now: Callable[[], datetime]) -> None:
        self.paper: Consumables | None = None
        self._supply = supply
        self._now = now
        self._was_out = False

    async def use(self, amount: float) -> None:
        """So much came out, for whatever good."""
        if self.paper is not None:
            await self.paper.use(self._supply, amount)

    def ran_out(self) -> None:
        """A print ended for want of paper."""
        self._was_out = True

    async def is_there(self) -> None:
        """Paper surely is there: the printer says so, or something came out whole."""
        if self.paper is not None and self._was_out:
            await self._refilled(self.paper)

    async def reckoned(self, status: DeviceStatus) -> DeviceStatus:
        """The printer's own word, but for paper that it calls plenty and the count calls little."""
        if self.paper is None:
            return status
        if status.paper is Paper.OUT:
            self._was_out = True
        elif status.paper is Paper.FULL:
            await self.is_there()
        if not status.usable:
            return status
        return replace(status, paper=self.paper.paper(self._supply, status.paper))

    async def _refilled(self, paper: Consumables) -> None:
        try:
            await paper.refilled(self._supply, self._now())
        except StoreError as error:
            log.warning("consumable.not_kept", supply=self._supply, detail=str(error))
        else:
            self._was_out = False
