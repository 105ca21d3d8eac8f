"""The line between the two threads: the stage's snapshots come over, touches and answers go back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

from kiosk.journeys.stage import ChoiceDisabled, Settings, Snapshot, Stage, StaleView
from kiosk.screens.parts import Choose

TOUCH_SECONDS = 0.5
"""Touches are told to the stage at most this often."""


class StageLine:
    """The stage as the drawing thread sees it. ``on_change`` runs in the loop's thread and may only wake."""

    def __init__(self, stage: Stage, loop: asyncio.AbstractEventLoop, on_change: Callable[[], None]) -> None:
        self._stage = stage
        self._loop = loop
        self._on_change = on_change
        self._touched = 0.0
        self.latest: Snapshot = stage.now
        self._hang_up = stage.listen(self._heard)

    def close(self) -> None:
        """Listen no longer."""
        self._hang_up()

    def time(self) -> float:
        """The loop's time, in which deadlines are told."""
        return self._loop.time()

    def touch(self) -> None:
        """Somebody is here."""
        now = time.monotonic()
        if now - self._touched >= TOUCH_SECONDS:
            self._touched = now
            self._call(self._stage.touch)

    def answer(self, seq: int, choice: Choose) -> None:
        """Answer the view that was drawn. A view that is gone by then is not answered."""
        self._call(lambda: self._answer(seq, choice))

    def set_settings(self, settings: Settings) -> None:
        """Show the visit otherwise."""
        self._call(lambda: self._stage.set_settings(settings))

    def _answer(self, seq: int, choice: Choose) -> None:
        try:
            self._stage.answer(seq, choice.choice, dict(choice.values))
        except (StaleView, ChoiceDisabled) as late:
            import structlog  # not before the first picture

            # The finger was slower than the stage: what is up by now says so itself.
            log = structlog.get_logger()
            log.debug("screen.answer_late", choice=choice.choice, why=type(late).__name__)

    def _heard(self, snapshot: Snapshot) -> None:
        self.latest = snapshot
        self._on_change()

    def _call(self, work: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the loop is closed: the terminal is going down
            self._loop.call_soon_threadsafe(work)
