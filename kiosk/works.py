"""Work that goes on beside the serving, each piece under a name by which it is begun anew or ended."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any


class Works:
    """One piece a name, in a task group: what one of them raises ends the terminal, as anywhere."""

    def __init__(self, group: asyncio.TaskGroup) -> None:
        self._group = group
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def begin(self, name: str, work: Coroutine[Any, Any, None] | None) -> None:
        """End what goes on under this name, and begin ``work`` in its stead; ``None``: only end it."""
        if (old := self._tasks.pop(name, None)) is not None:
            old.cancel()
        if work is not None:
            self._tasks[name] = self._group.create_task(work)

    def beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that ends by itself."""
        self._group.create_task(work)
