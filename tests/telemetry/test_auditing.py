"""What is audited reaches the chain in order, then the outbox, and survives what comes between."""

from __future__ import annotations

import asyncio
import hashlib
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import structlog

from kiosk import tracing
from kiosk.domain.journal import Deed
from kiosk.hardware.device import STARTING, DeviceState, DeviceStatus, Paper
from kiosk.platform.letters import BATCHES
from kiosk.store.audit_chain import AuditChain, rows_of
from kiosk.store.audit_link import CHECKPOINT
from kiosk.store.house import Store, StoreSettings, open_store
from kiosk.store.letter import Kind
from kiosk.telemetry import auditing
from kiosk.telemetry.auditing import Auditor
from kiosk.telemetry.device_faults import DeviceFaults
from tests.store.audit_samples import NOW, a_chain, deeds, fill, found, proven, tamper

[BATCH] = [batch for batch in BATCHES if batch.kind is Kind.AUDIT_EVENTS]

VISIT = Deed(action="session.signed_in", role="citizen", actor="se-1")


@dataclass
class Room:
    """A store, a chain and an auditor that runs."""

    folder: Path
    store: Store
    auditor: Auditor

    async def waiting(self) -> list[dict[str, Any]]:
        """What a batch would take along now."""
        await self.store.records.gather(BATCH)
        bodies = [
            (await self.store.tray.envelope(slip)).body for slip in self.store.tray.ledger.slips.values()
        ]
        return [event for body in bodies for event in json.loads(body)["events"]]

    async def told(self, count: int) -> list[dict[str, Any]]:
        """The same, once there is so much."""
        async with asyncio.timeout(20):
            while len(told := await self.waiting()) < count:
                await asyncio.sleep(0.02)
        return told

    async def written(self, count: int) -> None:
        async with asyncio.timeout(20):
            while len(self.actions()) < count:
                await asyncio.sleep(0.02)

    def actions(self) -> list[str]:
        return [str(link.members()["action"]) for link in rows_of(self.folder)]


@asynccontextmanager
async def room(folder: Path) -> AsyncIterator[Room]:
    store = await open_store(StoreSettings(folder, "K03"), lambda: NOW)
    auditor = Auditor(a_chain(folder), store.records, lambda: NOW)
    running = asyncio.create_task(auditor.run())
    try:
        yield Room(folder, store, auditor)
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await auditor.close()
        store.close()


async def test_deeds_are_written_in_order_signed_at_the_end_and_sent_later(tmp_path: Path) -> None:
    async with room(tmp_path) as here:
        for number in range(30):
            here.auditor.note(Deed(action="device.fault", object=str(number)))
        await here.written(30)
        assert await here.waiting() == [], "the terminal's own doings alone make no letter"
    links = list(rows_of(tmp_path))
    assert [link.members().get("object") for link in links[:30]] == [str(n) for n in range(30)]
    assert links[-1].members()["action"] == CHECKPOINT, "what the platform keeps of it"
    assert proven(tmp_path).whole
    async with room(tmp_path) as here:
        here.auditor.note(VISIT)
        told = await here.told(len(links) + 1)
    assert [event["seq"] for event in told] == list(range(1, len(links) + 2))
    assert [event["hash"] for event in told[:-1]] == [link.hash for link in links]


async def test_what_nobody_did_is_sent_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditing, "PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(auditing, "LOOK_SECONDS", 0.05)
    async with room(tmp_path) as here:
        here.auditor.note(Deed(action="terminal.started"))
        assert [event["action"] for event in await here.told(1)] == ["terminal.started"]
        console = a_chain(tmp_path)
        await asyncio.to_thread(console.add, [(NOW, Deed(action="config.set", role="maintenance"))])
        console.close()
        assert [event["action"] for event in await here.told(2)] == ["terminal.started", "config.set"]


@pytest.mark.req("SC-06")
async def test_the_platform_can_prove_the_chain_from_what_it_receives(tmp_path: Path) -> None:
    """``hash`` is of the event and the device's id, sorted, without spaces: nothing else is needed."""
    async with room(tmp_path) as here:
        here.auditor.note(Deed(action="terminal.started", code="1.0"))
        here.auditor.note(Deed(action="session.signed_in", role="citizen", actor="se-1", trace="0f" * 8))
        told = await here.told(2)
        before = "0" * 64
    for event in told:
        said = {name: value for name, value in event.items() if name != "hash"} | {"device_id": "K03"}
        text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert event["hash"] == hashlib.sha256(text.encode()).hexdigest()
        assert event["prev_hash"] == before
        before = event["hash"]


async def test_a_deed_within_a_visit_has_the_visits_trace(tmp_path: Path) -> None:
    async with room(tmp_path) as here:
        trace = tracing.begin()
        here.auditor.note(Deed(action="session.signed_in"))
        tracing.end()
        here.auditor.note(Deed(action="terminal.stopped"))
        await here.written(2)
    first, second = list(rows_of(tmp_path))[:2]
    assert first.members()["trace_id"] == trace
    assert "trace_id" not in second.members()


async def test_what_staff_add_at_a_console_is_sent_along(tmp_path: Path) -> None:
    async with room(tmp_path) as here:
        console = a_chain(tmp_path)
        await asyncio.to_thread(console.add, [(NOW, Deed(action="config.set", role="maintenance"))])
        here.auditor.note(VISIT)
        assert [event["action"] for event in await here.told(2)] == ["config.set", VISIT.action]
        console.close()


async def test_what_a_cut_left_unsent_is_sent_after_the_restart(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    async with room(tmp_path) as here:
        here.auditor.note(VISIT)
        assert [event["seq"] for event in await here.told(5)] == [1, 2, 3, 4, 5]


async def test_cancelled_while_writing_nothing_is_written_twice(tmp_path: Path) -> None:
    for _ in range(10):
        store = await open_store(StoreSettings(tmp_path, "K03"), lambda: NOW)
        auditor = Auditor(a_chain(tmp_path), store.records, lambda: NOW)
        auditor.note(Deed(action="terminal.started"))
        running = asyncio.create_task(auditor.run())
        await asyncio.sleep(0.001)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await auditor.close()
        store.close()
    actions = [link.members()["action"] for link in rows_of(tmp_path)]
    assert actions.count("terminal.started") == 10
    assert proven(tmp_path).whole


async def test_an_end_that_was_cut_off_is_told_at_the_next_start(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    tamper(tmp_path, "DELETE FROM chain WHERE seq > 2")
    with structlog.testing.capture_logs() as logged:
        async with room(tmp_path) as here:
            await here.written(3)
    told = [link.members() for link in rows_of(tmp_path) if link.members()["action"] == "audit.cut_short"]
    assert [(each["seq"], each["object"], each["result"]) for each in told] == [(5, "3 4", "failed")]
    assert [e for e in logged if e["event"] == "audit.cut_short"] == [
        {"event": "audit.cut_short", "log_level": "error", "signed": 4, "found": 2}
    ]
    assert [(f.first, f.last, f.fault) for f in found(tmp_path)] == [(3, 4, "missing")]


async def test_a_disk_that_takes_nothing_loses_nothing_once_it_takes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auditing, "RETRY_SECONDS", 0.05)
    store = await open_store(StoreSettings(tmp_path, "K03"), lambda: NOW)
    chain: AuditChain = a_chain(tmp_path)
    blocker = sqlite3.connect(tmp_path / "audit.db", isolation_level=None)
    blocker.executescript("CREATE TRIGGER full BEFORE INSERT ON chain BEGIN SELECT raise(ABORT, 'no'); END")
    auditor = Auditor(chain, store.records, lambda: NOW)
    with structlog.testing.capture_logs() as logged:
        running = asyncio.create_task(auditor.run())
        auditor.note(Deed(action="terminal.started"))
        async with asyncio.timeout(20):
            while not any(entry["event"] == "audit.not_written" for entry in logged):
                await asyncio.sleep(0.02)
        blocker.executescript("DROP TRIGGER full")
        blocker.close()
        async with asyncio.timeout(20):
            while not list(rows_of(tmp_path)):
                await asyncio.sleep(0.02)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await auditor.close()
    store.close()
    assert [link.members()["action"] for link in rows_of(tmp_path)] == ["terminal.started", CHECKPOINT]


def test_a_hundred_records_bring_a_checkpoint(tmp_path: Path) -> None:
    async def story() -> None:
        async with room(tmp_path) as here:
            for at_once in range(10):
                for _, deed in deeds(15):
                    here.auditor.note(deed)
                await here.written(15 * (at_once + 1))
            assert CHECKPOINT in here.actions()

    asyncio.run(story())


def test_each_loss_and_each_return_of_a_device_is_audited_once() -> None:
    states = {"ticket_printer": STARTING, "id_card": STARTING}
    told: list[Deed] = []
    faults = DeviceFaults(lambda: states, told.append)
    online, lost = DeviceStatus(DeviceState.ONLINE), DeviceStatus(DeviceState.NO_DEVICE, code="unplugged")
    empty = DeviceStatus(DeviceState.ONLINE, paper=Paper.OUT)
    for printer, reader in (
        (online, online),
        (online, lost),
        (online, lost),
        (empty, lost),
        (online, online),
    ):
        states |= {"ticket_printer": printer, "id_card": reader}
        faults.look()
    assert [(deed.action, deed.object, deed.code, deed.result) for deed in told] == [
        ("device.fault", "id_card", "unplugged", "failed"),
        ("device.fault", "ticket_printer", "out", "failed"),
        ("device.recovered", "ticket_printer", "out", "ok"),
        ("device.recovered", "id_card", "unplugged", "ok"),
    ]
