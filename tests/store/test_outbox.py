from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from kiosk.errors import OutboxFull
from kiosk.store.ledger import Limits
from kiosk.store.letter import PART_BYTES, Answer, Kind, Page, State
from tests.store.samples import NOW, Clock, letter, opened, page, slips, whole


@dataclass(frozen=True)
class SlowPage(Page):
    """Holds up the thread that writes it."""

    begun: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    def __getattribute__(self, name: str) -> Any:
        if name == "content" and threading.current_thread().name.startswith("store-writer"):
            self.begun.set()
            self.go_on.wait()
        return super().__getattribute__(name)


REFUSED = Answer(409, code="open_case_exists", detail="已有办件", existing_kind="case", existing_id="990-1")


async def test_a_letter_is_kept_whole(tmp_path: Path) -> None:
    long = bytes(range(256)) * 5000  # more than two parts
    put = letter("你好", page(b"front"), page(long, "page-2"), deadline=NOW + timedelta(hours=72))
    async with opened(tmp_path) as store:
        await store.outbox.put(put)
    async with opened(tmp_path) as store:
        [slip] = slips(store)
        envelope, pages = await whole(store, slip)
        assert (envelope.method, envelope.path, envelope.body) == ("POST", "/cases", put.body)
        assert [head.ref for head in envelope.pages] == ["page-1", "page-2"]
        assert pages == [b"front", long]
        assert (slip.key, slip.kind, slip.lane) == (put.key, Kind.SUBMISSION, "se-0001")
        found = await store.outbox.look_up(put.key)
        assert found is not None
        assert found.deadline == NOW + timedelta(hours=72)


@pytest.mark.req("CH-01", "DX-08")
async def test_holding_numbers_are_the_terminals_own_and_never_given_twice(tmp_path: Path) -> None:
    clock = Clock()
    async with opened(tmp_path, now=clock) as store:
        first = await store.outbox.put(letter())
        second = await store.outbox.put(letter())
        await store.tray.put_aside(slips(store)[1], REFUSED)
        await store.outbox.discard(second.key)
    async with opened(tmp_path, now=clock) as store:
        third = await store.outbox.put(letter())
        clock.at += timedelta(days=1)
        tomorrow = await store.outbox.put(letter())
    numbers = [r.holding_no for r in (first, second, third, tomorrow)]
    assert numbers == ["暂K03-261122-0001", "暂K03-261122-0002", "暂K03-261122-0003", "暂K03-261123-0001"]


@pytest.mark.req("CH-13", "DX-08")
async def test_the_same_key_twice_is_one_letter(tmp_path: Path) -> None:
    put = letter()
    async with opened(tmp_path) as store:
        first, second = await asyncio.gather(store.outbox.put(put), store.outbox.put(put))
        assert first == second
        assert store.outbox.depth() == 1
    async with opened(tmp_path) as store:
        assert await store.outbox.put(put) == first
        assert store.outbox.depth() == 1


async def test_what_no_citizen_waits_for_needs_no_number(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        receipt = await store.outbox.put(letter(kind=Kind.GRANT_OUTCOME))
        assert receipt.holding_no == ""
        assert await store.outbox.find("") is None
        await store.tray.deliver(slips(store)[0], Answer(200))
        assert await store.outbox.look_up(receipt.key) is None


async def test_depth_and_age_are_those_of_what_waits(tmp_path: Path) -> None:
    clock = Clock()
    async with opened(tmp_path, now=clock) as store:
        assert (store.outbox.depth(), store.outbox.oldest_age()) == (0, 0)
        await store.outbox.put(letter())
        clock.at += timedelta(seconds=40)
        await store.outbox.put(letter())
        clock.at += timedelta(seconds=2)
        assert (store.outbox.depth(), store.outbox.oldest_age()) == (2, 42)
    async with opened(tmp_path, now=clock) as store:
        assert (store.outbox.depth(), store.outbox.oldest_age()) == (2, 42)
        await store.tray.deliver(slips(store)[0], Answer(201, "990-1"))
        assert (store.outbox.depth(), store.outbox.oldest_age()) == (1, 2)


async def test_the_answer_is_kept_until_it_was_acknowledged(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        receipt = await store.outbox.put(letter())
        waiting = await store.outbox.find(receipt.holding_no)
        assert waiting is not None
        assert (waiting.state, waiting.answer) == (State.WAITING, None)
        await store.outbox.acknowledge(receipt.key)  # too early: it goes on waiting
        assert store.outbox.depth() == 1
        await store.tray.deliver(slips(store)[0], Answer(201, "990-1", b'{"case_no":"990-1"}'))
    async with opened(tmp_path) as store:
        found = await store.outbox.find(receipt.holding_no)
        assert found is not None
        assert (found.state, found.answer) == (
            State.DELIVERED,
            Answer(201, "990-1", b'{"case_no":"990-1"}'),
        )
        assert store.outbox.depth() == 0
        await store.outbox.acknowledge(receipt.key)
        assert await store.outbox.find(receipt.holding_no) is None


async def test_answers_nobody_asks_for_are_forgotten_after_a_month(tmp_path: Path) -> None:
    clock = Clock()
    async with opened(tmp_path, now=clock) as store:
        receipt = await store.outbox.put(letter())
        await store.tray.deliver(slips(store)[0], Answer(201, "990-1"))
        clock.at += timedelta(days=29)
        await store.tray.sweep()
        assert await store.outbox.look_up(receipt.key)
        clock.at += timedelta(days=2)
        await store.tray.sweep()
        assert await store.outbox.look_up(receipt.key) is None


async def test_staff_see_what_was_set_aside_and_may_send_or_drop_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        first, second = await store.outbox.put(letter("甲")), await store.outbox.put(letter("乙"))
        for slip in slips(store):
            await store.tray.put_aside(slip, REFUSED)
        assert store.outbox.depth() == 0
        listed = await store.outbox.set_aside()
        assert [(f.holding_no, f.reason, f.answer) for f in listed] == [
            (first.holding_no, "open_case_exists", REFUSED),
            (second.holding_no, "open_case_exists", REFUSED),
        ]
        assert await store.outbox.retry(first.key)
        assert not await store.outbox.retry(first.key)
        assert not await store.outbox.discard(first.key)
        assert await store.outbox.discard(second.key)
        [slip] = slips(store)
        assert slip.key == first.key
        assert "甲" in (await whole(store, slip))[0].body.decode()
    async with opened(tmp_path) as store:
        assert [slip.key for slip in slips(store)] == [first.key]
        assert await store.outbox.set_aside() == []


async def test_a_letter_sent_again_goes_before_younger_ones(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        old = await store.outbox.put(letter())
        await store.tray.put_aside(slips(store)[0], REFUSED)
        young = await store.outbox.put(letter())
        await store.outbox.retry(old.key)
        assert [slip.key for slip in slips(store)] == [old.key, young.key]


async def test_tries_and_their_reasons_are_written_down(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        receipt = await store.outbox.put(letter())
        slip = await store.tray.tried(slips(store)[0], "no answer in time", strike=False)
        await store.tray.tried(slip, "502 upstream_failed", strike=True)
    async with opened(tmp_path) as store:
        [slip] = slips(store)
        assert (slip.attempts, slip.strikes) == (2, 1)
        found = await store.outbox.look_up(receipt.key)
        assert found is not None
        assert (found.attempts, found.reason) == (2, "502 upstream_failed")


async def test_too_many_bytes_are_refused_before_they_are_written(tmp_path: Path) -> None:
    limits = Limits(max_bytes=100_000, max_age_hours=72, min_free_bytes=0)
    async with opened(tmp_path, limits=limits) as store:
        big = letter("x", page(bytes(60_000)))
        await store.outbox.put(big)
        with pytest.raises(OutboxFull, match="too many bytes"):
            await store.outbox.put(letter("x", page(bytes(60_000))))
        await store.tray.put_aside(slips(store)[0], REFUSED)  # set aside is still kept
        with pytest.raises(OutboxFull):
            await store.outbox.put(letter("x", page(bytes(60_000))))
        await store.outbox.put(letter("y"))
    async with opened(tmp_path, limits=limits) as store:
        with pytest.raises(OutboxFull):
            await store.outbox.put(letter("x", page(bytes(60_000))))
        await store.outbox.discard(big.key)
        await store.outbox.put(letter("x", page(bytes(60_000))))
        await store.tray.deliver(slips(store)[-1], Answer(201, "990-1"))
        await store.outbox.put(letter("x", page(bytes(60_000))))
        assert store.outbox.depth() == 2


async def test_an_old_letter_stops_new_work_but_not_what_the_terminal_must_report(tmp_path: Path) -> None:
    clock = Clock()
    async with opened(tmp_path, now=clock) as store:
        await store.outbox.put(letter())
        clock.at += timedelta(hours=72)
        await store.outbox.put(letter())
        clock.at += timedelta(seconds=1)
        with pytest.raises(OutboxFull, match="waited too long"):
            await store.outbox.put(letter())
        await store.outbox.put(letter(kind=Kind.GRANT_OUTCOME))
        assert store.outbox.depth() == 3


async def test_a_nearly_full_disk_stops_everything(tmp_path: Path) -> None:
    async with opened(tmp_path, limits=Limits(min_free_bytes=1 << 60)) as store:
        for kind in Kind:
            with pytest.raises(OutboxFull, match="free space"):
                await store.outbox.put(letter(kind=kind))
        assert store.outbox.depth() == 0


async def test_a_put_that_was_cancelled_is_seen_through(tmp_path: Path) -> None:
    slow = SlowPage("page-1", b"{}", b"scan" * PART_BYTES, "")
    put = letter("x", slow, key=uuid4())
    async with opened(tmp_path) as store:
        writing = asyncio.ensure_future(store.outbox.put(put))
        await asyncio.to_thread(slow.begun.wait)
        writing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writing
        slow.go_on.set()
        receipt = await store.outbox.put(put)
        assert receipt.holding_no == "暂K03-261122-0001"
        assert [slip.key for slip in slips(store)] == [put.key]
