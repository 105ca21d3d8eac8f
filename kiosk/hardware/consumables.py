"""How much paper is left, by counting what was used since it was last refilled.

A count warns that little is left. It never says that paper is out, and never stops a printer: the printer's
sensor knows, the count only reckons (a roll that was not full, a page that jammed).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import structlog

from kiosk.errors import StoreError
from kiosk.hardware.device import Paper
from kiosk.hardware.ticket_printer.escpos_job import DOTS_A_MM
from kiosk.hardware.ticket_printer.escpos_slip import encode_slip
from kiosk.hardware.ticket_printer.escpos_text import Charset
from kiosk.hardware.ticket_printer.slip import Slip
from kiosk.store.supplies import Used

log = structlog.get_logger()


class Supply(StrEnum):
    """What is used up. The unit is a millimetre of the roll, and a page."""

    SLIP_PAPER = "slip_paper"
    A4_PAPER = "a4_paper"


class Counts(Protocol):
    """Where counts outlive a restart (``kiosk.store.supplies``). Every call raises ``StoreError``."""

    async def load(self) -> Mapping[str, Used]:
        """All counts, by name."""
        ...

    async def add(self, name: str, amount: float) -> None:
        """Add to a count; one that is not there begins at 0."""

    async def reset(self, name: str, at: datetime) -> None:
        """Begin again at 0."""


@dataclass(frozen=True, slots=True)
class Stock:
    """One supply now. ``full`` is what a refill holds, ``None``: nobody said; less than ``low`` is little."""

    full: float | None
    low: float
    used: Used = field(default_factory=Used)

    @property
    def left(self) -> float | None:
        """What is left, if a refill was a full one; never below 0."""
        return None if self.full is None else max(0.0, self.full - self.used.amount)

    @property
    def paper(self) -> Paper:
        """``FULL``, ``LOW`` or ``UNKNOWN``."""
        if self.left is None:
            return Paper.UNKNOWN
        return Paper.LOW if self.left < self.low else Paper.FULL


class Consumables:
    """Every supply of this terminal. Used on the event loop."""

    def __init__(
        self, counts: Counts, stocks: Mapping[Supply, Stock], on_low: Callable[[Supply], None]
    ) -> None:
        """``stocks`` as if nothing was used yet; ``on_low`` is called each time that one gets low."""
        self._counts = counts
        self._on_low = on_low
        self._stocks = dict(stocks)

    async def load(self) -> None:
        """Go on from where counting stood. Raises ``StoreError``."""
        kept = await self._counts.load()
        for supply in self._stocks:
            self._set(supply, kept.get(supply, Used()))

    def stock(self, supply: Supply) -> Stock:
        """How much there is."""
        return self._stocks[supply]

    def paper(self, supply: Supply, told: Paper | None) -> Paper | None:
        """What to say of the paper: the printer's own word ``told``, or that little is left by the count."""
        counted = self._stocks[supply].paper
        if told in {Paper.FULL, Paper.UNKNOWN, None} and counted is not Paper.UNKNOWN:
            return counted
        return told

    async def use(self, supply: Supply, amount: float) -> None:
        """Count what was printed: also what came out for nothing, since the paper is gone."""
        if not amount >= 0:
            raise ValueError(f"{amount} of {supply}")
        used = self._stocks[supply].used
        self._set(supply, replace(used, amount=used.amount + amount))
        try:
            await self._counts.add(supply, amount)
        except StoreError as error:
            # The paper is gone all the same, and nobody at the terminal can help it.
            log.warning("consumable.not_kept", supply=supply, detail=str(error))

    async def refilled(self, supply: Supply, at: datetime) -> None:
        """Staff put a full roll or stack in. Raises ``StoreError``: then nothing is changed."""
        await self._counts.reset(supply, at)
        log.info("consumable.refilled", supply=supply, used=round(self._stocks[supply].used.amount))
        self._set(supply, Used(refilled_at=at))

    def _set(self, supply: Supply, used: Used) -> None:
        before = self._stocks[supply]
        now = self._stocks[supply] = replace(before, used=used)
        if now.paper is Paper.LOW and before.paper is not Paper.LOW:
            log.warning("consumable.low", supply=supply, left=round(now.left or 0))
            self._on_low(supply)


def slip_mm(slip: Slip, charset: str, width_dots: int) -> float:
    """The paper a slip takes on an ESC/POS printer of 203 dpi, in mm, with what is fed to the knife.

    Raises ``DeviceFault`` where such a printer cannot print it at all.
    """
    return encode_slip(slip, Charset(charset), width_dots).rows / DOTS_A_MM
