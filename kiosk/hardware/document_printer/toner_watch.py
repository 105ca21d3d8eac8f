"""How much toner is left, asked for now and then in the background: nobody ever waits for the answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Final

import structlog

from kiosk.hardware.device import Toner
from kiosk.hardware.document_printer.cups_reasons import Supply
from kiosk.hardware.document_printer.snmp_supplies import NotTold

log = structlog.get_logger()

EVERY_SECONDS: Final = 60.0

Ask = Callable[[], tuple[Supply, ...]]
"""Blocking; raises ``NotTold``."""


class TonerWatch:
    """Keeps the last answer. One that got old without another stays: toner does not come back by itself."""

    def __init__(self, ask: Ask, *, every: float = EVERY_SECONDS) -> None:
        self._ask = ask
        self._every = every
        self._asking: asyncio.Task[None] | None = None
        self._asked_at: float | None = None
        self._known: Toner | None = None
        self._silent = False

    def toner(self) -> Toner | None:
        """The last answer, ``None`` before the first; asks anew when it is time to. On the event loop."""
        due = self._asked_at is None or time.monotonic() >= self._asked_at + self._every
        if due and self._asking is None:
            self._asked_at = time.monotonic()
            self._asking = asyncio.create_task(self._look())
        return self._known

    async def close(self) -> None:
        """Ask no more, until the next ``toner``."""
        asking, self._asking = self._asking, None
        self._asked_at = None
        if asking is not None:
            asking.cancel()
            await asyncio.wait({asking})

    async def _look(self) -> None:
        try:
            supplies = await asyncio.to_thread(self._ask)
        except NotTold as why:
            if not self._silent:
                log.warning("toner.not_told", why=str(why))
            self._silent = True
        else:
            if self._silent:
                log.info("toner.told_again")
            self._silent = False
            self._note(supplies)
        finally:
            self._asking = None

    def _note(self, supplies: tuple[Supply, ...]) -> None:
        known = [one.percent for one in supplies if one.percent is not None]
        low = any(one.low for one in supplies)
        before, self._known = self._known, Toner.LOW if low else Toner.FULL if known else Toner.UNKNOWN
        if low and before is not Toner.LOW:
            log.warning("consumable.low", supply="toner", left=min(known))
