"""The courier against the reference platform: what it says of itself is what the platform then holds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from kiosk.domain.feedback import CannotBeDoneReport, Complaint, Evaluation, EvaluationTarget, Message
from kiosk.domain.journal import AuditEvent, PrintRecord
from kiosk.domain.personal import Personal
from kiosk.domain.submission import (
    Applicant,
    Commitment,
    Contact,
    Delivery,
    FormData,
    MaterialRef,
    Submission,
)
from kiosk.domain.upload import Capture
from kiosk.platform import letters
from kiosk.platform.clock import PlatformClock
from kiosk.platform.courier import Courier
from kiosk.platform.courier_line import build_line
from kiosk.platform.courier_pace import Backoff
from kiosk.platform.courier_verdict import Delivered, Kept, Refused
from kiosk.store.house import Store
from kiosk.store.letter import Kind, Letter, Page
from simulator.platform.contract import Json
from simulator.platform.running import RunningPlatform
from tests.platform.terminal import settings
from tests.simulator.platform.papers import LEGAL_AID, commitment
from tests.simulator.platform.terminal import NOW, Terminal
from tests.store.samples import opened

DEADLINE_S = 30
SCAN = b"\xff\xd8" + bytes(range(256)) * 6000  # more than the platform takes in one chunk
SIGNED = b"\x89PNG signature"


@pytest.fixture
def hall() -> Iterator[RunningPlatform]:
    running = RunningPlatform(now=NOW)
    yield running
    running.stop(wait=False)


@pytest.fixture
def session(hall: RunningPlatform) -> Iterator[Json]:
    """A citizen signed in with card and face (L3)."""
    terminal = Terminal(hall)
    yield terminal.sign_in_fully("two_bookings") | {"terminal": terminal}
    terminal.http.close()


@asynccontextmanager
async def at_work(hall: RunningPlatform, store: Store) -> AsyncIterator[Courier]:
    """A terminal whose clock agrees with the platform's."""
    clock = PlatformClock(lambda: hall.now().timestamp())
    line = build_line(settings(hall.base_url, secret=hall.secret), clock)
    courier = Courier(store, line, backoff=Backoff(0.01, 0.05))
    task = asyncio.ensure_future(courier.run())
    try:
        yield courier
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await line.close()


@asynccontextmanager
async def everything(hall: RunningPlatform, folder: Path) -> AsyncIterator[tuple[Store, Courier]]:
    async with opened(folder) as store, at_work(hall, store) as courier:
        yield store, courier


async def emptied(store: Store) -> None:
    async with asyncio.timeout(DEADLINE_S):
        while store.outbox.depth():
            await asyncio.sleep(0.005)


def confirmed(session: Json) -> letters.Confirmed:
    at: datetime = session["terminal"].platform.now()
    return letters.Confirmed(session["session_id"], at, datetime.fromisoformat(session["deferred_until"]))


def scanned(session: Json, content: bytes = SCAN, **more: Any) -> Page:
    fields: dict[str, Any] = {"purpose": "material", "task_code": LEGAL_AID, "material_id": "m4"}
    capture = Capture(means="document_scanner", captured_at=NOW, page_no=1, dpi=200)
    scan = letters.Scan(
        content=content, media_type="image/jpeg", trust_level="C", capture=capture, **fields | more
    )
    return letters.page(scan, confirmed(session))


def application(session: Json, *, key: UUID | None = None) -> Letter:
    pages = scanned(session), scanned(session, b"\xff\xd8 second")
    signature = scanned(session, SIGNED, purpose="signature", task_code=None, material_id=None)
    signed = commitment(session["terminal"])
    yes = confirmed(session)
    form = {"reason": "劳动报酬纠纷", "hardship_declared": True}
    body = Submission(
        task_code=LEGAL_AID,
        guide_version="g-1",
        handling_mode="original_verification",
        applicant=Applicant(session["person"]["subject_id"]),
        form=FormData("f-36", "1", Personal(form)),
        materials=(
            MaterialRef(material_id="m1", means="card_read"),
            MaterialRef(material_id="m2", means="form"),
            MaterialRef(material_id="m3", means="form"),
            MaterialRef(material_id="m4", means="upload", upload_ids=tuple(page.ref for page in pages)),
        ),
        delivery=Delivery(method="on_site", hall_code="hall-01"),
        contact=Contact(Personal("13800000000")),
        commitment=Commitment(
            text_version=signed["text_version"],
            text_sha256=signed["text_sha256"],
            signed_at=NOW,
            signature_upload_id=signature.ref,
        ),
        confirmation=yes.confirmation,
    )
    return letters.submission(body, (*pages, signature), yes, key or uuid4())


def made_here(hall: RunningPlatform) -> list[Json]:
    """Cases that did not come with the seed."""
    return [
        case
        for case in hall.state()["cases"]
        if case["case_no"].startswith(f"{LEGAL_AID}{hall.now():%Y%m%d}")
    ]


@pytest.mark.req("CH-01", "DX-01")
async def test_an_application_becomes_a_case(hall: RunningPlatform, session: Json, tmp_path: Path) -> None:
    async with everything(hall, tmp_path) as (store, courier):
        courier.lend(session["session_id"], Personal(session["access_token"]), NOW + timedelta(days=999))
        told = await courier.deliver_now(await store.outbox.put(application(session)), DEADLINE_S)
        assert isinstance(told, Delivered)
        [case] = made_here(hall)
        assert told.number == case["case_no"]
        used = {upload["size"] for upload in hall.state()["uploads"] if upload["used_by"] == told.number}
        assert used == {len(SCAN), len(b"\xff\xd8 second"), len(SIGNED)}


@pytest.mark.req("DX-08")
async def test_it_is_delivered_late_after_the_citizen_has_left(
    hall: RunningPlatform, session: Json, tmp_path: Path
) -> None:
    put = application(session)
    session["terminal"].send("DELETE", "/sessions/current")
    hall.advance(48 * 3600)
    async with everything(hall, tmp_path) as (store, courier):
        told = await courier.deliver_now(await store.outbox.put(put), DEADLINE_S)
        assert isinstance(told, Delivered)
        assert len(made_here(hall)) == 1


@pytest.mark.req("DX-08")
async def test_too_late_is_said_not_hidden(hall: RunningPlatform, session: Json, tmp_path: Path) -> None:
    put = application(session)
    hall.advance(80 * 3600)
    async with everything(hall, tmp_path) as (store, courier):
        told = await courier.deliver_now(await store.outbox.put(put), DEADLINE_S)
        assert isinstance(told, Refused)
        assert told.error.code == "confirmation_expired"
        [found] = await store.outbox.set_aside()
        assert found.deadline == datetime.fromisoformat(session["deferred_until"])
        assert made_here(hall) == []


OPERATIONS = ("createUpload", "appendUpload", "completeUpload", "submitCase")


@pytest.mark.req("CH-13", "DX-08")
@pytest.mark.parametrize("kind", ["swallow", "half", "close", "status", "nonsense"])
@pytest.mark.parametrize("operation", OPERATIONS)
async def test_whatever_is_lost_on_the_way_there_is_one_case(
    hall: RunningPlatform, session: Json, tmp_path: Path, operation: str, kind: str
) -> None:
    hall.fault(operation, kind, times=2)
    async with everything(hall, tmp_path) as (store, _):
        receipt = await store.outbox.put(application(session))
        await emptied(store)
        found = await store.outbox.find(receipt.holding_no)
        assert found is not None
        assert found.answer is not None
        assert [case["case_no"] for case in made_here(hall)] == [found.answer.number]


@pytest.mark.req("DX-08")
@pytest.mark.parametrize("operation", OPERATIONS)
async def test_a_restart_after_any_step_makes_no_second_case(
    hall: RunningPlatform, session: Json, tmp_path: Path, operation: str
) -> None:
    put = application(session)
    # A swallowed chunk is found by its offset; one that never arrives must wait for the restart.
    hall.fault(operation, "close" if operation == "appendUpload" else "swallow", times=99)
    async with everything(hall, tmp_path) as (store, courier):
        receipt = await store.outbox.put(put)
        assert await courier.deliver_now(receipt, DEADLINE_S) == Kept(receipt.holding_no)
    hall.mend()
    async with everything(hall, tmp_path) as (store, _):
        assert (await store.outbox.put(put)) == receipt
        await emptied(store)
        found = await store.outbox.find(receipt.holding_no)
        assert found is not None
        assert found.answer is not None
        assert [case["case_no"] for case in made_here(hall)] == [found.answer.number]


@pytest.mark.req("CH-13")
async def test_a_second_application_names_the_first(
    hall: RunningPlatform, session: Json, tmp_path: Path
) -> None:
    async with everything(hall, tmp_path) as (store, courier):
        first = await courier.deliver_now(await store.outbox.put(application(session)), DEADLINE_S)
        assert isinstance(first, Delivered)
        second = await courier.deliver_now(await store.outbox.put(application(session)), DEADLINE_S)
        assert isinstance(second, Refused)
        assert second.error.code == "open_case_exists"
        assert second.error.existing
        assert second.error.existing.id == first.number


async def test_what_people_say_is_receipted(hall: RunningPlatform, session: Json, tmp_path: Path) -> None:
    yes = confirmed(session)
    ticket = session["terminal"].post("/queue-tickets", {"source": "walk_in", "area_code": "A"}).json()
    rating = Evaluation(
        target=EvaluationTarget("queue_ticket", ticket["ticket_id"]),
        grade="very_satisfied",
        reason_codes=(),
        evaluated_at=yes.at,
        confirmation=yes.confirmation,
    )
    asked = Message(content=Personal("要带什么材料？"), confirmation=yes.confirmation, task_code=LEGAL_AID)
    complained = Complaint(
        department_uscc=LEGAL_AID[:18],
        content=Personal("窗口要求重复提交材料"),
        public=False,
        confirmation=yes.confirmation,
    )
    report = CannotBeDoneReport(reason="device_fault", occurred_at=yes.at)
    put = (
        letters.evaluation(rating, yes, uuid4()),
        letters.consultation(asked, yes, uuid4()),
        letters.suggestion(asked, yes, uuid4()),
        letters.complaint(complained, yes, uuid4()),
        letters.cannot_be_done(report, None, uuid4()),
    )
    async with everything(hall, tmp_path) as (store, courier):
        told = [await courier.deliver_now(await store.outbox.put(each), DEADLINE_S) for each in put]
        numbers = [each.number[:2] for each in told if isinstance(each, Delivered)]
        assert numbers == ["PJ", "ZX", "JY", "TS", "BC"]


@pytest.mark.req("DX-04")
@pytest.mark.parametrize("kind", ["swallow", "close", "half"])
async def test_prints_and_events_are_taken_once(hall: RunningPlatform, tmp_path: Path, kind: str) -> None:
    prints = dict(letters.print_record(printed(n)) for n in range(130))
    events = dict(letters.audit_event(event(n)) for n in range(1, 4))
    hall.fault("postPrintRecords", kind)
    hall.fault("postAuditEvents", kind)
    async with everything(hall, tmp_path) as (store, _):
        await store.records.add(Kind.PRINT_RECORDS, prints)
        await store.records.add(Kind.AUDIT_EVENTS, events)
        async with asyncio.timeout(DEADLINE_S):
            while len(hall.state()["print_records"]) < 130 or store.outbox.depth():
                await asyncio.sleep(0.02)
        await emptied(store)
        assert [record["record_id"] for record in hall.state()["print_records"]] == list(prints)
        statuses = [entry["status"] for entry in hall.requests("postAuditEvents")]
        assert 200 in statuses


def printed(number: int) -> PrintRecord:
    return PrintRecord(
        record_id=UUID(int=number),
        kind="queue_ticket",
        outcome="printed",
        copies_requested=1,
        copies_printed=1,
        started_at=NOW,
        reference=f"ti-{number:04d}",
    )


def event(number: int) -> AuditEvent:
    return AuditEvent(
        event_id=UUID(int=number),
        seq=number,
        at=NOW,
        action="session.ended",
        actor_role="citizen",
        result="ok",
        prev_hash="0" * 64,
        hash="1" * 64,
    )
