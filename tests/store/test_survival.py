"""Power cuts. A kill stops the program anywhere; a copy with a torn last frame is what a disk may keep."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from kiosk.store.house import Store
from kiosk.store.letter import State
from tests.store.samples import letter, opened, page, slips, whole

ROUNDS = 8


def killed_after(folder: Path, lines: int) -> tuple[set[UUID], set[UUID]]:
    """Run the child, kill it after so many lines; what it had said was put, and delivered."""
    command = [sys.executable, "-m", "tests.store.child", str(folder)]
    put: set[UUID] = set()
    delivered: set[UUID] = set()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            what, key = line.split()
            (put if what == "put" else delivered).add(UUID(key))
            lines -= 1
            if lines <= 0:
                child.kill()
                break
        for line in child.stdout:
            if line.endswith("\n"):
                what, key = line.split()
                (put if what == "put" else delivered).add(UUID(key))
    return put, delivered


@pytest.mark.req("DX-08")
async def test_nothing_that_had_a_receipt_is_lost_by_a_kill(tmp_path: Path) -> None:
    dice = random.Random(4)  # noqa: S311 where to kill
    put: set[UUID] = set()
    delivered: set[UUID] = set()
    for _ in range(ROUNDS):
        more_put, more_delivered = killed_after(tmp_path, dice.randint(1, 40))
        put |= more_put
        delivered |= more_delivered
    async with opened(tmp_path) as store:
        assert store.set_aside is None
        waiting = {slip.key for slip in slips(store)}
        assert put - delivered - waiting <= await answered(store, put - delivered)
        assert not delivered & waiting
        for slip in slips(store):
            envelope, [content] = await whole(store, slip)
            assert envelope.body.endswith(b'"upload_ids":["page-1"]}')
            assert content.endswith(b"end")
        numbers = [slip.holding_no for slip in slips(store)]
        assert len(numbers) == len(set(numbers))


async def answered(store: Store, keys: set[UUID]) -> set[UUID]:
    """Those whose answer was stored, though the child was killed before it could say so."""
    found = [await store.outbox.look_up(key) for key in keys]
    return {each.key for each in found if each and each.state is State.DELIVERED}


@pytest.mark.req("DX-08")
@pytest.mark.parametrize("damage", ["cut", "scrambled"])
async def test_a_torn_last_frame_costs_at_most_what_had_no_receipt(tmp_path: Path, damage: str) -> None:
    """Copies of the files between all writes, the last transaction damaged in every way that matters."""
    live, copies = tmp_path / "live", []
    dice = random.Random(5)  # noqa: S311 where to tear
    async with opened(live) as store:
        before = (live / "outbox.db-wal").stat().st_size
        for n in range(12):
            await store.outbox.put(letter(str(n), page(bytes([n]) * 9000)))
            if n == 5:
                await store.tray.sweep()
                before = 0
            wal = (live / "outbox.db-wal").stat().st_size
            if wal > before:
                copies += [(copy(live, tmp_path / f"{n}-{m}"), n, before, wal) for m in range(4)]
            before = wal
    assert len(copies) >= 40
    for folder, n, start, end in copies:
        tear(folder / "outbox.db-wal", dice.randrange(start, end), damage)
        async with opened(folder) as store:
            assert store.set_aside is None
            said = [(await whole(store, slip)) for slip in slips(store)]
        assert len(said) in {n, n + 1}
        for m, (envelope, pages) in enumerate(said):
            assert f'"form":"{m}"'.encode() in envelope.body
            assert pages == [bytes([m]) * 9000]


async def test_copies_at_rest_lose_nothing(tmp_path: Path) -> None:
    live = tmp_path / "live"
    async with opened(live) as store:
        for n in range(6):
            await store.outbox.put(letter(str(n)))
            if n == 2:
                await store.tray.sweep()
            folder = copy(live, tmp_path / str(n))
            async with opened(folder) as again:
                assert again.outbox.depth() == n + 1


def copy(live: Path, folder: Path) -> Path:
    """What another machine would find on this disk: no shared memory, no lock."""
    folder.mkdir()
    for name in ("outbox.db", "outbox.db-wal", "outbox.key"):
        shutil.copy2(live / name, folder / name)
    return folder


def tear(wal: Path, at: int, damage: str) -> None:
    data = bytearray(wal.read_bytes())
    if damage == "cut":
        del data[at:]
    else:
        data[at:] = bytes(byte ^ 0xA5 for byte in data[at:])
    wal.write_bytes(data)
