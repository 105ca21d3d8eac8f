"""What a power cut leaves: the forms made here must be ones that SQLite itself can tell apart."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from simulator.faulted import wal

ROWS = 9


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Path]:
    """Rows 0 to 8, one a transaction; rows 0 to 3 have left the WAL, whose second turn is shorter."""
    path = tmp_path / "live" / "t.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA wal_autocheckpoint=0")
        db.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, said BLOB)")
        for n in range(ROWS):
            db.execute("INSERT INTO t VALUES (?, ?)", (n, bytes([n]) * 20_000 * (2 if n < 4 else 1)))
            if n == 3:
                db.execute("PRAGMA wal_checkpoint(RESTART)")
        yield path


def copied(live: Path, name: str) -> Path:
    folder = live.parent.with_name(name)
    folder.mkdir()
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{live}{suffix}", folder / f"t.db{suffix}")
    return folder / "t.db"


def rows(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = db.execute("SELECT n, said FROM t ORDER BY n").fetchall()
    assert all(set(said) == {n} for n, said in found)
    return [n for n, _ in found]


def test_only_the_frames_of_this_turn_count(live: Path) -> None:
    content = Path(f"{live}-wal").read_bytes()
    frames = wal.read(content)
    assert frames.page_size == 4096
    assert frames.last < frames.end < len(content)
    assert wal.read(content[: frames.end]) == frames
    assert rows(copied(live, "whole")) == list(range(ROWS))


def test_without_the_last_transaction_the_others_are_there(live: Path) -> None:
    path = copied(live, "cut")
    wal.cut_last_transaction(Path(f"{path}-wal"))
    assert rows(path) == list(range(ROWS - 1))


def test_a_torn_transaction_is_there_whole_or_not_at_all(live: Path) -> None:
    seen = set()
    for seed in range(12):
        path = copied(live, f"torn {seed}")
        assert wal.tear_last_transaction(Path(f"{path}-wal"), random.Random(seed))  # noqa: S311
        seen.add(len(rows(path)))
    assert seen <= {ROWS - 1, ROWS}
    assert ROWS - 1 in seen


def test_an_interrupted_checkpoint_changes_nothing(live: Path) -> None:
    before = live.read_bytes()
    changed = 0
    for seed in range(12):
        path = copied(live, f"begun {seed}")
        wal.interrupt_checkpoint(path, Path(f"{path}-wal"), random.Random(seed))  # noqa: S311
        changed += path.read_bytes() != before
        assert rows(path) == list(range(ROWS))
    assert changed > 6


def test_without_its_wal_such_a_database_would_be_spoilt(live: Path) -> None:
    """The checkpoint above was a real danger."""
    spoilt = 0
    for seed in range(12):
        path = copied(live, f"spoilt {seed}")
        wal.interrupt_checkpoint(path, Path(f"{path}-wal"), random.Random(seed))  # noqa: S311
        Path(f"{path}-wal").unlink()
        with closing(sqlite3.connect(path)) as db:
            try:
                spoilt += db.execute("PRAGMA integrity_check").fetchone() != ("ok",)
            except sqlite3.DatabaseError:
                spoilt += 1
    assert spoilt


def test_an_empty_wal_has_nothing_to_tear(tmp_path: Path) -> None:
    (tmp_path / "w").write_bytes(b"")
    assert not wal.tear_last_transaction(tmp_path / "w", random.Random(1))  # noqa: S311
