from __future__ import annotations

import threading

import pytest

from kiosk.pool import A_DEVICE, MOST, SPARE, device_pool


def names() -> set[str]:
    return {thread.name for thread in threading.enumerate() if thread.name.startswith("device_")}


@pytest.mark.parametrize(
    ("devices", "threads"), [(0, SPARE), (2, SPARE + 2 * A_DEVICE), (100, MOST)], ids=["none", "two", "many"]
)
def test_the_threads_are_there_before_any_device_needs_one(devices: int, threads: int) -> None:
    pool = device_pool(devices)
    there = names()
    pool.shutdown()
    assert len(there) == threads
    assert not names()
