"""``python -m simulator.panel --link PATH``: a board for hand tests, told what to do line by line."""

from __future__ import annotations

import argparse
import sys
from typing import Final

from simulator.panel.board import PanelBoard

HELP: Final = (
    "lights | beeps | open DOOR | shut DOOR | come | go | help | restart"
    " | silent | garbage | mend | unplug | plug | quit"
)


def main() -> None:
    """Open the port and obey standard input until it ends."""
    parser = argparse.ArgumentParser(description=__doc__, epilog=HELP)
    parser.add_argument("--link", help="symlink to make for the port")
    parser.add_argument("--baud", type=int, default=115200)
    given = parser.parse_args()
    board = PanelBoard(given.link, baud=given.baud)
    print(f"panel: {board.path}", flush=True)  # noqa: T201 it talks to a terminal
    try:
        for line in sys.stdin:
            if line.strip() == "quit":
                break
            print(obey(board, line), flush=True)  # noqa: T201
    finally:
        board.close()


def obey(board: PanelBoard, line: str) -> str:  # noqa: C901 one case an order
    """Do what one line says and return the answer."""
    match line.split():
        case ["lights"]:
            return " ".join(f"{name}={mode}" for name, mode in board.lights.items())
        case ["beeps"]:
            return " ".join(board.beeps)
        case ["open" | "shut" as verb, name]:
            board.door(name, is_open=verb == "open")
        case ["come" | "go" as verb]:
            board.presence(present=verb == "come")
        case ["help"]:
            board.press_help()
        case ["restart"]:
            board.forget()
        case ["silent"]:
            board.faults.silent = True
        case ["garbage"]:
            board.faults.garbage = b"\x00\xff$noise*"
        case ["mend"]:
            board.faults.clear()
        case ["unplug"]:
            board.unplug()
        case ["plug"]:
            board.plug()
        case _:
            return HELP
    return "ok"


if __name__ == "__main__":
    main()
