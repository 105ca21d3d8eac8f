from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from kiosk.errors import OutboxFull
from kiosk.store.house import Store
from kiosk.store.letter import Answer, Kind
from kiosk.store.records import Batch
from tests.store.samples import opened, slips, whole

PRINTS = Batch(Kind.PRINT_RECORDS, "/print-records", "records", 100)
EVENTS = Batch(Kind.AUDIT_EVENTS, "/audit-events", "events", 500)


def records(first: int, last: int) -> dict[str, bytes]:
    return {f"re-{n}": json.dumps({"n": n}).encode() for n in range(first, last)}


async def sent(store: Store) -> list[Any]:
    return [json.loads((await whole(store, slip))[0].body) for slip in slips(store)]


@pytest.mark.parametrize("batch", [PRINTS, EVENTS])
async def test_records_travel_in_order_and_not_too_many_at_once(tmp_path: Path, batch: Batch) -> None:
    async with opened(tmp_path) as store:
        assert await store.records.add(batch.kind, records(0, batch.limit + 3)) == batch.limit + 3
        assert store.outbox.depth() == 0
    async with opened(tmp_path) as store:
        assert await store.records.gather(batch)
        [slip] = slips(store)
        assert (slip.kind, slip.lane) == (batch.kind, batch.kind)
        assert await sent(store) == [{batch.member: [{"n": n} for n in range(batch.limit)]}]
        await store.tray.deliver(slip, Answer(200))
        assert await store.records.gather(batch)
        last = [{"n": n} for n in range(batch.limit, batch.limit + 3)]
        assert await sent(store) == [{batch.member: last}]
        await store.tray.deliver(slips(store)[0], Answer(200))
        assert not await store.records.gather(batch)


async def test_kinds_do_not_mix(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.records.add(Kind.PRINT_RECORDS, records(0, 2))
        await store.records.add(Kind.AUDIT_EVENTS, records(0, 1))
        assert await store.records.gather(EVENTS)
        assert await store.records.gather(PRINTS)
        assert [len(next(iter(body.values()))) for body in await sent(store)] == [1, 2]


async def test_an_id_is_taken_once_while_it_waits_and_while_it_travels(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        assert await store.records.add(Kind.PRINT_RECORDS, records(0, 3)) == 3
        assert await store.records.add(Kind.PRINT_RECORDS, records(1, 5)) == 2
        await store.records.gather(PRINTS)
        assert await store.records.add(Kind.PRINT_RECORDS, records(0, 5)) == 0
    async with opened(tmp_path) as store:
        assert await store.records.add(Kind.PRINT_RECORDS, records(0, 6)) == 1
        assert await sent(store) == [{"records": [{"n": n} for n in range(5)]}]


async def test_a_batch_is_the_same_after_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.records.add(Kind.AUDIT_EVENTS, records(0, 4))
        await store.records.gather(EVENTS)
        [before] = slips(store)
        await store.records.add(Kind.AUDIT_EVENTS, records(4, 6))
    async with opened(tmp_path) as store:
        [after] = slips(store)
        assert after.key == before.key
        assert await sent(store) == [{"events": [{"n": n} for n in range(4)]}]


async def test_a_batch_that_was_set_aside_keeps_its_ids_until_staff_drop_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.records.add(Kind.PRINT_RECORDS, records(0, 2))
        await store.records.gather(PRINTS)
        [slip] = slips(store)
        await store.tray.put_aside(slip, Answer(422, code="validation_failed"))
        assert await store.records.add(Kind.PRINT_RECORDS, records(0, 2)) == 0
        assert await store.outbox.discard(slip.key)
        assert await store.records.add(Kind.PRINT_RECORDS, records(0, 2)) == 2


async def test_an_altered_record_is_said_and_does_not_hold_up_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with opened(tmp_path) as store:
        await store.records.add(Kind.AUDIT_EVENTS, records(0, 3))
    db = sqlite3.connect(tmp_path / "outbox.db")
    db.execute("UPDATE records SET data = CAST(data || x'00' AS BLOB) WHERE id = 're-1'")
    db.commit()
    db.close()
    async with opened(tmp_path) as store:
        assert await store.records.gather(EVENTS)
        assert await sent(store) == [{"events": [{"n": 0}, {"n": 2}]}]
        await store.tray.deliver(slips(store)[0], Answer(200))
        assert not await store.records.gather(EVENTS)
    assert capsys.readouterr().out.count("re-1") == 1


async def test_records_survive_a_full_disk(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.records.add(Kind.AUDIT_EVENTS, {f"{n}": b'{"n":"%s"}' % (b"x" * 900) for n in range(90)})
        await limit(store, "1")
        with pytest.raises(OutboxFull):
            await store.records.gather(EVENTS)
        await limit(store, "1000000")
        assert await store.records.gather(EVENTS)
        assert len((await sent(store))[0]["events"]) == 90


async def limit(store: Store, pages: str) -> None:
    """The smallest limit SQLite takes is the file's present size."""
    db = store.tray._db  # noqa: SLF001 a disk that fills up
    await db.write(lambda c: c.execute(f"PRAGMA max_page_count={pages}").fetchall())
