"""What came out under a grant, told to the platform exactly once, however the print ends (RS-06)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import structlog

from kiosk.domain.certificate import PrintGrant, PrintOutcome
from kiosk.errors import StoreError
from kiosk.journeys.hall import Hall
from kiosk.platform import letters
from kiosk.platform.courier_verdict import Refused

log = structlog.get_logger()


@dataclass(slots=True)
class Tally:
    """Counts while it is printed. ``unsure``: a copy may lie in the tray, and nobody can say."""

    hall: Hall
    grant_id: str
    printed: int = 0
    unsure: bool = False
    failure: str | None = None
    serials: list[str] = field(default_factory=list)
    """Of every numbered sheet that was put in, the spoiled ones too."""
    record_id: UUID = field(default_factory=uuid4)
    """Of the last print in the journal."""
    told: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the platform has it, or it is kept for the platform."""
    key: UUID = field(default_factory=uuid4)

    def outcome(self) -> PrintOutcome:
        """Copies that surely did not come out go back to the quota; those nobody knows of do not."""
        nothing = not self.unsure and not self.printed
        return PrintOutcome(
            outcome="unknown" if self.unsure else "printed" if self.printed else "failed",
            copies_printed=self.printed,
            finished_at=self.hall.clock(),
            record_id=self.record_id,
            failure=(self.failure or "not_printed") if nothing else self.failure,
            paper_serials=tuple(self.serials),
        )

    async def foretell(self) -> None:
        """Write down what the platform is told if the plug is pulled now."""
        if self.hall.journal is not None:
            await self.hall.journal.foretell(letters.grant_outcome(self.grant_id, self.outcome(), self.key))


@asynccontextmanager
async def reported(hall: Hall, grant: PrintGrant) -> AsyncIterator[Tally]:
    """Whatever happens inside, its outcome goes to the platform: also when the citizen leaves."""
    tally = Tally(hall, grant.grant_id)
    try:
        await tally.foretell()
        yield tally
    finally:
        hall.farewells.say(_tell(tally, tally.outcome()))


async def _tell(tally: Tally, outcome: PrintOutcome) -> None:
    hall = tally.hall
    try:
        if hall.post is not None:
            try:
                came = await hall.post(letters.grant_outcome(tally.grant_id, outcome, tally.key))
            except StoreError as error:
                log.warning("grant.outcome_not_kept", detail=str(error))
            else:
                if isinstance(came, Refused):
                    log.error("grant.outcome_refused", code=came.error.code)
                return
        await hall.platform.report_outcome(tally.grant_id, outcome, key=tally.key)
    finally:
        tally.told.set()
