"""A print that was begun ends as one record, whenever the plug is pulled."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.clock import now
from kiosk.store.house import FILE, Store, StoreSettings, open_store
from kiosk.store.letter import Kind

UNKNOWN, DONE = b'{"outcome":"unknown"}', b'{"outcome":"printed"}'


async def opened(folder: Path) -> Store:
    return await open_store(StoreSettings(folder, "K03"), now)


def kept(folder: Path) -> tuple[int, list[str]]:
    """How many prints are open, and the ids of the records that wait."""
    with closing(sqlite3.connect(folder / FILE)) as db:
        open_prints = db.execute("SELECT count(*) FROM prints").fetchone()[0]
        return open_prints, [each for (each,) in db.execute("SELECT id FROM records ORDER BY seq")]


def everything(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())


async def test_one_that_ended_is_a_record_and_nothing_is_left_open(tmp_path: Path) -> None:
    store = await opened(tmp_path)
    await store.prints.begin("p-1", UNKNOWN)
    await store.prints.end("p-1", DONE)
    assert await store.prints.recover() == 0
    store.close()
    assert kept(tmp_path) == (0, ["p-1"])


async def test_one_that_never_ended_is_told_as_not_known_at_the_next_start(tmp_path: Path) -> None:
    store = await opened(tmp_path)
    await store.prints.begin("p-1", UNKNOWN)
    store.close()
    store = await opened(tmp_path)
    assert await store.prints.recover() == 1
    assert await store.prints.recover() == 0
    store.close()
    assert kept(tmp_path) == (0, ["p-1"])


async def test_a_plug_pulled_between_record_and_end_tells_it_once(tmp_path: Path) -> None:
    store = await opened(tmp_path)
    await store.prints.begin("p-1", UNKNOWN)
    await store.records.add(Kind.PRINT_RECORDS, {"p-1": DONE})
    assert await store.prints.recover() == 1
    store.close()
    assert kept(tmp_path) == (0, ["p-1"])


async def test_nothing_of_it_is_readable_on_the_disk(tmp_path: Path) -> None:
    store = await opened(tmp_path)
    await store.prints.begin("p-1", b'{"reference":"ti-0042"}')
    store.close()
    assert b"ti-0042" not in everything(tmp_path)


async def test_an_altered_one_is_said_and_holds_up_no_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = await opened(tmp_path)
    await store.prints.begin("p-1", UNKNOWN)
    await store.prints.begin("p-2", UNKNOWN)
    store.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as db, db:
        db.execute("UPDATE prints SET data = zeroblob(64) WHERE id = 'p-1'")
    store = await opened(tmp_path)
    assert await store.prints.recover() == 1
    store.close()
    assert kept(tmp_path) == (1, ["p-2"])
    assert "store.record_unreadable" in capsys.readouterr().out
