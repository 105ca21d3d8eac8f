"""What a program and everything it started use, from /proc (proc(5))."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> set[int]:
    """The process, its descendants, and whatever else is in the session that it leads."""
    parents: dict[int, int] = {}
    found = {pid}
    for folder in PROC.glob("[0-9]*"):
        with suppress(OSError):  # it ended meanwhile
            words = _stat(folder)
            parents[int(folder.name)] = int(words[1])
            if int(words[3]) == pid:
                found.add(int(folder.name))
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def megabytes(pid: int) -> float:
    """PSS of the tree, 10^6 bytes: shared pages count in parts, so processes add up to what they use."""
    total = 0
    for one in tree(pid):
        with suppress(OSError):
            lines = (PROC / str(one) / "smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total * 1024 / 1e6


def cpu_seconds(pid: int) -> float:
    """Time on a core, in the program and in the kernel for it, of the processes there are now."""
    total = 0
    for one in tree(pid):
        with suppress(OSError):
            words = _stat(PROC / str(one))
            total += int(words[11]) + int(words[12])
    return total / TICKS_A_SECOND


def _stat(folder: Path) -> list[str]:
    """The words of ``stat`` from the state on; the name before them may hold anything."""
    return (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
