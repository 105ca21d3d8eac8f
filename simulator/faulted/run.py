"""The run: hand in, let every fate strike, drain without faults, count."""

from __future__ import annotations

import asyncio
import random
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from simulator.fault_line.line import FaultLine
from simulator.faulted import aftermath, hall, power_loss
from simulator.faulted.entry import Entry
from simulator.faulted.fate import Fate, draw
from simulator.faulted.fates import Fates
from simulator.faulted.outcome import Outcome
from simulator.faulted.power_loss import Copy
from simulator.faulted.programs import Platform, Terminal, until
from simulator.faulted.terminal import Post

MOST_WAITING: Final = 24
"""More are put only when fewer wait: so puts, tries and faults are mixed all the time."""

MOST_ASKED: Final = 3


def run(folder: Path, count: int, seed: int, say: Callable[[str], None]) -> Outcome:
    """Do it all in ``folder``; ``say`` hears how far it is. Raises ``Stuck`` and ``NotRecovered``."""
    began = time.monotonic()
    secret = secrets.token_hex(32)
    with ExitStack() as held:
        errors = held.enter_context((folder / "errors").open("wb"))
        platform = held.enter_context(Platform(folder / "platform.db", secret, errors))
        entries = asyncio.run(hall.prepared(platform.base_url, secret, count, seed))
        say(f"{count} submissions prepared, {time.monotonic() - began:.0f} s")
        fates = Fates()
        line = held.enter_context(FaultLine(platform.base_url, plan=fates))
        post = Post(str(folder / "store"), line.base_url, secret)
        terminal = held.enter_context(Terminal(post, errors))
        ordeal = Ordeal(folder, platform, terminal, fates, random.Random(seed))
        ordeal.hand_in(entries, say)
        ordeal.settle()
        fates.relent()
        terminal.kill()
        ordeal.settle()
        terminal.stop()
        platform.stop()
        say(f"all handed in and drained, {time.monotonic() - began:.0f} s")
        outcome = Outcome(entries, fates.fired, terminal.put, ordeal.doubtful)
        aftermath.count(outcome, folder, ordeal.copies, aftermath.Again(secret, errors, random.Random(seed)))
        outcome.seconds = time.monotonic() - began
    return outcome


class Ordeal:
    """What terminal and platform go through. ``doubtful`` had no receipt when the terminal died."""

    def __init__(
        self, folder: Path, platform: Platform, terminal: Terminal, fates: Fates, dice: random.Random
    ) -> None:
        self.copies: list[Copy] = []
        self._copying = threading.Lock()
        self.doubtful: set[int] = set()
        self._folder = folder
        self._platform = platform
        self._terminal = terminal
        self._fates = fates
        self._dice = dice
        self._entries: list[Entry] = []
        fates.acts = {
            "kill -9 terminal": terminal.kill,
            "kill -9 platform": platform.kill,
            "power loss": self._copy,
        }

    def hand_in(self, entries: list[Entry], say: Callable[[str], None]) -> None:
        """Put them one by one, each with its fate."""
        self._entries = entries
        for entry, fate in zip(entries, draw(entries, self._dice), strict=True):
            until(self._has_room, "room in the outbox")
            self._put(entry, fate)
            if (entry.number + 1) % 100 == 0:
                say(f"{entry.number + 1} handed in, {sum(self._fates.fired.values())} faults")

    def settle(self) -> None:
        """Wait until nothing waits."""
        until(self._is_settled, "the outbox to be empty")

    def _put(self, entry: Entry, fate: Fate) -> None:
        if fate.step:
            self._fates.expect(entry, fate)
        self._terminal.hand(entry)
        if not fate.step:
            time.sleep(fate.after_s)
            self._fates.strike(fate)

    def _has_room(self) -> bool:
        self._mend()
        waiting = self._terminal.waiting
        return waiting is not None and waiting < MOST_WAITING and len(self._terminal.asked) < MOST_ASKED

    def _is_settled(self) -> bool:
        self._mend()
        return self._terminal.is_settled()

    def _mend(self) -> None:
        """Start again what is dead. Of what was being put, one half is put once more under its key."""
        self._platform.mend()
        for number in sorted(self._terminal.mend()):
            self.doubtful.add(number)
            if self._dice.random() < 0.5:
                self._terminal.hand(self._entries[number])

    def _copy(self) -> None:
        with self._copying:  # the power can go on the line and at the terminal in one moment
            folder = self._folder / f"copy {len(self.copies)}"
            kept = frozenset(self._terminal.put)
            pids = self._terminal.pid, self._platform.pid
            database = self._platform.database
            self.copies.append(power_loss.copied(folder, self._folder / "store", database, kept, pids))
