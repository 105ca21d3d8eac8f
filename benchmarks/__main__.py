"""``python -m benchmarks [PART ...]``: all parts when none is named (see ``PARTS``).

Exit status: 0 every limit holds · 1 one does not, or something could not be measured (it says what).
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Final

from benchmarks import (
    certificates,
    documents,
    drawn,
    emrtd,
    faces,
    faulted,
    frames,
    hall,
    idle,
    journey,
    outbox,
    peers,
    progress,
    screen,
    start,
    touch,
)
from benchmarks.front_end import CannotMeasure
from benchmarks.report import Measured, say
from simulator.demo import CannotShow

NO_SCREEN: Final = ("outbox", "documents", "certificates", "emrtd", "faces", "journey", "progress")
ALONE: Final = (*NO_SCREEN, "frames", "faulted")
"""What is not compared with a browser."""
PARTS: Final = (*ALONE, "start", "memory", "idle", "touch")


def main() -> int:
    """Measure and print; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=" · ".join(PARTS))
    asked: list[str] = parser.parse_args().parts or list(PARTS)
    if unknown := set(asked) - set(PARTS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    try:
        return _all(asked)
    except (CannotMeasure, CannotShow) as why:
        sys.stderr.write(f"bench: {why}\n")
        return 1


def _all(asked: Sequence[str]) -> int:
    say(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; medians decide")
    failed = 0
    with hall.opened() as here:
        for line in _measured(asked, here):
            say(line)
            failed += not line.passed
    say(f"{failed} limits missed" if failed else "every limit holds")
    return 1 if failed else 0


def _measured(asked: Sequence[str], here: hall.Hall) -> Iterator[Measured]:
    if "outbox" in asked:
        yield from outbox.measure()
    if "documents" in asked:
        yield from documents.measure()
    if "certificates" in asked:
        yield from certificates.measure()
    if "emrtd" in asked:
        yield from emrtd.measure()
    if "faces" in asked:
        yield from faces.measure()
        faces.accuracy()
    if "journey" in asked:
        yield from journey.measure(here)
    if "progress" in asked:
        yield from progress.measure(here)
    if not set(asked) <= set(NO_SCREEN):
        yield from _seen(asked, here)


def _seen(asked: Sequence[str], here: hall.Hall) -> Iterator[Measured]:
    """What needs a screen."""
    with ExitStack() as held:
        glass = held.enter_context(screen.opened(here.folder))
        ours = peers.kiosk(here, glass.name)
        if "journey" in asked:
            yield from drawn.measure(here, glass, ours)
        if "frames" in asked:
            yield from frames.measure(glass.name)
        if "faulted" in asked:
            yield from faulted.measure(here, glass, ours)
        if set(asked) <= set(ALONE):
            return
        theirs = held.enter_context(peers.chromium(glass.name))
        if {"start", "memory"} & set(asked):
            looks = start.MEMORY_RUNS if "memory" in asked else 0
            runs = start.RUNS if "start" in asked else looks
            launches = start.launch(here, glass, ours, theirs, runs=runs, memory_runs=looks)
            if "start" in asked:
                yield from start.first_picture(launches)
            if "memory" in asked:
                yield from start.memory(launches)
        if "idle" in asked:
            yield from idle.measure(here, glass, ours, theirs)
        if "touch" in asked:
            yield from touch.measure(here, glass, ours, theirs)


if __name__ == "__main__":
    sys.exit(main())
