"""Threads and file descriptors of this process, and which of them were not there before."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import threading
from pathlib import Path

SECONDS = 10.0


class Census:
    """What there was when it was taken."""

    def __init__(self) -> None:
        gc.collect()
        self._threads = set(threading.enumerate())
        self._fds = _fds()

    async def back(self) -> None:
        """Return when there is no more of anything than then. Raises ``AssertionError`` naming what is.

        The loop's own worker threads are ended for that: one that hangs in a driver does not end.
        """
        async with asyncio.timeout(SECONDS):
            await asyncio.get_running_loop().shutdown_default_executor()
        end = asyncio.get_running_loop().time() + SECONDS
        while more := self._more():
            assert asyncio.get_running_loop().time() < end, f"left behind: {more}"
            await asyncio.sleep(0.02)
            gc.collect()

    def _more(self) -> list[str]:
        threads, fds, more = set(threading.enumerate()), _fds(), []
        if len(threads) > len(self._threads):  # one that took another's place is fine
            more += [thread.name for thread in threads - self._threads]
        if len(fds) > len(self._fds):
            more += [f"{fd} {where}" for fd, where in fds.items() if self._fds.get(fd) != where]
        return more


def _fds() -> dict[int, str]:
    found = {}
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 iterdir would keep the folder open meanwhile
        with contextlib.suppress(FileNotFoundError):  # the one that lists
            found[int(name)] = str(Path(f"/proc/self/fd/{name}").readlink())
    return found
