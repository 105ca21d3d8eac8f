"""A PIN search is stopped: after three wrong ones the wait doubles, and it survives a restart.

Counted by staff number; numbers that nobody has share one count. Per number that is ten tries in the first
hour and one an hour from then on. What is written down is bounded likewise: a refusal once a wait.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import structlog

from kiosk.store.whole_file import write_whole

log = structlog.get_logger()

FREE_TRIES: Final = 3
FIRST_WAIT: Final = 30
LONGEST_WAIT: Final = 3600
NAME: Final = "staff_lockout.json"
NOBODY: Final = "nobody"


class Lockout:
    """Wrong tries by number. Its file holds counts and times, no PIN."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self._file = folder / NAME
        self._clock = clock
        self._wrong = self._kept()
        self._told: set[str] = set()

    def seconds_left(self, number: str) -> int:
        """How long this number must wait before its next try; 0: it may try."""
        count, at = self._wrong.get(number, (0, self._clock()))
        if count < FREE_TRIES:
            return 0
        wait = min(LONGEST_WAIT, FIRST_WAIT << min(count - FREE_TRIES, 12))
        passed = self._clock() - at
        if passed < timedelta():
            # A clock that was set back must not make the wait longer than it is: it begins again, once.
            passed, self._wrong[number] = timedelta(), (count, self._clock())
        return max(0, wait - int(passed.total_seconds()))

    def refused(self, number: str) -> bool:
        """A try during the wait. True for the first one: the others tell nothing more."""
        first = number not in self._told
        self._told.add(number)
        return first

    def wrong(self, number: str) -> int:
        """A wrong PIN. Returns the seconds to wait from now on; kept before it returns."""
        count, _ = self._wrong.get(number, (0, self._clock()))
        self._told.discard(number)
        self._wrong[number] = (count + 1, self._clock())
        self._keep()
        return self.seconds_left(number)

    def right(self, number: str) -> None:
        """The right PIN: this number's count begins again; no other's does."""
        if self._wrong.pop(number, None) is not None:
            self._keep()

    def _kept(self) -> dict[str, tuple[int, datetime]]:
        try:
            table = json.loads(self._file.read_text("utf-8"))
            return {n: (int(c), datetime.fromisoformat(at)) for n, (c, at) in table.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError) as error:
            log.warning("staff.lockout_unreadable", detail=type(error).__name__)
            return {}

    def _keep(self) -> None:
        table = {n: (c, at.isoformat()) for n, (c, at) in self._wrong.items()}
        try:
            write_whole(self._file, json.dumps(table))
        except OSError as error:
            # The count still holds in memory; only a restart would forget it.
            log.warning("staff.lockout_not_kept", detail=str(error))
