"""``python -m simulator.samv --link PATH``: a module for hand tests, told what to do line by line."""

from __future__ import annotations

import argparse
import sys
from typing import Final

from simulator.samv.cards import sample_cards
from simulator.samv.faults import NAMED
from simulator.samv.module import SamvModule

HELP: Final = "lay NAME | lift | fault NAME | mend | unplug | plug | cards | faults | quit"


def main() -> None:
    """Open the port and obey standard input until it ends."""
    parser = argparse.ArgumentParser(description=__doc__, epilog=HELP)
    parser.add_argument("--link", help="symlink to make for the port")
    parser.add_argument("--baud", type=int, default=115200)
    given = parser.parse_args()
    module = SamvModule(given.link, baud=given.baud)
    try:
        say(f"samv: {module.path}")
        for line in sys.stdin:
            if line.strip() == "quit":
                break
            say(obey(module, line))
    finally:
        module.close()


def obey(module: SamvModule, line: str) -> str:
    """Do what one line says and return the answer."""
    match line.split():
        case ["lay", name] if name in sample_cards():
            module.lay(sample_cards()[name])
        case ["lift"]:
            module.lift()
        case ["fault", name] if name in NAMED:
            module.faults.set(name)
        case ["mend"]:
            module.faults.clear()
        case ["unplug"]:
            module.unplug()
        case ["plug"]:
            module.plug()
        case ["cards"]:
            return " ".join(sample_cards())
        case ["faults"]:
            return " ".join(NAMED)
        case _:
            return HELP
    return "ok"


def say(text: str) -> None:
    """Answer at once, also into a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
