from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from kiosk.errors import OutboxFull, StoreError
from kiosk.store.database import Database
from kiosk.store.schema import OUTBOX
from tests.store.samples import letter, opened

TABLE = ("CREATE TABLE t (n INTEGER PRIMARY KEY, said TEXT)",)


def insert(n: int) -> str:
    return f"INSERT INTO t VALUES ({n}, 'x')"  # noqa: S608 a number


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(tmp_path / "t.db", TABLE)
    yield database
    database.close()


async def rows(db: Database) -> list[int]:
    found = await db.read(lambda c: c.execute("SELECT n FROM t ORDER BY n").fetchall())
    return [row[0] for row in found]


async def test_it_is_set_up_to_lose_nothing_and_to_leave_nothing(db: Database) -> None:
    names = ("journal_mode", "synchronous", "secure_delete", "page_size")
    told = await db.write(lambda c: [c.execute(f"PRAGMA {name}").fetchone()[0] for name in names])
    assert told == ["wal", 2, 1, 8192]


async def test_writes_of_one_moment_share_a_commit_and_keep_their_order(db: Database) -> None:
    def write(n: int) -> asyncio.Future[int]:
        return asyncio.ensure_future(db.write(lambda c: c.execute(insert(n)).rowcount and n))

    assert await asyncio.gather(*map(write, range(50))) == list(range(50))
    assert await rows(db) == list(range(50))


QUICK, NEVER_QUICK = 3600.0, -1.0


def who_writes(n: int) -> Callable[[sqlite3.Connection], str]:
    def work(connection: sqlite3.Connection) -> str:
        connection.execute(insert(n))
        return threading.current_thread().name

    return work


async def kept(db: Database, n: int) -> str:
    return await db.keep(who_writes(n), lambda _: None, short=True)


@pytest.mark.parametrize(
    ("quick_s", "writers"),
    [(QUICK, {"store-writer", "MainThread"}), (NEVER_QUICK, {"store-writer"})],
    ids=["a quick disk", "a slow one"],
)
async def test_short_work_is_done_at_once_on_a_disk_known_to_be_quick(
    tmp_path: Path, quick_s: float, writers: set[str]
) -> None:
    db = Database(tmp_path / "t.db", TABLE, quick_s)
    seen = [await kept(db, n) for n in range(12)]
    assert set(seen) == writers
    assert seen == sorted(seen, reverse=True)
    assert await rows(db) == list(range(12))
    db.close()


async def test_long_work_is_never_done_on_the_event_loop(tmp_path: Path) -> None:
    db = Database(tmp_path / "t.db", TABLE, QUICK)
    await asyncio.gather(*(kept(db, n) for n in range(12)))
    assert await db.keep(who_writes(12), lambda _: None, short=False) == "store-writer"
    db.close()


async def test_a_disk_that_turns_slow_holds_the_event_loop_once(tmp_path: Path) -> None:
    db = Database(tmp_path / "t.db", TABLE, 0.05)
    numbers = iter(range(1000))
    while await kept(db, next(numbers)) != "MainThread":
        pass
    await db.keep(lambda _: time.sleep(0.1), lambda _: None, short=True)
    assert await kept(db, next(numbers)) == "store-writer"
    db.close()


async def test_short_work_waits_its_turn(tmp_path: Path) -> None:
    db = Database(tmp_path / "t.db", TABLE, QUICK)
    await asyncio.gather(*(kept(db, n) for n in range(12)))
    go_on = threading.Event()
    first = asyncio.ensure_future(db.write(lambda c: go_on.wait(20) and c.execute(insert(12)).rowcount))
    await asyncio.sleep(0)
    second = asyncio.ensure_future(
        db.keep(lambda c: len(c.execute("SELECT * FROM t").fetchall()), lambda _: None, short=True)
    )
    await asyncio.sleep(0)
    assert not second.done()
    go_on.set()
    assert (await first, await second) == (1, 13)
    db.close()


@pytest.mark.parametrize("quick_s", [QUICK, NEVER_QUICK], ids=["a quick disk", "a slow one"])
async def test_failed_short_work_changes_nothing_and_is_told_once(tmp_path: Path, quick_s: float) -> None:
    db = Database(tmp_path / "t.db", TABLE, quick_s)
    for n in range(12):
        await kept(db, n)
    heard = list[int]()

    def work(connection: sqlite3.Connection) -> int:
        connection.execute(insert(99))
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        await db.keep(work, heard.append, short=True)
    assert await db.keep(lambda c: c.execute(insert(12)).rowcount, heard.append, short=True) == 1
    assert heard == [1]
    assert await rows(db) == list(range(13))
    db.close()


async def test_a_failed_write_undoes_itself_and_not_its_neighbours(db: Database) -> None:
    def broken(connection: sqlite3.Connection) -> None:
        connection.execute(insert(2))
        raise KeyError("mine")

    jobs = (
        db.write(lambda c: c.execute(insert(1)).rowcount),
        db.write(broken),
        db.write(lambda c: c.execute("INSERT INTO t VALUES (1, 'again')").rowcount),
        db.write(lambda c: c.execute(insert(3)).rowcount),
    )
    one, two, again, three = await asyncio.gather(*jobs, return_exceptions=True)
    assert (one, three) == (1, 1)
    assert isinstance(two, KeyError)
    assert isinstance(again, StoreError)
    assert "CONSTRAINT" in str(again)
    assert await rows(db) == [1, 3]


async def test_a_full_disk_is_named_and_leaves_the_database_usable(db: Database) -> None:
    await db.write(lambda c: c.execute("PRAGMA max_page_count=4").fetchall())
    fill = "INSERT INTO t VALUES (?, ?)"
    with pytest.raises(OutboxFull, match="disk is full"):
        await db.write(lambda c: c.execute(fill, (1, "x" * 100_000)).rowcount)
    assert await rows(db) == []
    await db.write(lambda c: c.execute(insert(2)).rowcount)
    assert await rows(db) == [2]


async def test_a_reader_cannot_write(db: Database) -> None:
    with pytest.raises(StoreError, match="readonly"):
        await db.read(lambda c: c.execute(insert(1)).rowcount)


async def test_sweeping_empties_the_wal(db: Database, tmp_path: Path) -> None:
    await db.write(lambda c: c.execute(insert(1)).rowcount)
    assert (tmp_path / "t.db-wal").stat().st_size > 0
    assert await db.sweep()
    assert (tmp_path / "t.db-wal").stat().st_size == 0
    assert await rows(db) == [1]


def test_a_second_process_is_kept_out(tmp_path: Path) -> None:
    first = Database(tmp_path / "t.db", TABLE)
    code = (
        "import sys, pathlib; from kiosk.store.database import Database\n"
        "from kiosk.errors import StoreError\n"
        "try: Database(pathlib.Path(sys.argv[1]), ())\n"
        "except StoreError as error: print(error)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "t.db")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    first.close()
    assert "another terminal process" in said
    Database(tmp_path / "t.db", TABLE).close()


def test_migrations_run_once_and_in_order(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    Database(path, TABLE).close()
    more = (*TABLE, "ALTER TABLE t ADD COLUMN more TEXT", "UPDATE t SET more = 'x'")
    Database(path, more).close()
    Database(path, more).close()
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA user_version").fetchone() == (3,)
    assert db.execute("SELECT count(more) FROM t").fetchone() == (0,)
    db.close()


def test_a_failed_migration_leaves_the_old_version_whole(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    Database(path, TABLE).close()
    with pytest.raises(StoreError):
        Database(path, (*TABLE, "ALTER TABLE t ADD COLUMN more TEXT; SELECT no_such FROM t"))
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA user_version").fetchone() == (1,)
    assert [row[1] for row in db.execute("PRAGMA table_info(t)")] == ["n", "said"]
    db.close()


def test_a_newer_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    Database(path, (*TABLE, "CREATE TABLE u (n)")).close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer version"):
        Database(path, TABLE)
    assert path.read_bytes() == before


def garbage(path: Path) -> None:
    path.write_bytes(b"not a database " * 1000)


def torn(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[8192:] = bytes(byte ^ 0x5A for byte in data[8192:])
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [garbage, torn])
async def test_a_corrupt_file_is_set_aside_whole_and_said(
    tmp_path: Path, damage: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    async with opened(tmp_path) as store:
        await store.outbox.put(letter())
        assert store.set_aside is None
    damage(tmp_path / "outbox.db")
    broken = (tmp_path / "outbox.db").read_bytes()
    async with opened(tmp_path) as store:
        assert store.set_aside is not None
        assert (store.set_aside / "outbox.db").read_bytes() == broken
        assert store.outbox.depth() == 0
        await store.outbox.put(letter())
    assert "store.corrupt" in capsys.readouterr().out
    async with opened(tmp_path) as store:
        assert store.set_aside is None
        assert store.outbox.depth() == 1


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file"):
        Database(tmp_path / "file" / "t.db", OUTBOX)


async def test_closing_finishes_what_was_begun(tmp_path: Path) -> None:
    db = Database(tmp_path / "t.db", TABLE)
    begun = asyncio.ensure_future(db.write(lambda c: c.execute(insert(1)).rowcount))
    await asyncio.sleep(0)
    db.close()
    assert await begun == 1
    shutil.copy(tmp_path / "t.db", tmp_path / "copy.db")
    copy = Database(tmp_path / "copy.db", TABLE)
    assert await rows(copy) == [1]
    copy.close()
