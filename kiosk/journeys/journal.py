"""Every print is written down before it starts and reported as what it was: printed, failed, not known."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID, uuid4

from kiosk.domain.citizen import Citizen
from kiosk.domain.journal import PrintKind, PrintRecord
from kiosk.journeys.hall import Hall


class Printing(Protocol):
    """For whom something is printed: a visit, or staff at the desk, where there is no citizen."""

    hall: Hall
    citizen: Citizen | None


class Tell(Protocol):
    """Called once it is known how the print ended."""

    def __call__(self, printed: bool | None, fault: str | None, *, pages: int | None = None) -> None:  # noqa: FBT001
        """``pages``: sides that came out, where somebody counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is printed, as the journal has it."""

    kind: PrintKind
    reference: str
    reprint: bool = False
    record_id: UUID | None = None
    paper_serials: tuple[str, ...] = ()


@asynccontextmanager
async def journalled(visit: Printing, entry: Entry) -> AsyncIterator[Tell]:
    """While inside, something is printed. Tell whether it came out, and the fault where it did not.

    ``None``: nobody can say. Untold, as when the citizen leaves in the middle, it is not known either.
    """
    journal = visit.hall.journal
    record = PrintRecord(
        record_id=entry.record_id or uuid4(),
        kind=entry.kind,
        outcome="unknown",
        copies_requested=1,
        copies_printed=0,
        started_at=visit.hall.clock(),
        reference=entry.reference,
        session_id=visit.citizen.session_id if visit.citizen else None,
        reprint=entry.reprint,
        paper_serials=entry.paper_serials,
    )
    ended = record

    def tell(printed: bool | None, fault: str | None, *, pages: int | None = None) -> None:  # noqa: FBT001
        nonlocal ended
        if printed:
            ended = replace(record, outcome="printed", copies_printed=1, pages=pages)
        elif printed is not None:
            ended = replace(record, outcome="failed", failure=fault, pages=pages)
        else:
            ended = replace(record, pages=pages)

    if journal is None:
        yield tell
        return
    await journal.begin(record)
    try:
        yield tell
    finally:
        visit.hall.farewells.say(journal.end(replace(ended, finished_at=visit.hall.clock())))
