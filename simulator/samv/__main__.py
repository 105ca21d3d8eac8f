"""``python -m simulator.samv --link PATH``: a module for hand tests, told what to do line by line."""

from __future__ import annotations

import argparse

from simulator.samv.module import SamvModule
from simulator.samv.orders import HELP, obey_input, say


def main() -> None:
    """Open the port and obey standard input until it ends."""
    parser = argparse.ArgumentParser(description=__doc__, epilog=HELP)
    parser.add_argument("--link", help="symlink to make for the port")
    parser.add_argument("--baud", type=int, default=115200)
    given = parser.parse_args()
    module = SamvModule(given.link, baud=given.baud)
    try:
        say(f"samv: {module.path}")
        obey_input(module)
    finally:
        module.close()


if __name__ == "__main__":
    main()
