"""Journeys that wait for a letter's true answer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from kiosk.errors import Existing, PlatformRefused
from kiosk.platform.courier_verdict import Delivered, Kept, Outcome, Refused
from kiosk.store.letter import Answer, Slip

QUICK = (0.2, 0.6)
"""Seconds before the second and third try of a letter that a citizen waits for."""


@dataclass(slots=True)
class _Watch:
    told: asyncio.Future[Outcome]
    quick: Iterator[float] = field(default_factory=lambda: iter(QUICK))


class Watches:
    """Who waits for which letter."""

    def __init__(self) -> None:
        self._watches: dict[int, _Watch] = {}

    @contextmanager
    def on(self, letter_id: int) -> Iterator[asyncio.Future[Outcome]]:
        """Watch a letter while inside."""
        watch = _Watch(asyncio.get_running_loop().create_future())
        self._watches[letter_id] = watch
        try:
            yield watch.told
        finally:
            if self._watches.get(letter_id) is watch:
                del self._watches[letter_id]

    def settled(self, slip: Slip, answer: Answer) -> None:
        """The platform has it, or refused it."""
        self._tell(slip, outcome_of(answer))

    def later(self, slip: Slip, *, hopeless: bool) -> float | None:
        """A try came to nothing: seconds until a quick next one, ``None`` when nobody waits (any longer).

        ``hopeless``: the line is known to be down, so whoever waits is told now.
        """
        watch = self._watches.get(slip.id)
        pause = next(watch.quick, None) if watch and not hopeless else None
        if pause is None:
            self._tell(slip, Kept(slip.holding_no))
        return pause

    def _tell(self, slip: Slip, outcome: Outcome) -> None:
        watch = self._watches.get(slip.id)
        if watch and not watch.told.done():
            watch.told.set_result(outcome)


def outcome_of(answer: Answer) -> Outcome:
    """A settled letter's outcome."""
    if answer.code:
        existing = Existing(answer.existing_kind, answer.existing_id) if answer.existing_id else None
        return Refused(PlatformRefused(answer.code, answer.status, answer.detail, existing=existing))
    return Delivered(answer.number, answer.body)
