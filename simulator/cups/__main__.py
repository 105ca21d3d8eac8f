"""``python -m simulator.cups``: a CUPS server with one queue, told what its printer suffers line by line.

``media-empty 1`` runs out of paper after one page, ``ok`` mends; ``papers`` lists what was printed.
"""

from __future__ import annotations

import sys
from typing import Final

from simulator.cups.faults import FAULTS
from simulator.cups.server import PrivateCups

HELP: Final = f"{' | '.join(FAULTS)} [AFTER PAGES] | kill | restart | freeze | thaw | papers | quit"


def main() -> None:
    """Start the server and obey standard input until it ends."""
    cups = PrivateCups()
    try:
        say(f"cups: server = {cups.server!r}, queue = {cups.queue!r}, ipp_url = {cups.url!r}")
        for line in sys.stdin:
            if line.strip() == "quit":
                break
            say(obey(cups, line))
    finally:
        cups.close()


def obey(cups: PrivateCups, line: str) -> str:
    """Do what one line says and return the answer."""
    match line.split():
        case [name] if name in FAULTS:
            cups.fault(name)
        case [name, after] if name in FAULTS and after.isdecimal():
            cups.fault(name, int(after))
        case ["kill" | "restart" | "freeze" | "thaw" as order]:
            getattr(cups, order)()
        case ["papers"]:
            return "; ".join(f"{p.job}: {p.title}, {p.copies}x, {len(p.pdf)} bytes" for p in cups.papers)
        case _:
            return HELP
    return "ok"


def say(text: str) -> None:
    """Answer at once, also into a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
