"""What is still told after somebody left: the next person does not wait for it, the terminal's end does."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from kiosk.errors import PlatformError


class Farewells:
    """Tells the platform who has left and which consent was taken back, and the journal how a print ended."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[None]] = set()

    def say(self, goodbye: Coroutine[Any, Any, None]) -> None:
        """Start one. Its ``PlatformError`` is nobody's concern any more."""
        task = asyncio.create_task(_said(goodbye))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def all_said(self) -> None:
        """Return when none is under way."""
        await asyncio.gather(*self._under_way, return_exceptions=True)


async def _said(goodbye: Coroutine[Any, Any, None]) -> None:
    with suppress(PlatformError):
        await goodbye
