"""What came out under a grant, told to the platform exactly once, however the print ends (RS-06)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
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

    printed: int = 0
    unsure: bool = False
    failure: str | None = None
    serials: list[str] = field(default_factory=list)
    """Of every numbered sheet that was put in, the spoiled ones too."""
    record_id: UUID = field(default_factory=uuid4)
    """Of the last print in the journal."""
    told: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the platform has it, or it is kept for the platform."""


@contextmanager
def reported(hall: Hall, grant: PrintGrant) -> Iterator[Tally]:
    """Whatever happens inside, its outcome goes to the platform: also when the citizen leaves."""
    tally = Tally()
    try:
        yield tally
    finally:
        hall.farewells.say(_tell(hall, grant, _outcome(hall, tally), tally.told))


def _outcome(hall: Hall, tally: Tally) -> PrintOutcome:
    """Copies that surely did not come out go back to the quota; those nobody knows of do not."""
    surely = not tally.unsure
    return PrintOutcome(
        outcome="unknown" if tally.unsure else "printed" if tally.printed else "failed",
        copies_printed=tally.printed,
        finished_at=hall.clock(),
        record_id=tally.record_id,
        failure=(tally.failure or "not_printed") if surely and not tally.printed else tally.failure,
        paper_serials=tuple(tally.serials),
    )


async def _tell(hall: Hall, grant: PrintGrant, outcome: PrintOutcome, told: asyncio.Event) -> None:
    key = uuid4()
    try:
        if hall.post is not None:
            try:
                came = await hall.post(letters.grant_outcome(grant.grant_id, outcome, key))
            except StoreError as error:
                log.warning("grant.outcome_not_kept", detail=str(error))
            else:
                if isinstance(came, Refused):
                    log.error("grant.outcome_refused", code=came.error.code)
                return
        await hall.platform.report_outcome(grant.grant_id, outcome, key=key)
    finally:
        told.set()
