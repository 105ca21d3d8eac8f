"""``python -m simulator.faulted --count 1000 --seed 8``.

Exit status: 0 nothing lost, nothing twice · 1 something was, or the run could not go on (it says what).
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from simulator.faulted.power_loss import NotRecovered
from simulator.faulted.programs import Stuck
from simulator.faulted.run import run


def main() -> int:
    """Run and print; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m simulator.faulted", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="how many to hand in")
    parser.add_argument("--seed", type=int, default=8, help="the same seed draws the same faults")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kiosk-faults-"))
    say(f"{arguments.count} submissions, seed {arguments.seed}, in {folder}")
    try:
        outcome = run(folder, arguments.count, arguments.seed, say)
    except (Stuck, NotRecovered) as why:
        say(f"FAIL: {why}; everything is left in {folder}")
        return 1
    for line in outcome.lines():
        say(line)
    if outcome.good:
        shutil.rmtree(folder)
        return 0
    say(f"FAIL: everything is left in {folder}")
    return 1


def say(line: str) -> None:
    """Print at once, also into a pipe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
