"""``python -m simulator.sdt --library PATH``: compile the library there and be its reader."""

from __future__ import annotations

import argparse
from pathlib import Path

from simulator.samv.orders import HELP, obey_input, say
from simulator.sdt.build import build
from simulator.sdt.device import SdtDevice


def main() -> None:
    """Obey standard input until it ends."""
    parser = argparse.ArgumentParser(description=__doc__, epilog=HELP)
    parser.add_argument("--library", type=Path, required=True, help="where to put the library")
    parser.add_argument("--number", type=int, default=1001, help="the USB port")
    given = parser.parse_args()
    device = SdtDevice(build(given.library.absolute()), given.number)
    try:
        say(f"sdt: {device.library}")
        obey_input(device)
    finally:
        device.close()


if __name__ == "__main__":
    main()
