"""How soon the first picture is there, and the memory that it takes, beside a browser kiosk."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks import process
from benchmarks.glass import Glass
from benchmarks.hall import Hall
from benchmarks.peers import Peer, shown
from benchmarks.report import Measured

RUNS: Final = 9
MEMORY_RUNS: Final = 5
SETTLE_SECONDS: Final = 5.0
START_SHARE: Final = 1.0
MEMORY_SHARE: Final = 0.45


@dataclass(frozen=True, slots=True)
class Launch:
    """One start."""

    seconds: float
    megabytes: float | None
    """``None`` where it was not looked at."""


Launches = Mapping[str, Sequence[Launch]]


def launch(  # noqa: PLR0913
    hall: Hall, glass: Glass, ours: Peer, theirs: Peer, *, runs: int, memory_runs: int
) -> Launches:
    """Start both by turns, after a start of each that does not count; look at memory in the first runs."""
    launches: dict[str, list[Launch]] = {ours.name: [], theirs.name: []}
    for number in range(runs + 1):
        for peer in (ours, theirs):
            used = None
            with shown(peer, glass) as up:
                if peer is ours:
                    hall.until_ready(up.program)
                if 1 <= number <= memory_runs:
                    time.sleep(SETTLE_SECONDS)
                    used = process.megabytes(up.program.pid)
            if number:
                launches[peer.name].append(Launch(up.seconds, used))
    return launches


def first_picture(launches: Launches) -> Iterator[Measured]:
    """From the program's start to its picture on the screen."""
    ours, theirs = ([run.seconds for run in runs] for runs in launches.values())
    yield _against("start -> first picture", ours, theirs, "s", START_SHARE)
    yield Measured("  chromium", theirs, "s")


def memory(launches: Launches) -> Iterator[Measured]:
    """PSS of all processes, a while after the first picture."""
    looked = ([run.megabytes for run in runs] for runs in launches.values())
    ours, theirs = ([used for used in runs if used is not None] for runs in looked)
    yield _against("memory (PSS), all processes", ours, theirs, "MB", MEMORY_SHARE)
    yield Measured("  chromium", theirs, "MB")


def _against(what: str, ours: Sequence[float], theirs: Sequence[float], unit: str, share: float) -> Measured:
    peer = statistics.median(theirs)
    return Measured(what, ours, unit, share * peer, f"{share:.2f} x {peer:.2f} (chromium)")
