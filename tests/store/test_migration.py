"""A file of an earlier version is carried over whole: letters, pages, numbers, answers."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kiosk.errors import StoreError
from kiosk.store.database import Database
from kiosk.store.key_file import outbox_key
from kiosk.store.letter import PART_BYTES, Answer, Letter, State
from kiosk.store.schema import OUTBOX
from kiosk.store.sealing import sheets
from kiosk.store.shelf import place
from kiosk.store.vault import Cipher, Vault
from tests.store.samples import NOW, letter, opened, page, slips, whole

LONG = bytes(range(256)) * 5000
"""More than two parts."""


def written_by_the_first_version(folder: Path, *letters: Letter) -> None:
    vault = Vault(outbox_key(folder, "", may_make=True), Cipher.AES)
    Database(folder / "outbox.db", OUTBOX[:1]).close()
    db = sqlite3.connect(folder / "outbox.db")
    for row, put in enumerate(letters, 1):
        told = (put.key.bytes, put.kind, put.lane, f"暂K03-261122-{row:04d}", NOW.timestamp(), put.size)
        insert = "INSERT INTO letters (key, kind, lane, number, put_at, size) VALUES (?, ?, ?, ?, ?, ?)"
        assert db.execute(insert, told).lastrowid == row
        written = ((row, *sheet) for sheet in sheets(vault, put))
        db.executemany("INSERT INTO sheets VALUES (?, ?, ?, ?)", written)
    db.execute("INSERT INTO numbers VALUES ('261122', ?)", (len(letters) + 5,))
    db.commit()
    db.close()


async def test_letters_of_the_first_version_are_sent(tmp_path: Path) -> None:
    first, second = letter("甲", page(LONG), page(b"scan", "page-2")), letter("乙")
    written_by_the_first_version(tmp_path, first, second)
    async with opened(tmp_path) as store:
        one, two = slips(store)
        assert (one.key, one.holding_no, two.key) == (first.key, "暂K03-261122-0001", second.key)
        envelope, pages = await whole(store, one)
        assert (envelope.body, pages) == (first.body, [LONG, b"scan"])
        assert (await whole(store, two))[0].body == second.body
        assert (await store.outbox.put(second)).id == two.id, "the same key is still the same letter"
        assert (await store.outbox.put(letter("丙"))).holding_no == "暂K03-261122-0008"
        await store.tray.deliver(one, Answer(201, "990-1"))
        found = await store.outbox.look_up(first.key)
        assert found is not None
        assert (found.state, found.answer) == (State.DELIVERED, Answer(201, "990-1"))
    db = sqlite3.connect(tmp_path / "outbox.db")
    assert db.execute("PRAGMA user_version").fetchone() == (len(OUTBOX),)
    db.close()


async def test_a_number_stays_taken_however_its_letter_went(tmp_path: Path) -> None:
    numbers = []
    for _ in range(3):
        async with opened(tmp_path) as store:
            receipt = await store.outbox.put(letter())
            numbers.append(receipt.holding_no[-4:])
            await store.tray.deliver(slips(store)[0], Answer(201, "990-1"))
            await store.outbox.acknowledge(receipt.key)
            assert await store.outbox.look_up(receipt.key) is None
    assert numbers == ["0001", "0002", "0003"]


async def test_an_id_is_not_given_twice_in_a_run(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        ids = []
        for _ in range(3):
            receipt = await store.outbox.put(letter())
            ids.append(receipt.id)
            await store.tray.put_aside(slips(store)[0], Answer(409, code="refused"))
            await store.outbox.discard(receipt.key)
        assert len(set(ids)) == 3


async def test_a_write_that_was_undone_takes_no_letter_with_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.outbox.put(letter("甲"))
        db = store.tray._db  # noqa: SLF001 its file is filled up
        [pages] = await db.write(lambda c: c.execute("PRAGMA page_count").fetchone())
        await db.write(lambda c: c.execute(f"PRAGMA max_page_count={pages + 4}").fetchall())
        with pytest.raises(StoreError):
            await store.outbox.put(letter("乙", page(b"x" * PART_BYTES)))
        await db.write(lambda c: c.execute("PRAGMA max_page_count=100000").fetchall())
        last = await store.outbox.put(letter("丙"))
        assert last.holding_no not in {slips(store)[0].holding_no, ""}
        assert len(slips(store)) == 2


def test_sheets_of_two_letters_never_share_a_place() -> None:
    assert place(1, 4095, 4095) + 1 == place(2, 0)
    for page_, part in ((4096, 0), (0, 4096)):
        with pytest.raises(ValueError, match="more pages"):
            place(1, page_, part)
