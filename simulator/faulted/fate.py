"""What befalls each entry, and at which of its requests. The same seed draws the same fates."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

from simulator.fault_line.fault import PASS, Fault
from simulator.faulted.entry import Entry
from simulator.faulted.terminal import TIMEOUT_S

SHARES: Final = {
    "delay": 12,
    "reset": 13,
    "swallowed answer": 16,
    "half body": 13,
    "blackhole": 5,
    "5xx": 13,
    "nonsense": 10,
    "kill -9 terminal": 11,
    "kill -9 platform": 4,
    "power loss": 3,
}
"""Of a hundred."""

DEADLY: Final = frozenset({"kill -9 terminal", "kill -9 platform", "power loss"})
IN_PUT_S: Final = 0.015
"""Putting takes a few milliseconds: within this time it is hit in the midst, before or after."""

ON_THE_WIRE_S: Final = 0.02
"""The same for a request and the storing of its answer."""


@dataclass(frozen=True, slots=True)
class Fate:
    """``step`` counts the entry's requests from 1; 0: while it is put. ``after_s``: so long after that.

    ``line`` is what the line does to that request.
    """

    kind: str
    step: int
    after_s: float = 0.0
    line: Fault = PASS


def draw(entries: list[Entry], dice: random.Random) -> list[Fate]:
    """One for each."""
    hundreds = -(-len(entries) // 100)
    deck = [kind for kind, share in SHARES.items() for _ in range(share * hundreds)]
    dice.shuffle(deck)
    return [_fate(kind, entry, dice) for kind, entry in zip(deck, entries, strict=False)]


def _fate(kind: str, entry: Entry, dice: random.Random) -> Fate:
    if kind not in DEADLY:
        return Fate(kind, dice.randint(1, entry.steps), line=_on_the_line(kind, dice))
    if kind != "kill -9 platform" and dice.random() < 0.4:
        return Fate(kind, 0, dice.uniform(0, IN_PUT_S))
    # At once with the request lost, at once with its answer lost, or anywhere in the exchange.
    line = Fault(dice.choice(("reset", "swallow", "pass", "pass")))
    after = 0.0 if line.kind == "reset" else dice.uniform(0, ON_THE_WIRE_S)
    return Fate(kind, dice.randint(1, entry.steps), after, line)


def _on_the_line(kind: str, dice: random.Random) -> Fault:
    effect = dice.random() < 0.5
    if kind == "delay":
        # Some come so late that the terminal has given up: they arrive after what replaced them.
        return Fault("delay", seconds=dice.choice((0.1, 0.3, 1.3 * TIMEOUT_S)))
    if kind == "5xx":
        return Fault("status", status=dice.choice((500, 502, 503, 504)), effect=effect)
    if kind == "nonsense":
        return Fault(dice.choice(("html", "json")), effect=effect)
    if kind == "blackhole":
        return Fault("blackhole", effect=effect)
    return Fault({"reset": "reset", "swallowed answer": "swallow", "half body": "cut"}[kind])
