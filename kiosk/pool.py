"""The threads for what blocks, started at the beginning: what fails on a busy day finds its thread there."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Final

MOST: Final = 32
"""A reader that waits for a card holds a thread all day, and a driver that hangs holds one for good."""
SPARE: Final = 4
"""For files and keys, beside the devices."""
A_DEVICE: Final = 2
"""One at work, one that was given up and still hangs."""


def device_pool(devices: int) -> ThreadPoolExecutor:
    """A pool for so many devices. More threads than these only when several drivers hang at once."""
    pool, ready = ThreadPoolExecutor(MOST, "device"), min(MOST, SPARE + A_DEVICE * devices)
    all_there = threading.Barrier(ready)
    for _ in range(ready):
        pool.submit(all_there.wait)  # a thread that waits is not idle: the next piece starts another
    return pool
