"""``python -m tests.faults.report``: play every fault on every device, and print what came of it.

``--write`` puts the table into ``docs/fault-matrix.md``, too. Exit status 1 if a cell is not as it should be.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.hardware.device import DeviceStatus
from tests.faults.fault import Cannot, Fault
from tests.faults.rig import Rig
from tests.faults.rigs import RIGS

HERE = Path(__file__).parent
DOCUMENT = HERE.parents[1] / "docs" / "fault-matrix.md"
PROPERTY = "cell"
HEAD = """\
# Every device, every fault

Each cell is the real driver on its simulated wire (a pseudo-terminal, a TCP port, a pcscd and a cupsd of
one's own, a compiled library), under the supervisor that the terminal runs with. `make faults-report` plays
them all and prints this table; `make test` plays them, too. What is printed was measured, and it is what
was expected: a cell that differs fails.

- **status** is what the supervisor says while the fault lasts: the device's words and the fault's code.
- **used meanwhile** is how a read, a print or a picture ended that was tried then; `unknown` is a print of
  which nobody can say whether it came out, `kept` a light that is shown when the board is back. Nothing is
  ever claimed that did not happen.
- **back after** is the time from the fault's end until the device was online again by itself; then the real
  thing was done once. Here the supervisor retries after 0.1 to 0.3 s; in a hall it does after 0.5 to 10 s.

In every cell besides: drivers raise the port's own errors only; a loss is logged once, and its end once,
with the time it took; afterwards there is not one thread or file descriptor more than before.

A camera is dark until somebody is to be seen, and a scanner cannot be asked: what is wrong with their
pictures and codes is found by whoever wants one. A CUPS server hears of its printer's cable when it prints:
the plug that is pulled here is the server's.
"""


@dataclass
class Results:
    """Collects what the tests say of their cells, also from other processes."""

    cells: dict[tuple[str, str], tuple[str, float | None]] = field(default_factory=dict)
    failed: set[tuple[str, str]] = field(default_factory=set)
    _broken: set[str] = field(default_factory=set)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._broken.add(report.nodeid)
        if report.when != "teardown":
            return
        for name, value in report.user_properties:
            if name == PROPERTY and isinstance(value, (list, tuple)):
                device, fault, ended, recovery = value
                self.cells[device, fault] = ended, recovery
                if report.nodeid in self._broken:
                    self.failed.add((device, fault))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.report", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"also write docs/{DOCUMENT.name}")
    write = parser.parse_args().write
    results = Results()
    status = pytest.main(
        ["-q", "-n", "2", "--dist", "loadgroup", "-p", "no:cacheprovider", str(HERE)], plugins=[results]
    )
    table = "\n".join(lines(results))
    sys.stdout.write(f"{table}\n")
    if write:
        DOCUMENT.write_text(f"{HEAD}\n{table}\n", "utf-8")
    return int(status != pytest.ExitCode.OK)


def lines(results: Results) -> list[str]:
    """The table, in Markdown."""
    told = [
        "| device | fault | status | who mends it | used meanwhile | back after |",
        "|---|---|---|---|---|---|",
    ]
    told += [row(rig, fault, results) for rig in RIGS for fault in Fault]
    cannot = sum(isinstance(cell, Cannot) for rig in RIGS for cell in rig.cells.values())
    played = len(results.cells)
    return [*told, "", f"{played} cells played, {len(results.failed)} failed; {cannot} cannot be."]


def row(rig: type[Rig], fault: Fault, results: Results) -> str:
    """One cell's line."""
    device = f"**{rig.name}**" if fault is next(iter(Fault)) else ""
    cell, key = rig.cells[fault], (rig.name, fault.value)
    if isinstance(cell, Cannot):
        return f"| {device} | {fault} | n/a | | {cell.why} | |"
    if key in results.failed or key not in results.cells:
        return f"| {device} | {fault} | **FAILED** | | | |"
    ended, recovery = results.cells[key]
    back = "" if recovery is None else f"{recovery:.1f} s"
    return f"| {device} | {fault} | {words(cell.status)} | {cell.status.action or ''} | {ended} | {back} |"


def words(status: DeviceStatus) -> str:
    """The status as words."""
    told = [status.device.value, status.code or ""]
    told += [f"{name} {value}" for name in ("media", "paper", "toner") if (value := getattr(status, name))]
    return ", ".join(filter(None, told))


if __name__ == "__main__":
    sys.exit(main())
