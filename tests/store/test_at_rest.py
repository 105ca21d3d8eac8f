"""What somebody who takes the disk finds."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from kiosk.errors import Unreadable
from kiosk.store.house import Store
from kiosk.store.letter import Answer, Kind
from kiosk.store.shelf import place
from kiosk.store.vault import Cipher
from tests.store.samples import SAID, letter, opened, page, slips

SCAN = b"\xff\xd8 SCANNED PAGE OF AN INVENTED PERSON " * 30_000
SECRETS = (
    SAID.encode(),
    SAID.encode("gb18030"),
    SAID.encode("utf-16-le"),
    b"SCANNED PAGE",
    b"/cases/990101-0001/corrections",
    b"990101-0001",
    b"ANSWERED",
    b"AUDITED",
)


def readable(folder: Path) -> list[tuple[str, bytes]]:
    files = [path for path in folder.iterdir() if path.is_file()]
    assert files
    return [(path.name, secret) for path in files for secret in SECRETS if secret in path.read_bytes()]


@pytest.mark.req("SC-03", "DX-08")
@pytest.mark.parametrize("cipher", list(Cipher))
async def test_nothing_is_readable_at_any_time(tmp_path: Path, cipher: Cipher) -> None:
    path = "/cases/990101-0001/corrections"
    async with opened(tmp_path, cipher=cipher) as store:
        await store.outbox.put(letter(SAID, page(SCAN), path=path))
        await store.outbox.put(letter(SAID, page(SCAN), path=path))
        await store.records.add(Kind.AUDIT_EVENTS, {"ev-1": b'{"action":"AUDITED"}'})
        assert readable(tmp_path) == []
        first, second = slips(store)
        await store.tray.rewrite(first, await store.tray.envelope(first))
        await store.tray.deliver(first, Answer(201, "990-1", b'{"said":"ANSWERED"}'))
        await store.tray.put_aside(second, Answer(422, code="validation_failed", detail="ANSWERED"))
        assert readable(tmp_path) == []
        await store.tray.sweep()
        assert readable(tmp_path) == []
    assert readable(tmp_path) == []


async def test_the_search_would_find_it(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"..." + SAID.encode() + SCAN)
    assert len(readable(tmp_path)) == 2


@pytest.mark.req("SC-03")
async def test_what_was_delivered_is_gone_from_the_disk(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.outbox.put(letter("stays", page(b"y" * 300_000)))
        await store.outbox.put(letter(SAID, page(SCAN)))
        stays, goes = slips(store)
        sealed = await sheets(store, goes.id)
        kept = await sheets(store, stays.id)
        assert on_disk(tmp_path, sealed) == len(sealed)
        await store.tray.deliver(goes, Answer(201, "990-1"))
        await store.tray.sweep()
        # Not even as it was sealed: a key that is found later opens nothing.
        assert on_disk(tmp_path, sealed) == 0
        assert on_disk(tmp_path, kept) == len(kept)


async def sheets(store: Store, letter_id: int) -> list[bytes]:
    """The first bytes of each sealed sheet: they lie together in a database page."""
    db = store.tray._db  # noqa: SLF001 the file's own content
    query = "SELECT substr(data, 1, 100) FROM sheets WHERE place >> 24 = ?"
    found = await db.read(lambda c: c.execute(query, (letter_id,)).fetchall())
    return [row[0] for row in found]


@pytest.mark.parametrize(
    ("one", "other"),
    [((1, 1, 0), (1, 1, 1)), ((1, 1, 0), (1, 2, 0)), ((1, 1, 0), (2, 1, 0)), ((1, 0, 0), (2, 0, 0))],
    ids=["parts of a page", "pages of a letter", "pages of two letters", "two letters"],
)
async def test_sheets_that_somebody_exchanged_do_not_open(
    tmp_path: Path, one: tuple[int, int, int], other: tuple[int, int, int]
) -> None:
    async with opened(tmp_path) as store:
        for said in "甲乙":
            await store.outbox.put(letter(said, page(SCAN), page(SCAN, "page-2")))
    exchange(tmp_path / "outbox.db", one, other)
    async with opened(tmp_path) as store:
        for row, number, part in (one, other):
            [slip] = [slip for slip in slips(store) if slip.id == row]
            with pytest.raises(Unreadable):
                await store.tray.part(slip, number, part)


def exchange(path: Path, one: tuple[int, int, int], other: tuple[int, int, int]) -> None:
    db = sqlite3.connect(path)
    read = "SELECT data FROM sheets WHERE place = ?"
    write = "UPDATE sheets SET data = ? WHERE place = ?"
    [first], [second] = (db.execute(read, (place(*where),)).fetchone() for where in (one, other))
    db.execute(write, (first, place(*other)))
    db.execute(write, (second, place(*one)))
    db.commit()
    db.close()


def on_disk(folder: Path, pieces: list[bytes]) -> int:
    data = b"".join(path.read_bytes() for path in folder.iterdir())
    return sum(piece in data for piece in pieces)


@pytest.mark.req("SC-03")
async def test_only_the_owner_reads_the_files(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    async with opened(folder) as store:
        await store.outbox.put(letter())
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert set(modes) >= {"outbox.db", "outbox.db-wal", "outbox.key"}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
