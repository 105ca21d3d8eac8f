"""Promises of the requirements that the platform's client keeps."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import structlog

from kiosk.errors import Hints, PlatformRefused, PlatformUnavailable, Remark
from kiosk.journeys.views import Fault, Home, PresentCredential
from kiosk.platform.adapters.reference import ReferencePlatform
from kiosk.store.catalogue import CatalogueStore
from kiosk.telemetry.logs import set_up_logs
from simulator.platform.running import RunningPlatform
from tests.fakes import NOW, Person, a_card
from tests.platform.samples import SESSION
from tests.platform.scripted import Scripted, answer, cut, problem, raw
from tests.platform.terminal import card, citizen, proof, reference, transport
from tests.platform.test_operations import CITIZEN, SUBMISSION
from tests.platform.test_reference_platform import PEOPLE


@pytest.mark.req("CH-13")
async def test_a_case_under_way_is_named_instead_of_a_second_one() -> None:
    existing = {"kind": "case", "id": "990101-2026-0001"}
    async with Scripted(problem("open_case_exists", 409, existing=existing)) as server:
        platform = reference(server.base_url)
        with pytest.raises(PlatformRefused) as refused:
            await platform.submit(SUBMISSION, key=uuid4(), citizen=CITIZEN)
        await platform.close()
    assert len(server.seen) == 1
    assert refused.value.code == "open_case_exists"
    assert refused.value.existing is not None
    assert (refused.value.existing.kind, refused.value.existing.id) == ("case", "990101-2026-0001")


@pytest.mark.req("CH-01")
async def test_without_the_platform_there_is_no_case_and_no_number() -> None:
    async with Scripted(cut) as server:
        platform = reference(server.base_url, seconds=0.5)
        with pytest.raises(PlatformUnavailable):
            await platform.submit(SUBMISSION, key=uuid4(), citizen=CITIZEN)
        await platform.close()
    bodies = {seen.body for seen in server.seen}
    keys = {seen.headers["idempotency-key"] for seen in server.seen}
    assert (len(bodies), len(keys)) == (1, 1), "a repeated submission is the same one"
    assert b"case_no" not in bodies.pop()


@pytest.mark.req("ID-11")
async def test_a_disabled_account_is_stopped_politely_and_nothing_more_is_asked() -> None:
    with RunningPlatform(now=NOW) as hall:
        platform = reference(hall.base_url, secret=hall.secret, now=lambda: hall.now().timestamp())
        person = Person()
        person.hall.platform = platform
        disabled = PEOPLE["disabled"]
        async with asyncio.timeout(60):
            visit = person.arrives()
            await person.sees(Home)
            person.chooses("check_in")
            await person.sees(PresentCredential)
            shown = card(disabled["id_no"], disabled["name"])
            person.reader.lay(a_card(number=shown.number, name=shown.name))
            told = await person.sees(Fault)
            assert told.reason == "account_disabled"
            assert told.retry is None
            assert "12345" in told.safe.zh
            person.stage.answer(person.stage.now.seq, "end_session")
            await visit
        assert [seen["operation"] for seen in hall.requests()] == ["createSession"]
        await platform.close()


def everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


@pytest.mark.req("ID-12")
async def test_a_token_is_written_nowhere(tmp_path: Path) -> None:
    """Neither in the state folder nor in the log, however much is told there."""
    set_up_logs(tmp_path / "log")
    token = "sample-token-not-a-secret"
    shelf = CatalogueStore(tmp_path / "state" / "catalogue.db")
    async with Scripted(
        answer(SESSION, 201), problem("session_expired", 401), raw(200, b"{", "text/html")
    ) as server:
        platform = ReferencePlatform(transport(server.base_url, seconds=0.5), "0.1.0", shelf)
        signed_in = await platform.open_session((proof(),), key=uuid4())
        assert signed_in.token.reveal() == token
        for _ in range(2):
            try:
                await platform.bookings(signed_in, on=NOW.date())
            except (PlatformRefused, PlatformUnavailable) as error:
                structlog.get_logger().error("told", detail=str(error), error=repr(error), who=signed_in)
        assert f"Bearer {token}" in [seen.headers.get("authorization") for seen in server.seen]
        await platform.close()
    shelf.close()
    written = everything_in(tmp_path)
    assert b'"event": "told"' in written
    assert token.encode() not in written
    structlog.reset_defaults()


@pytest.mark.req("ID-12")
async def test_an_expired_token_leads_to_the_card_again_and_not_to_a_crash() -> None:
    with RunningPlatform(now=NOW) as hall:
        platform = reference(hall.base_url, secret=hall.secret, now=lambda: hall.now().timestamp())
        person = Person()
        person.hall.platform = platform
        async with asyncio.timeout(60):
            visit = person.arrives()
            await person.gets_to_bookings()
            hall.advance(31 * 60)
            person.now = NOW + timedelta(minutes=31)
            person.chooses(person.stage.now.view.choices[0].id)
            told = await person.sees(Fault)
            assert told.reason in {"session_expired", "session_invalid"}
            person.chooses("another_way")
            await person.sees(Home)
            person.chooses("check_in")
            await person.sees(PresentCredential)
            person.stage.answer(person.stage.now.seq, "end_session")
            await visit
        await platform.close()


async def test_a_refusal_brings_everything_that_puts_it_right() -> None:
    more: Any = {
        "required_level": "L3",
        "attempts_left": 2,
        "offset": 7,
        "guide_version": "g-4",
        "errors": [{"pointer": "/form/data/reason", "code": "required", "detail": "此项必填。"}],
    }
    async with Scripted(problem("validation_failed", 422, "after_correction", **more)) as server:
        platform = reference(server.base_url)
        with pytest.raises(PlatformRefused) as refused:
            await platform.submit(SUBMISSION, key=uuid4())
        await platform.close()
    remarks = (Remark("/form/data/reason", "required", "此项必填。"),)
    assert refused.value.hints == Hints("L3", 2, 7, "g-4", remarks)


@pytest.mark.parametrize(
    ("status", "code"), [(404, "not_found"), (403, "not_owner"), (410, "upload_expired")]
)
async def test_a_status_alone_says_what_became_of_an_upload(status: int, code: str) -> None:
    async with Scripted(raw(status, b"", "text/plain")) as server:
        platform = reference(server.base_url)
        with pytest.raises(PlatformRefused) as refused:
            await platform.upload_offset("up-1")
        assert refused.value.code == code
        await platform.close()


async def test_an_upload_without_an_offset_is_nonsense() -> None:
    async with Scripted(raw(200, b"", "text/plain")) as server:
        platform = reference(server.base_url)
        with pytest.raises(PlatformUnavailable, match="offset"):
            await platform.upload_offset("up-1")
        await platform.close()


async def test_a_file_that_is_a_page_is_nonsense() -> None:
    async with Scripted(raw(200, b"<h1>", "text/html")) as server:
        platform = reference(server.base_url)
        with pytest.raises(PlatformUnavailable, match="outside the contract"):
            await platform.case_document(citizen(), "case-1", "do-1")
        await platform.close()
