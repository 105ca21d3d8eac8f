"""``python -m simulator.snmp``: a printer's toner by SNMP on loopback; a line is a new level."""

from __future__ import annotations

import sys

from simulator.snmp.agent import PrinterAgent


def main() -> None:
    """Open the port and obey standard input until it ends."""
    with PrinterAgent() as agent:
        say(f"snmp: {agent.address}, community public")
        for line in sys.stdin:
            match line.split():
                case ["quit"]:
                    break
                case ["silent", state]:
                    agent.silent = state == "on"
                case [level] if level.lstrip("-").isdecimal():
                    agent.cartridges[0].level = int(level)
                case _:
                    say("LEVEL | silent on/off | quit")


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
