"""The power goes: terminal and platform stand still, and their disks are copied as they are at that moment.

Each copy is opened in three forms: as it is, with the last transaction torn, in the midst of a checkpoint.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.clock import now
from kiosk.errors import Unreadable
from kiosk.store.house import FILE, Store, open_store
from simulator.faulted import census, wal
from simulator.faulted.entry import BATCHED, Entry
from simulator.faulted.terminal import store_settings

STORE_FILES: Final = (FILE, f"{FILE}-wal", "outbox.key")
STANDSTILL_S: Final = 5.0
STILL: Final = frozenset("TtZX")
"""Stopped, traced, dead: the letters of ``/proc/PID/stat``."""


class NotRecovered(Exception):
    """A copy cannot be used, or lacks what had a receipt."""


@dataclass(frozen=True, slots=True)
class Copy:
    """``kept``: the entries that had their receipt before the power went."""

    folder: Path
    kept: frozenset[int]

    @property
    def platform(self) -> Path:
        """The platform's database."""
        return self.folder / "platform.db"


def copied(folder: Path, store: Path, platform: Path, kept: frozenset[int], pids: tuple[int, int]) -> Copy:
    """Stop both processes, copy, let them go on."""
    (folder / "store").mkdir(parents=True)
    with _standstill(pids[0]), _standstill(pids[1]):
        for name in STORE_FILES:
            if (store / name).exists():
                shutil.copyfile(store / name, folder / "store" / name)
        for suffix in ("", "-journal"):
            if Path(f"{platform}{suffix}").exists():
                shutil.copyfile(f"{platform}{suffix}", folder / f"platform.db{suffix}")
    (folder / "store" / "outbox.key").chmod(0o600)
    return Copy(folder, kept)


def check(copy: Copy, entries: list[Entry], dice: random.Random) -> Path:
    """Open all three forms; return one that has all that had a receipt. Raises ``NotRecovered``."""
    whole, torn, cut, begun = (_form(copy, name) for name in ("whole", "torn", "cut", "begun"))
    had_one = wal.tear_last_transaction(torn / f"{FILE}-wal", dice)
    wal.cut_last_transaction(cut / f"{FILE}-wal")
    wal.interrupt_checkpoint(begun / FILE, begun / f"{FILE}-wal", dice)
    left = _opened(whole, entries)
    _nothing_missing(copy, entries, left)
    if _opened(begun, entries) != left:
        raise NotRecovered(f"{begun}: an interrupted checkpoint changed what is there")
    if had_one and _opened(torn, entries) not in (left, _opened(cut, entries)):
        raise NotRecovered(f"{torn}: a torn transaction took more than itself")
    return dice.choice((whole, begun))


def _opened(folder: Path, entries: list[Entry]) -> frozenset[tuple[int, str]]:
    """Which entries are there, and in which state. Raises ``NotRecovered`` when the store is damaged."""
    again = folder.with_name(f"{folder.name} checked")
    shutil.copytree(folder, again)
    with closing(sqlite3.connect(again / FILE)) as db:
        if (told := db.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise NotRecovered(f"{again}: {told}")
    shutil.rmtree(again)
    shutil.copytree(folder, again)
    return asyncio.run(_states(again, entries))


async def _states(folder: Path, entries: list[Entry]) -> frozenset[tuple[int, str]]:
    store = await open_store(store_settings(folder), now)
    try:
        if store.set_aside:
            raise NotRecovered(f"{folder}: was set aside as corrupt")
        await _read_all(store)
        waiting = {slip.key for slip in store.tray.ledger.slips.values()}
        found = {(entry.number, "waiting") for entry in entries if entry.key in waiting}
        for entry in entries:
            if entry.kind in BATCHED or entry.key in waiting:
                continue
            if there := await store.outbox.look_up(entry.key):
                found.add((entry.number, there.state.value))
        return frozenset(found)
    finally:
        store.close()


async def _read_all(store: Store) -> None:
    """Every waiting letter opens with the key, to its last page."""
    try:
        for slip in store.tray.ledger.slips.values():
            envelope = await store.tray.envelope(slip)
            for number in range(1, len(envelope.pages) + 1):
                await store.tray.part(slip, number, 0)
    except Unreadable as error:
        raise NotRecovered(str(error)) from None


def _nothing_missing(copy: Copy, entries: list[Entry], left: frozenset[tuple[int, str]]) -> None:
    """What the store no longer has, because nobody waits for its answer, the platform must have."""
    there = {number for number, _ in left}
    gone = [e for e in entries if e.number in copy.kept - there and e.kind not in BATCHED]
    missing, _ = census.judge(copy.platform, [e for e in gone if not e.kind.for_citizen], copy.kept)
    lost = [*missing.lost, *(e.number for e in gone if e.kind.for_citizen)]
    if lost:
        raise NotRecovered(f"{copy.folder}: entries {lost} had a receipt and are gone")


def _form(copy: Copy, name: str) -> Path:
    folder = copy.folder / name
    shutil.copytree(copy.folder / "store", folder)
    return folder


@contextmanager
def _standstill(pid: int) -> Iterator[None]:
    """Every thread of it, or the copy would be of no moment at all. One that is dead stands still too."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGSTOP)
    try:
        deadline = time.monotonic() + STANDSTILL_S
        while not _stands(pid):
            if time.monotonic() > deadline:
                raise NotRecovered(f"process {pid} does not stop")
            time.sleep(0.0005)
        yield
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


def _stands(pid: int) -> bool:
    try:
        tasks = [(task / "stat").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
    except (ProcessLookupError, FileNotFoundError):
        return not Path(f"/proc/{pid}").exists()
    return all(told.rpartition(")")[2].split()[0] in STILL for told in tasks)
