"""What a module can be told, a line at a time."""

from __future__ import annotations

import sys
from typing import Final, Protocol

from simulator.samv.card import SimCard
from simulator.samv.cards import sample_cards
from simulator.samv.faults import NAMED, Faults

HELP: Final = "lay NAME | lift | fault NAME | mend | unplug | plug | cards | faults | quit"


class Desk(Protocol):
    """A module with a cable."""

    faults: Faults

    def lay(self, card: SimCard) -> None:
        """Lay a card down."""

    def lift(self) -> None:
        """Take it away."""

    def unplug(self) -> None:
        """Pull the cable."""

    def plug(self) -> None:
        """Put it back."""


def obey_input(module: Desk) -> None:
    """Obey standard input until it ends."""
    for line in sys.stdin:
        if line.strip() == "quit":
            break
        say(obey(module, line))


def obey(module: Desk, line: str) -> str:
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
