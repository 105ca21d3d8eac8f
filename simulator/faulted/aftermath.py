"""Afterwards: the copies are opened and drained, the platform's database is counted, the terminal asked."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from kiosk.clock import now
from kiosk.store.house import open_store
from kiosk.store.letter import State
from simulator.faulted import census, power_loss
from simulator.faulted.census import Found, Judgement
from simulator.faulted.entry import BATCHED, Entry
from simulator.faulted.outcome import Outcome
from simulator.faulted.power_loss import Copy, NotRecovered
from simulator.faulted.programs import Platform, Terminal, until
from simulator.faulted.terminal import Post, store_settings

DRAINED_SHARE: Final = 4
"""Of the copies made at power losses one in so many is drained; all are opened and checked."""


@dataclass(frozen=True, slots=True)
class Again:
    """What a copy needs to go on."""

    secret: str
    errors: IO[bytes]
    dice: random.Random


def count(outcome: Outcome, folder: Path, copies: list[Copy], again: Again) -> None:
    """Complete ``outcome``. Raises ``Stuck``."""
    database = folder / "platform.db"
    outcome.judgement, found = census.judge(database, outcome.entries, outcome.kept)
    outcome.untrue = asyncio.run(_untrue(folder / "store", outcome, found))
    outcome.copies = len(copies)
    for number, copy in enumerate(copies):
        try:
            usable = power_loss.check(copy, outcome.entries, again.dice)
        except NotRecovered as why:
            outcome.not_recovered.append(str(why))
            continue
        if number % DRAINED_SHARE == 0:
            outcome.drained.append(_drain(copy, usable, outcome.entries, again))


def _drain(copy: Copy, store: Path, entries: list[Entry], again: Again) -> Judgement:
    """Go on from a copy, as after the power came back."""
    with Platform(copy.platform, again.secret, again.errors) as platform:
        post = Post(str(store), platform.base_url, again.secret)
        with Terminal(post, again.errors) as terminal:
            until(terminal.is_settled, f"{store} to be empty")
            terminal.stop()
        platform.stop()
    return census.judge(copy.platform, entries, copy.kept)[0]


async def _untrue(folder: Path, outcome: Outcome, found: Found) -> list[int]:
    """The entries of which the terminal does not say: delivered, under the platform's own number."""
    store = await open_store(store_settings(folder), now)
    try:
        wrong = []
        for entry in outcome.entries:
            if entry.kind in BATCHED or not entry.kind.for_citizen or entry.number not in outcome.kept:
                continue
            there = await store.outbox.look_up(entry.key)
            told = there.answer.number if there and there.answer and there.state is State.DELIVERED else ""
            if [told] != found[entry.number]:
                wrong.append(entry.number)
        return wrong
    finally:
        store.close()
