"""``python -m simulator.ups --protocol nut``: a daemon for hand tests, told what to do line by line."""

from __future__ import annotations

import argparse
import sys
from typing import Final

from simulator.ups.daemon import ApcupsdDaemon, NutDaemon, UpsDaemon

SWITCHES: Final = ("mains", "low", "overloaded", "replace_battery", "ending", "lost")
HELP: Final = f"{'|'.join(SWITCHES)} on|off, charge N, runtime N, silent on|off, unplug, plug, quit"


def main() -> None:
    """Listen and obey standard input until it ends."""
    parser = argparse.ArgumentParser(description=__doc__, epilog=HELP)
    parser.add_argument("--protocol", choices=("apcupsd", "nut"), default="nut")
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args()
    daemon = NutDaemon(given.port) if given.protocol == "nut" else ApcupsdDaemon(given.port)
    print(f"{given.protocol}: {daemon.path}", flush=True)  # noqa: T201 it talks to a terminal
    try:
        for line in sys.stdin:
            if line.strip() == "quit":
                break
            print(obey(daemon, line), flush=True)  # noqa: T201
    finally:
        daemon.close()


def obey(daemon: UpsDaemon, line: str) -> str:
    """Do what one line says and return the answer."""
    match line.split():
        case [switch, ("on" | "off") as state] if switch in SWITCHES:
            setattr(daemon.supply, switch, state == "on")
        case [("charge" | "runtime") as what, number] if number.isdecimal():
            setattr(daemon.supply, what, float(number))
        case ["silent", ("on" | "off") as state]:
            daemon.silent = state == "on"
        case ["unplug"]:
            daemon.line.unplug()
        case ["plug"]:
            daemon.line.plug()
        case _:
            return HELP
    return "ok"


if __name__ == "__main__":
    main()
