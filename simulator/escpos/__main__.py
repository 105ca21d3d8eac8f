"""``python -m simulator.escpos --link PATH``: a printer at PATH; each slip is written as a PNG.

Lines on standard input set its faults: ``paper_out on``, ``cover_open off``, ``refill``, ``unplug``.
"""

from __future__ import annotations

import argparse
import sys
import threading
from pathlib import Path

from simulator.escpos.printer import EscposPrinter

SWITCHES = ("near_end", "paper_out", "cover_open", "cutter_jam", "hot", "silent", "no_answer")


def main() -> None:
    """Run until standard input ends."""
    parser = argparse.ArgumentParser(description="A thermal printer that speaks ESC/POS.")
    parser.add_argument("--link", type=Path, help="symlink to make; without it the pty's own name is shown")
    parser.add_argument("--tcp", type=int, help="listen on this port instead")
    parser.add_argument("--baud", type=int, default=115200)
    parser.add_argument("--charset", choices=("gb2312", "gbk", "gb18030"), default="gbk")
    parser.add_argument("--out", type=Path, default=Path("out/slips"))
    given = parser.parse_args()
    printer = EscposPrinter(given.link, given.baud, charset=given.charset, tcp=given.tcp)
    sys.stdout.write(f"{printer.path}\n")
    sys.stdout.flush()
    threading.Thread(target=_keep, args=(printer, given.out), daemon=True).start()
    for line in sys.stdin:
        sys.stdout.write(f"{_command(printer, line.split())}\n")
        sys.stdout.flush()
    printer.close()


def _command(printer: EscposPrinter, words: list[str]) -> str:
    match words:
        case [switch, ("on" | "off") as state] if switch in SWITCHES:
            setattr(printer.faults, switch, state == "on")
        case ["refill"]:
            printer.faults.refill()
        case ["unplug"]:
            printer.unplug()
        case ["plug"]:
            printer.plug()
        case _:
            return f"one of: {' '.join(SWITCHES)} (on|off), refill, unplug, plug"
    return "ok"


def _keep(printer: EscposPrinter, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    while True:
        try:
            slips = printer.wait_for_slips(count + 1)
        except TimeoutError:
            continue
        count += 1
        (folder / f"{count:04}.png").write_bytes(slips[count - 1].png)


if __name__ == "__main__":
    main()
