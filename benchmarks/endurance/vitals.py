"""What the terminal holds of the machine, from /proc (proc(5))."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.process import PROC, tree

PAGE: Final = os.sysconf("SC_PAGE_SIZE")
WARM: Final = 500
"""So many check-ins until everything that is made once has been made."""
GROWTH_LIMIT: Final = 0.05
SPARE: Final = 2
"""A connection to the platform that is kept, or closed, at the moment of looking."""


@dataclass(frozen=True, slots=True)
class Vitals:
    """At one moment: memory in 10^6 bytes, open files, threads.

    Memory is RSS: PSS would tell of other programs that start and end meanwhile.
    """

    after: int
    megabytes: float
    files: int
    threads: int


def look(pid: int, after: int) -> Vitals:
    """The terminal and everything it started."""
    pids = tree(pid)
    files = sum(len(list((PROC / str(one) / "fd").iterdir())) for one in pids)
    threads = sum(len(list((PROC / str(one) / "task").iterdir())) for one in pids)
    pages = sum(int((PROC / str(one) / "statm").read_text().split()[1]) for one in pids)
    return Vitals(after, pages * PAGE / 1e6, files, threads)


def warm(kept: Sequence[Vitals]) -> list[Vitals]:
    """Those from which growth is counted; of a short run, its second half."""
    last = kept[-1].after
    return [one for one in kept if one.after >= min(WARM, last // 2)]


def wrong(kept: Sequence[Vitals]) -> list[str]:
    """What grew."""
    first, *rest = warm(kept)
    found = []
    if rest and (share := rest[-1].megabytes / first.megabytes - 1) >= GROWTH_LIMIT:
        found.append(f"memory grew by {share:.1%}")
    if rest and rest[-1].files > first.files + SPARE:
        found.append(f"{rest[-1].files} open files, {first.files} before")
    if rest and rest[-1].threads > first.threads:
        found.append(f"{rest[-1].threads} threads, {first.threads} before")
    return found
