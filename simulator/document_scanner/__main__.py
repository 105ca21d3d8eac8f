"""``python -m simulator.document_scanner``: a scanner's camera on loopback for hand tests, told line by line.

With ``--folder FOLDER`` it writes one picture of the scene there and ends.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from simulator.camera.server import MjpegCamera
from simulator.document_scanner.desk import NAMED, Desk, still

RATE: Final = 6.0
HELP: Final = f"{' | '.join(NAMED)} | cut | silent on/off | garbage on/off | refuse STATUS | mend | quit"


def main() -> None:
    """Open the port and obey standard input until it ends."""
    parser = argparse.ArgumentParser(description=__doc__, epilog=HELP)
    parser.add_argument("--look", choices=tuple(NAMED), default="page")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.folder is not None:
        say(str(still(given.folder, f"{given.look}.jpg", given.look)))
        return
    with MjpegCamera(Desk(given.look), port=given.port, rate=RATE) as camera:
        say(f"scanner: {camera.url}")
        for line in sys.stdin:
            if line.strip() == "quit":
                break
            say(camera.obey(line) or laid(camera, line) or HELP)


def laid(camera: MjpegCamera, line: str) -> str:
    """Lay what one line names on the tray; empty when it names nothing."""
    if (name := line.strip()) not in NAMED:
        return ""
    camera.do(name)
    return "ok"


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
