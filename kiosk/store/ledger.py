"""What waits, in memory: so that depth and age are known at once and limits cost no query.

It is filled from the file at the start and changed only after a commit, always on the event loop.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.errors import OutboxFull
from kiosk.store.letter import Kind, Letter, Slip

HOUR = 3600
LOOK_S = 1.0
"""How long a look at the disk's free space is good for; what is admitted meanwhile is taken off."""


@dataclass(frozen=True, slots=True)
class Limits:
    """When new work is refused. The age is the oldest waiting letter's."""

    max_bytes: int = 1_000_000_000
    max_age_hours: float = 72
    min_free_bytes: int = 500_000_000


class Ledger:
    """Waiting letters by id, oldest first, and the bytes that waiting and set-aside letters hold."""

    def __init__(self, folder: Path, limits: Limits, now: Callable[[], datetime]) -> None:
        self.slips: dict[int, Slip] = {}
        self.used = 0
        self.now = now
        self.on_waiting: Callable[[Slip], None] = lambda _: None
        """Called with every letter that begins to wait."""
        self._folder = folder
        self._limits = limits
        self._free_bytes = 0
        self._looked_at = -LOOK_S

    def depth(self) -> int:
        """How many letters wait. The terminal's own diary is not among them: no one misses it."""
        return sum(slip.kind is not Kind.AUDIT_EVENTS for slip in self.slips.values())

    def oldest_age(self) -> float:
        """Seconds the oldest of them has waited; 0 when none does."""
        oldest = next((slip for slip in self.slips.values() if slip.kind is not Kind.AUDIT_EVENTS), None)
        return max(0.0, self.now().timestamp() - oldest.put_at) if oldest else 0.0

    def admit(self, letter: Letter) -> None:
        """Raise ``OutboxFull`` when the letter must not be taken in.

        What no citizen waits for is small and never comes again: only a full disk stops it.
        """
        # Twice: it is written to the WAL first, then to the database.
        free = self._free() - 2 * letter.size
        if free < self._limits.min_free_bytes:
            raise OutboxFull("too little free space on the disk")
        self._free_bytes = free
        if not letter.kind.for_citizen:
            return
        if self.used + letter.size > self._limits.max_bytes:
            raise OutboxFull("too many bytes wait")
        if self.oldest_age() > self._limits.max_age_hours * HOUR:
            raise OutboxFull("the oldest letter has waited too long")

    def _free(self) -> int:
        now = time.monotonic()
        if now - self._looked_at >= LOOK_S:
            disk = os.statvfs(self._folder)
            self._free_bytes, self._looked_at = disk.f_bavail * disk.f_frsize, now
        return self._free_bytes

    def add(self, slip: Slip, *, again: bool = False) -> None:
        """A letter waits from now on; ``again`` when its bytes are counted already."""
        in_order = not self.slips or slip.id > next(reversed(self.slips))
        self.slips[slip.id] = slip
        if not in_order:
            self.slips = dict(sorted(self.slips.items()))
        if not again:
            self.used += slip.size
        self.on_waiting(slip)
