"""The courier over a real socket and a real file: what is put arrives once, whatever happens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.personal import Personal
from kiosk.errors import OutboxFull
from kiosk.platform.courier import Courier
from kiosk.platform.courier_line import build_line
from kiosk.platform.courier_pace import Backoff
from kiosk.platform.courier_verdict import Delivered, Kept, Refused
from kiosk.platform.letters import BATCHES
from kiosk.store.house import Store
from kiosk.store.letter import Answer, Kind, Page, State
from tests.platform.terminal import settings
from tests.store.post_office import PostOffice, Refuse
from tests.store.samples import NOW, letter, opened, slips
from tests.store.samples import page as plain_page

EVENTS = BATCHES[1]
QUICK = Backoff(0.01, 0.02)
DEADLINE_S = 30
SCAN = bytes(range(256)) * 4000  # 1 024 000 bytes: two parts


def page(content: bytes, ref: str = "page-1") -> Page:
    made = plain_page(content, ref)
    told = {"size": len(content), "sha256": made.sha256, "ref": ref}
    return Page(ref, json.dumps(told).encode(), content, made.sha256)


@asynccontextmanager
async def running(office: PostOffice, store: Store, **more: Any) -> AsyncIterator[Courier]:
    line = build_line(settings(office.base_url))
    courier = Courier(store, line, **({"backoff": QUICK} | more))
    task = asyncio.ensure_future(courier.run())
    try:
        yield courier
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await line.close()


@asynccontextmanager
async def everything(folder: Path, **more: Any) -> AsyncIterator[tuple[PostOffice, Store, Courier]]:
    async with PostOffice() as office, opened(folder) as store, running(office, store, **more) as courier:
        yield office, store, courier


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(DEADLINE_S):
        while not true():
            await asyncio.sleep(0.005)


async def emptied(store: Store) -> None:
    await until(lambda: store.outbox.depth() == 0)


@pytest.mark.req("CH-01", "DX-01", "DX-08")
async def test_a_letter_arrives_and_its_answer_is_kept(tmp_path: Path) -> None:
    async with everything(tmp_path) as (office, store, _):
        receipt = await store.outbox.put(letter("甲"))
        await emptied(store)
        assert [(path, body["form"]) for path, body, _ in office.accepted] == [("/cases", "甲")]
        found = await store.outbox.find(receipt.holding_no)
        assert found is not None
        assert found.state is State.DELIVERED
        assert found.answer == Answer(201, "990-1", b'{"case_no": "990-1"}')
        [seen] = office.seen
        assert seen.headers["idempotency-key"] == str(receipt.key)
        assert seen.headers["x-trace-id"] == receipt.key.hex
        assert "authorization" not in seen.headers


@pytest.mark.req("DX-06")
async def test_pages_go_before_their_letter_in_chunks_and_in_order(tmp_path: Path) -> None:
    put = letter("甲", page(SCAN), page(b"second", "page-2"))
    async with PostOffice(chunk=200_000) as office, opened(tmp_path) as store, running(office, store):
        await store.outbox.put(put)
        await emptied(store)
        [(_, body, pages)] = office.accepted
        assert pages == [SCAN, b"second"]
        assert b"page-" not in json.dumps(body).encode()
        assert {seen.headers["x-trace-id"] for seen in office.seen} == {put.key.hex}
        assert office.of("HEAD /uploads") == []
        assert await sheets(store) == 0


async def sheets(store: Store) -> int:
    db = store.tray._db  # noqa: SLF001 the file's own content
    return int(await db.read(lambda c: c.execute("SELECT count(*) FROM sheets").fetchone()[0]))


OPERATIONS = ("POST /uploads", "PATCH /uploads", "POST /uploads/up-", "POST /cases")


@pytest.mark.req("DX-08")
@pytest.mark.parametrize("fault", ["swallow", "cut", "half", "html", "500"])
@pytest.mark.parametrize("operation", OPERATIONS)
async def test_any_answer_may_be_lost(tmp_path: Path, operation: str, fault: str) -> None:
    async with PostOffice(chunk=400_000) as office, opened(tmp_path) as store, running(office, store):
        office.fault(operation, fault)
        await store.outbox.put(letter("甲", page(SCAN), page(b"second", "page-2")))
        await emptied(store)
        assert [pages for _, _, pages in office.accepted] == [[SCAN, b"second"]]
        sent = {(s.headers["idempotency-key"], s.body) for s in office.of("POST /cases")}
        assert len(sent) == 1


@pytest.mark.req("DX-08")
@pytest.mark.parametrize("operation", [*OPERATIONS, "HEAD /uploads"])
async def test_a_restart_goes_on_where_it_was(tmp_path: Path, operation: str) -> None:
    async with PostOffice(chunk=400_000) as office:
        if operation == "HEAD /uploads":
            office.fault("PATCH /uploads", "swallow")
        office.fault(operation, "swallow")
        async with opened(tmp_path) as store, running(office, store, backoff=Backoff(1000)):
            await store.outbox.put(letter("甲", page(SCAN)))
            await until(lambda: any(slip.attempts for slip in slips(store)) or bool(office.accepted))
        office.mend()
        sent_before = {s.body for s in office.of("POST /cases")}
        async with opened(tmp_path) as store, running(office, store):
            await emptied(store)
        assert [pages for _, _, pages in office.accepted] == [[SCAN]]
        assert len({s.body for s in office.of("POST /cases")} | sent_before) == 1
        chunks = [s.body for s in office.of("PATCH /uploads")]
        assert sum(map(len, chunks)) == len(SCAN)


@pytest.mark.req("CH-13", "DX-08")
async def test_the_very_bytes_that_may_be_out_are_sent_again(tmp_path: Path) -> None:
    """The platform took it, its answer was lost, and it has forgotten the uploads since."""
    async with PostOffice() as office:
        office.fault("POST /cases", "swallow", times=3)
        async with opened(tmp_path) as store, running(office, store, backoff=Backoff(1000)):
            await store.outbox.put(letter("甲", page(SCAN)))
            await until(lambda: slips(store)[0].attempts == 1)
        office.mend()
        office.uploads.clear()
        async with opened(tmp_path) as store, running(office, store):
            await emptied(store)
            assert await store.outbox.set_aside() == []
        assert len(office.accepted) == 1
        assert len({seen.body for seen in office.of("POST /cases")}) == 1


@pytest.mark.req("DX-08")
@pytest.mark.parametrize(
    ("operation", "code", "status"),
    [
        ("PATCH /uploads", "upload_expired", 410),
        ("PATCH /uploads", "not_found", 404),
        ("POST /uploads/up-", "digest_mismatch", 422),
        ("POST /uploads/up-", "upload_expired", 410),
        ("POST /cases", "upload_expired", 410),
    ],
)
async def test_lost_pages_are_sent_anew(tmp_path: Path, operation: str, code: str, status: int) -> None:
    async with everything(tmp_path) as (office, store, _):
        office.fault(operation, Refuse(code, status, "after_correction"))
        await store.outbox.put(letter("甲", page(SCAN)))
        await until(lambda: any(operation.startswith(s.method) for s in office.seen))
        await emptied(store)
        assert [pages for _, _, pages in office.accepted] == [[SCAN]]


async def test_pages_that_expired_while_the_letter_waited_are_sent_anew(tmp_path: Path) -> None:
    async with PostOffice() as office, opened(tmp_path) as store:
        office.fault("POST /cases", "cut", times=3)
        async with running(office, store, backoff=Backoff(1000)):
            await store.outbox.put(letter("甲", page(SCAN)))
            await until(lambda: slips(store)[0].attempts == 1)
        office.uploads.clear()
        office.mend()
        async with running(office, store):
            await emptied(store)
        assert [pages for _, _, pages in office.accepted] == [[SCAN]]


async def test_a_chunk_at_the_wrong_place_asks_where(tmp_path: Path) -> None:
    async with PostOffice(chunk=400_000) as office, opened(tmp_path) as store, running(office, store):
        office.fault("PATCH /uploads", Refuse("upload_offset_mismatch", 409, "after_correction"))
        await store.outbox.put(letter("甲", page(SCAN)))
        await emptied(store)
        assert [pages for _, _, pages in office.accepted] == [[SCAN]]
        assert len(office.of("HEAD /uploads")) == 1


async def test_a_page_the_platform_will_not_have_sets_its_letter_aside(tmp_path: Path) -> None:
    async with everything(tmp_path) as (office, store, _):
        office.fault("POST /uploads/up-", Refuse("upload_unsafe", 422, "after_correction"))
        await store.outbox.put(letter("甲", page(SCAN)))
        await emptied(store)
        assert [found.reason for found in await store.outbox.set_aside()] == ["upload_unsafe"]
        assert office.accepted == []


async def test_endless_digest_mismatches_end(tmp_path: Path) -> None:
    async with everything(tmp_path) as (office, store, _):
        refusal = Refuse("digest_mismatch", 422, "after_correction")
        office.fault("POST /uploads/up-", refusal, times=99)
        await store.outbox.put(letter("甲", page(SCAN)))
        await emptied(store)
        assert [found.reason for found in await store.outbox.set_aside()] == ["digest_mismatch"]


@pytest.mark.req("CH-13")
async def test_a_refused_letter_is_set_aside_and_its_lane_goes_on(tmp_path: Path) -> None:
    async with everything(tmp_path) as (office, store, _):
        existing = {"existing": {"kind": "case", "id": "990-0"}}
        office.fault("POST /cases", Refuse("open_case_exists", 409, "never", existing))
        await store.outbox.put(letter("甲"))
        await store.outbox.put(letter("乙"))
        await emptied(store)
        assert [body["form"] for _, body, _ in office.accepted] == ["乙"]
        [found] = await store.outbox.set_aside()
        assert found.answer == Answer(
            409,
            code="open_case_exists",
            detail="请稍后再试。",
            existing_kind="case",
            existing_id="990-0",
        )
        assert await store.outbox.retry(found.key)
        await emptied(store)
        assert [body["form"] for _, body, _ in office.accepted] == ["乙", "甲"]


@pytest.mark.parametrize("fault", ["html", "no_number"])
async def test_what_the_platform_did_not_say_is_not_taken_for_a_yes(tmp_path: Path, fault: str) -> None:
    async with everything(tmp_path) as (office, store, _):
        office.fault("POST /cases", fault, times=2)
        await store.outbox.put(letter("甲"))
        await emptied(store)
        assert len(office.of("POST /cases")) == 3
        assert len(office.accepted) == 1


async def test_a_letter_that_must_wait_holds_up_its_own_lane_only(tmp_path: Path) -> None:
    async with everything(tmp_path, backoff=Backoff(1000)) as (office, store, courier):
        office.fault("POST /cases", Refuse("delegation_pending", 403, "later"))
        await store.outbox.put(letter("甲", lane="a"))
        await until(lambda: slips(store)[0].attempts == 1)
        await store.outbox.put(letter("乙", lane="a"))
        await store.outbox.put(letter("丙", lane="b"))
        await until(lambda: store.outbox.depth() == 2)
        assert [body["form"] for _, body, _ in office.accepted] == ["丙"]
        found = await store.outbox.look_up(slips(store)[0].key)
        assert found is not None
        assert found.reason == "delegation_pending"
        courier.link_up()
        await emptied(store)
        assert [body["form"] for _, body, _ in office.accepted] == ["丙", "甲", "乙"]


@pytest.mark.parametrize(
    "code", ["signature_invalid", "device_disabled", "device_unknown", "clock_skew", "nonce_replayed"]
)
async def test_what_is_wrong_with_the_terminal_is_not_held_against_a_letter(
    tmp_path: Path, code: str
) -> None:
    async with everything(tmp_path) as (office, store, _):
        office.fault("POST /cases", Refuse(code, 403, "never"), times=60)
        for lane in "abcd":
            await store.outbox.put(letter(lane, lane=lane))
        await until(lambda: len(office.of("POST /cases")) >= 50)
        assert store.outbox.depth() == 4
        office.mend()
        await emptied(store)
        assert len(office.accepted) == 4


async def test_a_letter_is_not_to_blame_when_nothing_gets_through(tmp_path: Path) -> None:
    async with everything(tmp_path) as (office, store, _):
        office.fault("POST /cases", "500", times=100)
        await store.outbox.put(letter("甲", lane="a"))
        await until(lambda: slips(store)[0].attempts >= 30)
        office.mend()
        await emptied(store)
        assert len(office.accepted) == 1


@pytest.mark.parametrize("fault", ["500", "cut", "no_number"])
async def test_a_letter_that_fails_while_others_get_through_is_set_aside(tmp_path: Path, fault: str) -> None:
    async with everything(tmp_path) as (office, store, courier):
        office.fault("POST /cases", fault, times=10_000, saying="poison")
        bad = await store.outbox.put(letter("poison", lane="bad"))
        for n in range(200):
            await store.outbox.put(letter(str(n), lane=str(n)))
            await until(lambda: all(slip.key == bad.key for slip in slips(store)))
            courier.link_up()
            if not store.outbox.depth():
                break
            tries = slips(store)[0].attempts
            await until(lambda tries=tries: not slips(store) or slips(store)[0].attempts > tries)  # type: ignore[misc]
        [found] = await store.outbox.set_aside()
        assert (found.key, found.reason) == (bad.key, "gave_up")
        assert found.attempts >= 20
        assert await store.outbox.retry(bad.key)
        office.mend()
        await emptied(store)
        assert [body["form"] for _, body, _ in office.accepted].count("poison") == 1


@pytest.mark.req("DX-08")
async def test_one_lane_in_order_some_lanes_at_a_time(tmp_path: Path) -> None:
    async with PostOffice() as office, opened(tmp_path) as store:
        for n in range(5):
            for lane in "abcdef":
                await store.outbox.put(letter(f"{lane}{n}", lane=lane))
        office.open.clear()
        async with running(office, store, lanes=4):
            await until(lambda: sum(office.in_flight.values()) == 4)
            await asyncio.sleep(0.05)
            assert sum(office.in_flight.values()) == 4
            office.open.set()
            await emptied(store)
        assert office.most_in_flight == 4
        arrived = [body["form"] for _, body, _ in office.accepted]
        assert len(arrived) == 30
        for lane in "abcdef":
            assert [said for said in arrived if said[0] == lane] == [f"{lane}{n}" for n in range(5)]


async def test_after_a_failure_one_letter_at_a_time_finds_out(tmp_path: Path) -> None:
    async with everything(tmp_path, backoff=Backoff(1000)) as (office, store, _):
        office.fault("POST /cases", "500")
        await store.outbox.put(letter("first", lane="first"))
        await until(lambda: slips(store)[0].attempts == 1)
        office.open.clear()
        for lane in "abcd":
            await store.outbox.put(letter(lane, lane=lane))
        await until(lambda: sum(office.in_flight.values()) == 1)
        await asyncio.sleep(0.05)
        assert sum(office.in_flight.values()) == 1
        office.open.set()
        await until(lambda: store.outbox.depth() == 1)
        assert sorted(body["form"] for _, body, _ in office.accepted) == list("abcd")


async def test_one_letter_that_gets_through_after_an_outage_takes_the_others_along(tmp_path: Path) -> None:
    async with everything(tmp_path, backoff=Backoff(1000)) as (office, store, courier):
        office.fault("POST /cases", "cut", times=50)
        for lane in "abcd":
            await store.outbox.put(letter(lane, lane=lane))
        await until(lambda: sum(slip.attempts for slip in slips(store)) >= 3)
        office.mend()
        receipt = await store.outbox.put(letter("now", lane="now"))
        assert isinstance(await courier.deliver_now(receipt, DEADLINE_S), Delivered)
        await emptied(store)
        assert len(office.accepted) == 5


async def test_a_busy_platform_is_not_held_against_a_letter(tmp_path: Path) -> None:
    async with everything(tmp_path) as (office, store, _):
        office.fault("POST /cases", Refuse("rate_limited", 429, "later"), times=99, saying="unlucky")
        await store.outbox.put(letter("unlucky", lane="unlucky"))
        for n in range(30):
            before = slips(store)[0].attempts
            await store.outbox.put(letter(str(n), lane=str(n)))
            await until(lambda before=before: slips(store)[0].attempts > before)  # type: ignore[misc]
            await until(lambda: store.outbox.depth() == 1)
        assert slips(store)[0].strikes == 0
        office.mend()
        await emptied(store)
        assert office.accepted[-1][1]["form"] == "unlucky"


@pytest.mark.req("DX-08")
async def test_a_platform_that_is_not_there_costs_nothing_and_is_noticed_when_it_comes(
    tmp_path: Path,
) -> None:
    office = PostOffice()
    await office.start()
    await office.stop()
    async with opened(tmp_path) as store:
        async with running(office, store, backoff=Backoff(1000)) as courier:
            for lane in "abcdefgh":
                await store.outbox.put(letter(lane, lane=lane))
            # All lanes tried, then the line as a whole rests: not every letter knocks.
            await until(lambda: sum(slip.attempts for slip in slips(store)) >= 3)
            await asyncio.sleep(0.1)
            assert sum(slip.attempts for slip in slips(store)) <= 4
            assert await store.outbox.set_aside() == []
            async with office:
                courier.link_up()
                await emptied(store)
        assert len(office.accepted) == 8


async def test_deliver_now_tells_the_platforms_number(tmp_path: Path) -> None:
    async with everything(tmp_path) as (_, store, courier):
        receipt = await store.outbox.put(letter("甲"))
        told = await courier.deliver_now(receipt, DEADLINE_S)
        assert told == Delivered("990-1", b'{"case_no": "990-1"}')
        assert await courier.deliver_now(receipt, DEADLINE_S) == told


async def test_deliver_now_tells_a_refusal_and_forgets_it_once_told(tmp_path: Path) -> None:
    async with everything(tmp_path) as (office, store, courier):
        office.fault("POST /cases", Refuse("guide_version_stale", 412, "after_correction"))
        receipt = await store.outbox.put(letter("甲"))
        told = await courier.deliver_now(receipt, DEADLINE_S)
        assert isinstance(told, Refused)
        assert (told.error.code, told.error.status) == ("guide_version_stale", 412)
        again = await courier.deliver_now(receipt, DEADLINE_S)
        assert isinstance(again, Refused)
        await store.outbox.acknowledge(receipt.key)
        assert await store.outbox.set_aside() == []


@pytest.mark.req("CH-01", "DX-08")
async def test_deliver_now_says_kept_when_there_is_no_answer(tmp_path: Path) -> None:
    async with everything(tmp_path, backoff=Backoff(1000)) as (office, store, courier):
        office.fault("POST /cases", "cut", times=3)
        receipt = await store.outbox.put(letter("甲"))
        assert await courier.deliver_now(receipt, DEADLINE_S) == Kept(receipt.holding_no)
        assert len(office.of("POST /cases")) == 3
        assert store.outbox.depth() == 1
        courier.link_up()
        await emptied(store)
        found = await store.outbox.find(receipt.holding_no)
        assert found is not None
        assert found.answer is not None
        assert found.answer.number == "990-1"


async def test_deliver_now_gives_up_waiting_but_not_the_letter(tmp_path: Path) -> None:
    async with everything(tmp_path) as (office, store, courier):
        office.open.clear()
        receipt = await store.outbox.put(letter("甲"))
        assert await courier.deliver_now(receipt, 0.05) == Kept(receipt.holding_no)
        office.open.set()
        await emptied(store)
        assert len(office.accepted) == 1


async def test_deliver_now_does_not_queue_behind_a_backlog(tmp_path: Path) -> None:
    async with PostOffice() as office, opened(tmp_path) as store:
        for n in range(8):
            await store.outbox.put(letter(str(n), lane=str(n)))
        office.open.clear()
        async with running(office, store, lanes=2) as courier:
            await until(lambda: sum(office.in_flight.values()) == 2)
            receipt = await store.outbox.put(letter("now", lane="now"))
            waiting = asyncio.ensure_future(courier.deliver_now(receipt, DEADLINE_S))
            await until(lambda: any(b'"now"' in seen.body for seen in office.seen))
            assert len(office.seen) == 3
            office.open.set()
            assert isinstance(await waiting, Delivered)
            await emptied(store)


async def test_a_token_is_shown_while_the_session_lasts_and_never_written(tmp_path: Path) -> None:
    async with everything(tmp_path) as (office, store, courier):
        token = Personal("sample-token-not-a-secret")
        courier.lend("a", token, NOW + timedelta(minutes=9))
        courier.lend("b", token, NOW - timedelta(seconds=1))
        await store.outbox.put(letter("甲", page(b"scan"), lane="a"))
        await emptied(store)
        await store.outbox.put(letter("乙", lane="b"))
        await emptied(store)
        courier.take_back("a")
        await store.outbox.put(letter("丙", lane="a"))
        await emptied(store)
        shown = ["authorization" in seen.headers for seen in office.of("POST /cases")]
        assert shown == [True, False, False]
        assert "authorization" in office.of("POST /uploads")[0].headers
        assert "authorization" not in office.of("PATCH /uploads")[0].headers
        assert b"sample-token" not in on_disk(tmp_path)


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


@pytest.mark.parametrize("code", ["session_expired", "session_invalid"])
@pytest.mark.parametrize("operation", ["POST /cases", "POST /uploads"])
async def test_a_session_that_ended_meanwhile_is_left_out(tmp_path: Path, code: str, operation: str) -> None:
    async with everything(tmp_path) as (office, store, courier):
        courier.lend("se-0001", Personal("sample-token"), NOW + timedelta(minutes=9))
        office.fault(operation, Refuse(code, 401, "after_correction"))
        await store.outbox.put(letter("甲", page(b"scan")))
        await emptied(store)
        assert len(office.accepted) == 1
        assert "authorization" not in office.of("POST /cases")[-1].headers


async def test_without_a_token_a_session_problem_is_final(tmp_path: Path) -> None:
    async with everything(tmp_path) as (office, store, _):
        office.fault("POST /cases", Refuse("session_missing", 401, "after_correction"), times=5)
        await store.outbox.put(letter("甲"))
        await emptied(store)
        assert [found.reason for found in await store.outbox.set_aside()] == ["session_missing"]


@pytest.mark.req("DX-04")
async def test_records_arrive_in_batches_once_by_id(tmp_path: Path) -> None:
    records = {f"re-{n}": json.dumps({"n": n}).encode() for n in range(250)}
    async with everything(tmp_path) as (office, store, _):
        office.fault("POST /print-records", "swallow")
        await store.records.add(Kind.PRINT_RECORDS, records)
        await store.records.add(Kind.AUDIT_EVENTS, {"ev-1": b'{"e":1}'})
        await until(lambda: len(office.accepted) == 4)
        await emptied(store)
        prints = [body["records"] for path, body, _ in office.accepted if path == "/print-records"]
        assert [len(batch) for batch in prints] == [100, 100, 50]
        assert [each["n"] for batch in prints for each in batch] == list(range(250))
        assert [b["events"] for p, b, _ in office.accepted if p == "/audit-events"] == [[{"e": 1}]]


async def test_a_letter_altered_on_the_disk_is_set_aside_not_sent(tmp_path: Path) -> None:
    async with PostOffice() as office, opened(tmp_path) as store:
        receipt = await store.outbox.put(letter("甲"))
        alter = "UPDATE sheets SET data = CAST(data || x'00' AS BLOB)"
        await store.tray._db.write(lambda c: c.execute(alter).rowcount)  # noqa: SLF001
        async with running(office, store):
            await emptied(store)
        [found] = await store.outbox.set_aside()
        assert (found.key, found.reason) == (receipt.key, "unreadable")
        assert office.seen == []


async def test_a_full_disk_does_not_stop_the_courier(tmp_path: Path) -> None:
    async with PostOffice() as office, opened(tmp_path) as store:
        await store.records.add(Kind.AUDIT_EVENTS, {f"ev-{n}": b"1" * 900 for n in range(90)})
        await limit(store, 1)
        async with running(office, store):
            with pytest.raises(OutboxFull):
                await store.records.gather(EVENTS)
            await asyncio.sleep(0.05)
            await limit(store, 1_000_000)
            await store.outbox.put(letter("甲"))
            await until(lambda: len(office.accepted) == 2)


async def limit(store: Store, pages: int) -> None:
    """SQLite takes no limit below the file's present size."""
    db = store.tray._db  # noqa: SLF001 a disk that fills up
    await db.write(lambda c: c.execute(f"PRAGMA max_page_count={pages}").fetchall())
