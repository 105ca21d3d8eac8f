"""Counts in the platform's own database what became of each entry, page by page."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from kiosk.store.letter import Kind
from simulator.faulted.entry import Entry
from simulator.faulted.forms import SCANNED

QUERIES: Final = {
    Kind.PRINT_RECORDS: "SELECT id FROM journal WHERE kind = 'print' AND id = :key",
    Kind.AUDIT_EVENTS: "SELECT id FROM journal WHERE kind = 'audit' AND id = :key",
    Kind.EVALUATION: "SELECT interaction_no FROM interactions"
    " WHERE kind = 'evaluation' AND target = 'queue_ticket ' || :about",
    Kind.GRANT_OUTCOME: "SELECT grant_id FROM grants"
    " WHERE grant_id = :about AND json_extract(outcome, '$.record_id') = :key",
    Kind.RESULT_RECEIPT: "SELECT case_no FROM case_events WHERE case_no = :about AND state = 'DELIVERED'",
    # The first time it was handed in is the application itself.
    Kind.CORRECTION: "SELECT case_no FROM case_events WHERE case_no = :about AND state = 'SUBMITTED'"
    " ORDER BY rowid LIMIT -1 OFFSET 1",
}
SPOKEN: Final = frozenset({"objection", "consultation", "suggestion", "complaint", "cannot_be_done"})

Found = dict[int, list[str]]
"""By an entry's number: the platform's numbers for it, one for each time that it took effect."""


@dataclass(slots=True)
class Judgement:
    """``wrong``: it arrived once, but not as it was put."""

    lost: list[int] = field(default_factory=list)
    duplicated: list[int] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether nothing is amiss."""
        return not (self.lost or self.duplicated or self.wrong)


def judge(database: Path, entries: Iterable[Entry], kept: AbstractSet[int]) -> tuple[Judgement, Found]:
    """What is ``kept`` (it had its receipt) must be there once; anything else once at most."""
    judgement = Judgement()
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=rw", uri=True)) as db:
        db.row_factory = sqlite3.Row
        census = _Census(db)
        found: Found = {entry.number: census.numbers(entry) for entry in entries}
        for entry in entries:
            times = len(found[entry.number])
            if times > 1:
                judgement.duplicated.append(entry.number)
            elif times == 0 and entry.number in kept:
                judgement.lost.append(entry.number)
            elif times == 1 and not census.is_whole(entry, found[entry.number][0]):
                judgement.wrong.append(entry.number)
    return judgement, found


class _Census:
    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._cases: dict[str, list[str]] = {}
        self._records: dict[str, Any] = {}
        for case_no, record in db.execute("SELECT case_no, record FROM cases"):
            self._records[case_no] = json.loads(record)
            form = self._records[case_no].get("form") or {}
            self._cases.setdefault(str(form.get("data", {}).get("facts")), []).append(case_no)
        self._spoken: dict[str, list[str]] = {}
        for number, kind, body in db.execute("SELECT interaction_no, kind, body FROM interactions"):
            if kind in SPOKEN:
                self._spoken.setdefault(f"{kind} {json.loads(body).get('content')}", []).append(number)

    def numbers(self, entry: Entry) -> list[str]:
        """The platform's number of every effect that an entry had."""
        if entry.kind is Kind.SUBMISSION:
            return self._cases.get(entry.mark, [])
        if entry.kind in QUERIES:
            values = {"about": entry.about, "key": str(entry.key)}
            return [row[0] for row in self._db.execute(QUERIES[entry.kind], values)]
        return self._spoken.get(f"{entry.kind} {entry.mark}", [])

    def is_whole(self, entry: Entry, number: str) -> bool:
        """Whether every page is there, in order, to the byte, and used for this alone."""
        wanted = Counter(sha256(entry.page(n)).hexdigest() for n in range(len(entry.sizes)))
        used = Counter(self._digest(upload) for upload in self._used(entry, number))
        if used != wanted:
            return False
        if entry.kind not in {Kind.SUBMISSION, Kind.CORRECTION}:
            return True
        scans = len(entry.sizes) - (entry.kind is Kind.SUBMISSION)
        told = next(one for one in self._records[number]["materials"] if one["material_id"] == SCANNED)
        in_order = [self._digest(upload) for upload in told["upload_ids"]]
        return in_order == [sha256(entry.page(n)).hexdigest() for n in range(scans)]

    def _used(self, entry: Entry, number: str) -> Iterator[str]:
        """Uploads used for it; those that a correction replaced were used for the same case."""
        purpose = "AND purpose = 'correction'" if entry.kind is Kind.CORRECTION else ""
        yield from self._column(
            f"SELECT upload_id FROM uploads WHERE used_by = ? {purpose}",  # noqa: S608 from above
            number,
        )

    def _digest(self, upload_id: str) -> str:
        parts = self._column("SELECT bytes FROM upload_bytes WHERE upload_id = ? ORDER BY start", upload_id)
        return sha256(b"".join(parts)).hexdigest()

    def _column(self, query: str, *values: str) -> list[Any]:
        return [row[0] for row in self._db.execute(query, values)]
