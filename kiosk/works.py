"""Work that goes on beside the serving, each piece under a name by which it is begun anew or ended."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any


class Works:
    """One piece a name, in a task group: what one of them raises ends the terminal, as anywhere.

    Once the group is being ended nothing is begun any more: a group waits for what is begun too late.
    """

    def __init__(self, group: asyncio.TaskGroup) -> None:
        self._group = group
        self._named: dict[str, asyncio.Task[None]] = {}
        self._all: set[asyncio.Task[None]] = set()
        self._over = False
        group.create_task(self._until_the_end())

    def begin(self, name: str, work: Coroutine[Any, Any, None] | None) -> None:
        """End what goes on under this name, and begin ``work`` in its stead; ``None``: only end it."""
        if (old := self._named.pop(name, None)) is not None:
            old.cancel()
        if work is not None and (task := self.beside(work)) is not None:
            self._named[name] = task

    def beside(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None] | None:
        """Do something that ends by itself; ``None``: it is too late for it."""
        if self._over:
            work.close()
            return None
        task = self._group.create_task(work)
        self._all.add(task)
        task.add_done_callback(self._all.discard)
        return task

    async def _until_the_end(self) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            self._over = True
            for task in self._all:
                task.cancel()
