"""What the terminal costs while nobody is there: its share of one core."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Final

from benchmarks import process
from benchmarks.glass import Glass
from benchmarks.hall import Hall
from benchmarks.peers import Peer, shown
from benchmarks.report import Measured
from benchmarks.start import SETTLE_SECONDS

SECONDS: Final = 20.0


def measure(hall: Hall, glass: Glass, ours: Peer, theirs: Peer) -> Iterator[Measured]:
    """Both show the same picture, whose panes light up by turns."""
    for peer in (ours, theirs):
        with shown(peer, glass) as up:
            if peer is ours:
                hall.until_ready(up.program)
            time.sleep(SETTLE_SECONDS)
            before, start = process.cpu_seconds(up.program.pid), time.monotonic()
            time.sleep(SECONDS)
            used = process.cpu_seconds(up.program.pid) - before
            share = used / (time.monotonic() - start) * 100
        yield Measured("idle: CPU" if peer is ours else f"  {peer.name}", [share], "% core")
