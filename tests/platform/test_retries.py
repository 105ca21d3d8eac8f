"""A bad line: what is asked again, how, and what is not."""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid4

import pytest

from kiosk.domain.booking import Source, TicketRequest
from kiosk.errors import Existing, PlatformRefused, PlatformUnavailable
from tests.platform.samples import HALL, TICKET
from tests.platform.scripted import (
    Scripted,
    Seen,
    Step,
    answer,
    cut,
    garbage,
    half,
    hang,
    page,
    problem,
    reset,
)
from tests.platform.terminal import citizen, reference

WALK_IN = TicketRequest(Source.WALK_IN, area_code="A")
STAYS = ("idempotency-key", "x-trace-id", "authorization", "x-app-id", "x-device-id", "content-type")
CHANGES = ("x-nonce", "x-signature")


async def issue(server: Scripted, key: UUID | None = None, seconds: float = 8) -> str:
    """Ask for a number; return it."""
    platform = reference(server.base_url, seconds=seconds)
    try:
        ticket = await platform.issue_ticket(WALK_IN, key=key or uuid4(), citizen=citizen())
        assert platform.link_up
        return ticket.number
    finally:
        await platform.close()


def assert_same_request(first: Seen, second: Seen) -> None:
    assert (second.method, second.target, second.body) == (first.method, first.target, first.body)
    for name in STAYS:
        assert second.headers[name] == first.headers[name]
    for name in CHANGES:
        assert second.headers[name] != first.headers[name]


@pytest.mark.parametrize(
    "mishap",
    [
        cut,
        reset,
        half,
        garbage,
        page(502),
        problem("internal_error", 500, "later"),
        problem("service_unavailable", 503, "later", headers={"Retry-After": "0"}),
        problem("request_in_progress", 409, "later"),
        problem("rate_limited", 429, "later", headers={"Retry-After": "0"}),
        problem("nonce_replayed", 401, "after_correction"),
    ],
)
async def test_asked_again_with_same_key_and_body_but_fresh_nonce(mishap: Step) -> None:
    key = uuid4()
    async with Scripted(mishap, answer(TICKET, 201)) as server:
        assert await issue(server, key) == "A023"
    first, second = server.seen
    assert first.headers["idempotency-key"] == str(key)
    assert_same_request(first, second)


async def test_a_hanging_first_try_leaves_time_for_a_second() -> None:
    async with Scripted(hang, answer(TICKET, 201)) as server:
        assert await issue(server, seconds=2) == "A023"
    assert_same_request(*server.seen)


async def test_a_get_is_asked_again_too() -> None:
    async with Scripted(cut, answer(HALL)) as server:
        platform = reference(server.base_url)
        assert (await platform.hall_status()).waiting == 5
        await platform.close()
    assert [seen.method for seen in server.seen] == ["GET", "GET"]


async def test_retry_after_that_fits_is_kept() -> None:
    async with Scripted(
        problem("rate_limited", 429, "later", headers={"Retry-After": "1"}), answer(TICKET, 201)
    ) as server:
        begun = asyncio.get_running_loop().time()
        assert await issue(server) == "A023"
        assert asyncio.get_running_loop().time() - begun >= 1
    assert len(server.seen) == 2


@pytest.mark.parametrize("where", ["header", "body"])
async def test_retry_after_beyond_the_deadline_is_told_not_waited_for(where: str) -> None:
    limited = (
        problem("rate_limited", 429, "later", headers={"Retry-After": "30"})
        if where == "header"
        else problem("rate_limited", 429, "later", retry_after=30)
    )
    async with Scripted(limited) as server:
        with pytest.raises(PlatformRefused) as refused:
            await issue(server)
    assert (refused.value.code, refused.value.retry_after) == ("rate_limited", 30)
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("code", "status"),
    [("upstream_timeout", 504), ("request_in_progress", 409)],
)
async def test_when_it_stays_so_the_outcome_is_unknown(code: str, status: int) -> None:
    async with Scripted(problem(code, status, "later")) as server:
        with pytest.raises(PlatformUnavailable, match=code):
            await issue(server)
    assert len(server.seen) == 4


async def test_no_pause_is_begun_that_the_deadline_would_cut() -> None:
    async with Scripted(problem("internal_error", 500, "later")) as server:
        with pytest.raises(PlatformUnavailable):
            await issue(server, seconds=0.5)
    assert len(server.seen) == 2


@pytest.mark.parametrize(
    ("code", "status", "retry"),
    [
        ("tickets_exhausted", 409, "never"),
        ("validation_failed", 422, "after_correction"),
        ("session_expired", 401, "after_correction"),
        ("account_locked", 423, "later"),
        ("lookup_cooldown", 429, "later"),
        ("a_code_of_next_year", 418, "perhaps"),
    ],
)
async def test_a_refusal_is_passed_on_at_once(code: str, status: int, retry: str) -> None:
    async with Scripted(problem(code, status, retry, until="2026-11-22T09:00:00+08:00")) as server:
        with pytest.raises(PlatformRefused) as refused:
            await issue(server)
    told = refused.value
    assert (told.code, told.status, told.retry) == (code, status, retry)
    assert (told.detail, told.until) == ("请稍后再试。", "2026-11-22T09:00:00+08:00")
    assert len(server.seen) == 1


async def test_a_refusal_names_what_exists() -> None:
    existing = {"kind": "queue_ticket", "id": "ti-0001"}
    async with Scripted(problem("ticket_exists", 409, existing=existing)) as server:
        with pytest.raises(PlatformRefused) as refused:
            await issue(server)
    assert refused.value.existing == Existing("queue_ticket", "ti-0001")


async def test_a_nonce_is_renewed_once_only() -> None:
    async with Scripted(problem("nonce_replayed", 401, "after_correction")) as server:
        with pytest.raises(PlatformRefused, match="nonce_replayed"):
            await issue(server)
    assert len(server.seen) == 2


async def test_signing_again_does_not_use_up_the_retries() -> None:
    async with Scripted(
        problem("nonce_replayed", 401, "after_correction"), cut, cut, answer(TICKET, 201)
    ) as server:
        assert await issue(server) == "A023"


async def test_one_connection_serves_many_requests() -> None:
    async with Scripted(answer(HALL)) as server:
        platform = reference(server.base_url)
        for _ in range(3):
            await platform.hall_status()
        await platform.close()
    assert (len(server.seen), server.connections) == (3, 1)
