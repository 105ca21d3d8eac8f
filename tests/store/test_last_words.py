"""What is sent only if the terminal is never heard of again: once, and not beside the letter itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from kiosk.errors import OutboxFull
from kiosk.store.ledger import Limits
from kiosk.store.letter import Answer, Kind, Letter
from tests.store.samples import opened, slips, whole


def outcome(body: bytes) -> Letter:
    return Letter(Kind.GRANT_OUTCOME, "grant gr-1", "PATCH", "/print-grants/gr-1", body, key=KEY)


KEY = uuid4()
UNKNOWN, PRINTED = outcome(b'{"outcome":"unknown"}'), outcome(b'{"outcome":"printed"}')


async def test_a_run_that_was_killed_leaves_its_latest_word(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.last_words.leave(outcome(b'{"outcome":"failed"}'))
        await store.last_words.leave(UNKNOWN)
    async with opened(tmp_path) as store:
        assert await store.last_words.of_last_run() == [UNKNOWN]


async def test_the_letter_itself_takes_them_back_even_once_it_was_delivered(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.last_words.leave(UNKNOWN)
        await store.outbox.put(PRINTED)
        await store.tray.deliver(slips(store)[0], Answer(200))
    async with opened(tmp_path) as store:
        assert await store.last_words.of_last_run() == []


async def test_put_into_the_outbox_they_are_gone_in_the_same_moment(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.last_words.leave(UNKNOWN)
    async with opened(tmp_path) as store:
        [letter] = await store.last_words.of_last_run()
        await store.outbox.put(letter)
    async with opened(tmp_path) as store:
        assert await store.last_words.of_last_run() == []
        [slip] = slips(store)
        assert (slip.key, slip.kind, slip.lane) == (KEY, Kind.GRANT_OUTCOME, "grant gr-1")
        assert (await whole(store, slip))[0].body == UNKNOWN.body


async def test_a_full_disk_leaves_them_for_the_start_after(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.last_words.leave(UNKNOWN)
    async with opened(tmp_path, limits=Limits(min_free_bytes=1 << 60)) as store:
        [letter] = await store.last_words.of_last_run()
        with pytest.raises(OutboxFull):
            await store.outbox.put(letter)
    async with opened(tmp_path) as store:
        assert await store.last_words.of_last_run() == [UNKNOWN]


def everything(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())


async def test_nothing_of_them_is_readable_on_the_disk(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.last_words.leave(outcome(b'{"paper_serials":["A 0017"]}'))
        assert b"A 0017" not in everything(tmp_path)


async def test_altered_ones_are_said_and_hold_up_no_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Letter(Kind.GRANT_OUTCOME, "grant gr-2", "PATCH", "/print-grants/gr-2", b"{}")
    async with opened(tmp_path) as store:
        await store.last_words.leave(UNKNOWN)
        await store.last_words.leave(other)
    with closing(sqlite3.connect(tmp_path / "outbox.db")) as db, db:
        db.execute("UPDATE last_words SET data = zeroblob(64) WHERE key = ?", (KEY.bytes,))
    async with opened(tmp_path) as store:
        assert await store.last_words.of_last_run() == [other]
    assert "store.record_unreadable" in capsys.readouterr().out
