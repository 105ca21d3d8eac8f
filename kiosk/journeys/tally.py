"""How each matter went: begun, finished, or given up and why. Numbers of things, never of persons."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from kiosk.journeys.hall import Hall

How = Literal["finished", "back", "another_way", "home", "left", "idle", "cannot_be_done", "broke", "stopped"]
"""``left``: they ended the visit; ``idle``: they were gone; ``stopped``: the terminal was ended."""


class Tally(Protocol):
    """Where matters are counted. Neither call raises or waits."""

    def began(self, service: str) -> None:
        """Somebody chose this on the home view."""

    def ended(self, service: str, item: str | None, how: How, seconds: float) -> None:
        """It is over. ``item``: the implementation code, where the matter concerned one."""

    def failed(self, service: str, code: str) -> None:
        """A failure was met meanwhile; the matter may go on all the same."""


@dataclass(slots=True)
class Turn:
    """One matter of a visit. A journey that learns which item it is about sets ``item``."""

    service: str
    item: str | None = None
    how: How = "stopped"


@contextmanager
def counted(hall: Hall, turn: Turn) -> Iterator[None]:
    """Count what happens inside as one matter."""
    tally = hall.tally
    if tally is None:
        yield
        return
    clock = asyncio.get_running_loop().time
    tally.began(turn.service)
    began = clock()
    try:
        yield
    finally:
        tally.ended(turn.service, turn.item, turn.how, clock() - began)
