"""The platform's clock, as far as the platform told it: signatures must lie within ±300 s of it."""

from __future__ import annotations

import time
from collections.abc import Callable


class PlatformClock:
    """This terminal's clock, put right by what the platform says of its own."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._offset: float | None = None

    def seconds(self) -> int:
        """Unix seconds as the platform counts them."""
        return int(self._now() + (self._offset or 0))

    def learn(self, server_time: float) -> None:
        """Take over the platform's unix seconds."""
        self._offset = server_time - self._now()

    @property
    def offset_ms(self) -> int | None:
        """Platform minus terminal in milliseconds; ``None`` until the platform told its time."""
        return None if self._offset is None else round(self._offset * 1000)
