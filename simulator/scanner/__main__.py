"""``python -m simulator.scanner --link PATH``: a scanner for hand tests, told what to do line by line."""

from __future__ import annotations

import argparse
import sys
from typing import Final

from simulator.scanner.codes import sample_codes
from simulator.scanner.device import FAULTS, SimScanner

HELP: Final = f"scan TEXT | {' | '.join(FAULTS)} [TEXT] | fault NAME | mend | unplug | plug | codes | quit"


def main() -> None:
    """Open the port and obey standard input until it ends."""
    parser = argparse.ArgumentParser(description=__doc__, epilog=HELP)
    parser.add_argument("--link", help="symlink to make for the port")
    parser.add_argument("--baud", type=int, default=115200)
    given = parser.parse_args()
    scanner = SimScanner(given.link, baud=given.baud)
    try:
        _say(f"scanner: {scanner.path}")
        for line in sys.stdin:
            if line.strip() == "quit":
                break
            _say(obey(scanner, line))
    finally:
        scanner.close()


def obey(scanner: SimScanner, line: str) -> str:
    """Do what one line says and return the answer."""
    match line.strip().split(maxsplit=1):
        case ["scan", text]:
            scanner.scan(text)
        case ["fault", name] if name in FAULTS:
            scanner.fault = name
        case ["mend"]:
            scanner.fault = None
        case ["unplug"]:
            scanner.unplug()
        case ["plug"]:
            scanner.plug()
        case ["codes"]:
            return " ".join(sample_codes())
        case [name, *text] if name in FAULTS:
            before, scanner.fault = scanner.fault, name
            scanner.scan(text[0] if text else next(iter(sample_codes())))
            scanner.fault = before
        case _:
            return HELP
    return "ok"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
