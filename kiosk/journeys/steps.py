"""One step after another; 返回 leads to the last one that asked something."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from kiosk.errors import KioskError
from kiosk.journeys.stage import WentBack

Step = Callable[[], Awaitable[bool]]
"""Asks and remembers; ``False``: there was nothing to ask. Raises ``WentBack``."""


class NotRight(KioskError):
    """Something on an earlier step does not fit; ``step`` is its number, from 0."""

    def __init__(self, step: int) -> None:
        super().__init__(str(step))
        self.step = step


async def walk(steps: Sequence[Step]) -> None:
    """Until the last is done. Raises ``WentBack`` when they go back from the first."""
    at, ahead = 0, 1
    while at < len(steps):
        try:
            if await steps[at]():
                ahead = 1
            at += ahead
        except WentBack:
            at, ahead = at - 1, -1
        except NotRight as found:
            at, ahead = found.step, 1
        if at < 0:
            raise WentBack
