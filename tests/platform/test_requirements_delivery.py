"""From the form to the case and back, over real sockets: CT-04, CT-14, DX-01, DX-06."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from kiosk.domain.case import CaseFull
from kiosk.domain.case_state import CaseState
from kiosk.domain.citizen import Citizen, Level
from kiosk.domain.completeness import remarks
from kiosk.domain.item import Guide
from kiosk.domain.item_tree import ItemTree
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
from kiosk.domain.upload import Confirmation
from kiosk.errors import PlatformRefused
from kiosk.platform import letters
from kiosk.platform.adapters.reference import ReferencePlatform
from kiosk.platform.courier import Courier
from kiosk.platform.courier_line import build_line
from kiosk.platform.courier_verdict import Delivered, Refused
from simulator.platform.contract import Json
from simulator.platform.running import RunningPlatform
from tests.platform.samples_items import items, summary
from tests.platform.scripted import Scripted, answer
from tests.platform.terminal import reference, settings
from tests.platform.test_courier_reference import application, confirmed, emptied, everything
from tests.simulator.platform.papers import REMOTE_CARE, commitment
from tests.simulator.platform.terminal import NOW, Terminal
from tests.store.samples import opened

DEADLINE_S = 30


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


@pytest.fixture
async def platform(hall: RunningPlatform) -> AsyncIterator[ReferencePlatform]:
    client = reference(hall.base_url, secret=hall.secret, now=lambda: hall.now().timestamp())
    await client.catalogue_version()
    yield client
    await client.close()


@pytest.fixture
async def guide(platform: ReferencePlatform) -> Guide:
    found = await platform.catalogue.guide(REMOTE_CARE)
    assert found is not None
    return found


def citizen(session: Json) -> Citizen:
    until = datetime.fromisoformat(session["expires_at"])
    return Citizen(session["session_id"], Personal(session["access_token"]), Level.L3, "张*例", until)


def remote_care(session: Json, **changes: Any) -> Submission:
    """异地就医备案, filled in: an instant item, fully online."""
    signed = commitment(session["terminal"])
    form = {"kind": "异地长期居住", "place": "示例市", "starts_on": "2026-04-01"}
    body = Submission(
        task_code=REMOTE_CARE,
        guide_version="g-1",
        handling_mode="fully_online",
        applicant=Applicant(session["person"]["subject_id"]),
        form=FormData("f-9", "1", Personal(form)),
        materials=(
            MaterialRef(material_id="m1", means="card_read"),
            MaterialRef(material_id="m2", means="form"),
        ),
        delivery=Delivery(method="on_site", hall_code="hall-01"),
        contact=Contact(Personal("13800000000")),
        commitment=Commitment(
            text_version=signed["text_version"],
            text_sha256=signed["text_sha256"],
            signed_at=NOW,
            signature_upload_id=None,
        ),
        confirmation=Confirmation(session["session_id"], session["terminal"].platform.now()),
    )
    return replace(body, **changes)


def form(**data: Any) -> FormData:
    return FormData("f-9", "1", Personal(data))


CARD = MaterialRef(material_id="m1", means="card_read")
LACKING: dict[str, tuple[dict[str, Any], set[tuple[str, str]]]] = {
    "no form": ({"form": None}, {("/form", "required")}),
    "a form of another version": (
        {"form": FormData("f-9", "0", Personal({}))},
        {("/form", "mismatch")},
    ),
    "fields left empty": (
        {"form": form(kind=" ", starts_on="2026-04-01")},
        {("/form/data/kind", "required"), ("/form/data/place", "required")},
    ),
    "a material that is not there": ({"materials": (CARD,)}, {("/materials", "required")}),
    "a material that nobody asked for": (
        {"materials": (CARD, *(MaterialRef(material_id=f"m{n}", means="form") for n in (2, 9)))},
        {("/materials/2", "not_in_guide")},
    ),
    "a page that was not scanned": (
        {"materials": (CARD, MaterialRef(material_id="m2", means="upload"))},
        {("/materials/1/upload_ids", "required")},
    ),
    "an old guide": ({"guide_version": "g-0"}, {("/guide_version", "mismatch")}),
}


@pytest.mark.req("DX-01")
@pytest.mark.parametrize("what", LACKING)
def test_what_is_lacking_is_found_here_before_anything_is_sent(
    hall: RunningPlatform, session: Json, guide: Guide, what: str
) -> None:
    changes, expected = LACKING[what]
    found = remarks(remote_care(session, **changes), guide)
    assert {(remark.pointer, remark.code) for remark in found} == expected
    assert all(remark.detail for remark in found)
    assert hall.requests("submitCase") == []


@pytest.mark.req("DX-01")
async def test_checked_here_then_sent_then_followed(
    hall: RunningPlatform, session: Json, platform: ReferencePlatform, guide: Guide, tmp_path: Path
) -> None:
    body, yes = remote_care(session), confirmed(session)
    assert remarks(body, guide) == ()
    async with everything(hall, tmp_path) as (store, courier):
        courier.lend(yes.session_id, Personal(session["access_token"]), NOW + timedelta(days=999))
        receipt = await store.outbox.put(letters.submission(body, (), yes, uuid4()))
        told = await courier.deliver_now(receipt, DEADLINE_S)
    assert isinstance(told, Delivered)
    seen = []
    for moved in (None, "DELIVERED"):
        if moved:
            hall.control.put(f"cases/{told.number}", json={"state": moved}).raise_for_status()
        case = await platform.case(told.number, citizen=citizen(session), full=True)
        assert isinstance(case, CaseFull)
        assert case.case_no == told.number
        seen.append(case.state)
        assert case.state_text
        assert case.process
        assert case.result is not None
    assert seen == [CaseState.DONE_GRANTED, CaseState.DELIVERED]


@pytest.mark.req("CT-14")
async def test_an_application_by_an_old_guide_is_refused_and_names_the_new_one(
    hall: RunningPlatform, session: Json, platform: ReferencePlatform, guide: Guide
) -> None:
    hall.control.put(f"items/{REMOTE_CARE}", json={"status": "in_use"}).raise_for_status()
    body = remote_care(session, guide_version=guide.guide_version)
    with pytest.raises(PlatformRefused) as refused:
        await platform.submit(body, key=uuid4(), citizen=citizen(session))
    assert (refused.value.code, refused.value.hints.guide_version) == ("guide_version_stale", "g-2")
    await platform.catalogue_version()
    newer = await platform.catalogue.guide(REMOTE_CARE)
    assert newer is not None
    assert [remark.pointer for remark in remarks(body, newer)] == ["/guide_version"]
    body = replace(body, guide_version=newer.guide_version)
    assert (await platform.submit(body, key=uuid4(), citizen=citizen(session))).case_no


@pytest.mark.req("CT-14")
async def test_an_old_guide_is_refused_through_the_outbox_too(
    hall: RunningPlatform, session: Json, tmp_path: Path
) -> None:
    hall.control.put(f"items/{REMOTE_CARE}", json={"status": "in_use"}).raise_for_status()
    async with everything(hall, tmp_path) as (store, courier):
        put = letters.submission(remote_care(session), (), confirmed(session), uuid4())
        told = await courier.deliver_now(await store.outbox.put(put), DEADLINE_S)
    assert isinstance(told, Refused)
    assert told.error.code == "guide_version_stale"


@pytest.mark.req("CT-04")
async def test_down_three_levels_and_the_leafs_code_is_what_is_handed_in(
    session: Json, tmp_path: Path
) -> None:
    above = {2: 1, 3: 2}
    rows = [
        summary(n, parent_catalog_code=summary(above[n])["catalog_code"] if n in above else None)
        for n in (1, 2, 3)
    ]
    case = answer({"case_no": "880001"}, 201)
    async with Scripted(answer(items() | {"items": rows}), case) as server:
        client = reference(server.base_url)
        await client.catalogue_version()
        tree = ItemTree(client.catalogue.items())
        way = [tree.top()[0]]
        while below := tree.below(way[-1]):
            way.append(below[0])
        assert [tree.takes_applications(item) for item in way] == [False, False, True]
        body = remote_care(session, task_code=way[-1].task_code)
        await client.close()
        put = letters.submission(body, (), confirmed(session), uuid4())
        line = build_line(settings(server.base_url))
        async with opened(tmp_path) as store:
            courier = Courier(store, line)
            task = asyncio.ensure_future(courier.run())
            assert isinstance(await courier.deliver_now(await store.outbox.put(put), DEADLINE_S), Delivered)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        await line.close()
    assert f'"task_code":"{rows[2]["task_code"]}"'.encode() in server.seen[-1].body
    assert server.seen[-1].target == "/kiosk/v1/cases"


@pytest.mark.req("DX-06")
async def test_one_trace_id_from_the_log_here_to_the_log_there_through_every_try(
    hall: RunningPlatform, session: Json, tmp_path: Path
) -> None:
    hall.fault("submitCase", "swallow", times=2)
    hall.fault("createUpload", "status", times=1)
    put = application(session)
    with capture_logs() as logs:
        async with everything(hall, tmp_path) as (store, _):
            receipt = await store.outbox.put(put)
            await emptied(store)
            found = await store.outbox.find(receipt.holding_no)
    assert found is not None
    assert found.answer is not None
    [done] = [entry for entry in logs if entry["event"] == "courier.delivered"]
    put_off = [entry for entry in logs if entry["event"] == "courier.later"]
    assert done["number"] == found.answer.number
    assert {entry["letter"] for entry in (done, *put_off)} == {put.key.hex}
    assert len(put_off) >= 3
    least = {"createUpload": 4, "appendUpload": 3, "completeUpload": 3, "submitCase": 3}
    for operation, number in least.items():
        there = hall.requests(operation)
        assert len(there) >= number
        assert {entry["trace_id"] for entry in there} == {put.key.hex}, operation


@pytest.mark.req("DX-06")
async def test_two_letters_have_two_traces(hall: RunningPlatform, session: Json, tmp_path: Path) -> None:
    puts = [letters.submission(remote_care(session), (), confirmed(session), uuid4()) for _ in range(2)]
    async with everything(hall, tmp_path) as (store, courier):
        for put in puts:
            await courier.deliver_now(await store.outbox.put(put), DEADLINE_S)
    assert [entry["trace_id"] for entry in hall.requests("submitCase")] == [put.key.hex for put in puts]
