"""One thing to hand in: drawn here, written down as JSON for the terminal process, looked for at the end."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from kiosk.store.letter import Kind

SHORTEST: Final = 5_000
LONGEST: Final = 200_000
JPEG: Final = b"\xff\xd8"

SHARES: Final = {
    Kind.SUBMISSION: 70,
    Kind.CORRECTION: 5,
    Kind.RESULT_RECEIPT: 3,
    Kind.OBJECTION: 2,
    Kind.EVALUATION: 4,
    Kind.CONSULTATION: 1,
    Kind.SUGGESTION: 1,
    Kind.COMPLAINT: 4,
    Kind.CANNOT_BE_DONE: 1,
    Kind.GRANT_OUTCOME: 1,
    Kind.PRINT_RECORDS: 4,
    Kind.AUDIT_EVENTS: 4,
}
"""Of a hundred."""

WITH_PAGES: Final = frozenset({Kind.SUBMISSION, Kind.CORRECTION, Kind.OBJECTION})
SIGNED: Final = frozenset({Kind.SUBMISSION, Kind.RESULT_RECEIPT})
BATCHED: Final = {Kind.PRINT_RECORDS: "/print-records", Kind.AUDIT_EVENTS: "/audit-events"}
"""These travel together, so their requests cannot be told apart."""


class Visit(msgspec.Struct, frozen=True):
    """A citizen's session at the platform; ``token`` is empty when the terminal has lost it already."""

    session_id: str
    subject_id: str
    at: datetime
    expires_at: datetime
    deferred_until: datetime
    token: str


class Entry(msgspec.Struct, frozen=True):
    """``number`` is its own in the run; ``about`` names what it is about at the platform.

    ``sizes`` in bytes: scanned pages, then the signature where there is one.
    """

    number: int
    seed: int
    kind: Kind
    key: UUID
    sizes: tuple[int, ...]
    visit: Visit
    about: str = ""
    notice: str = ""

    @property
    def mark(self) -> str:
        """What it is recognised by in the platform's database."""
        return f"第{self.number:05d}件"

    @property
    def steps(self) -> int:
        """How many requests it takes: three a page, and its own."""
        return 3 * len(self.sizes) + 1

    def page(self, number: int) -> bytes:
        """The content of a page (from 0), the same whenever asked."""
        return JPEG + random.Random(f"{self.seed} {self.number} {number}").randbytes(self.sizes[number] - 2)


def kinds(count: int, dice: random.Random) -> list[Kind]:
    """``count`` kinds by their shares, mixed."""
    hundreds = -(-count // 100)
    deck = [kind for kind, share in SHARES.items() for _ in range(share * hundreds)]
    dice.shuffle(deck)
    return deck[:count]


def sizes(kind: Kind, dice: random.Random) -> tuple[int, ...]:
    """Pages as they come: many short ones, few long ones."""
    pages = dice.randint(1, 3) if kind in WITH_PAGES else 0
    drawn = [int(SHORTEST * (LONGEST / SHORTEST) ** dice.random()) for _ in range(pages)]
    return (*drawn, *([SHORTEST] if kind in SIGNED else []))
