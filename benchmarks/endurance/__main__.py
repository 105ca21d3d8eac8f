"""``python -m benchmarks.endurance --count 10000 --seed 8``.

Told to end (SIGTERM, Ctrl-C), it reports at the end of the day.

Exit status: 0 nothing wrong · 1 something was (it says what), or the terminal did not start.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import tempfile
import threading
from pathlib import Path

from benchmarks.endurance.run import Plan, run
from benchmarks.front_end import CannotMeasure
from benchmarks.report import say


def main() -> int:
    """Run and print; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.endurance", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="how many people check in")
    parser.add_argument("--seed", type=int, default=8, help="the same seed draws the same troubles")
    arguments = parser.parse_args()
    enough = threading.Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: enough.set())
    folder = Path(tempfile.mkdtemp(prefix="kiosk-endurance-"))
    say(f"{arguments.count} check-ins, seed {arguments.seed}, in {folder}")
    try:
        outcome = run(folder, Plan(arguments.count, arguments.seed), say, enough.is_set)
    except CannotMeasure as why:
        say(f"FAIL: {why}")
        return 1
    for line in outcome.lines():
        say(line)
    if outcome.wrong:
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
