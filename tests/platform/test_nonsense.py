"""An answer nobody can use: the outcome is unknown, and nothing of it gets out."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from kiosk.domain.booking import Source, TicketRequest
from kiosk.errors import PlatformUnavailable
from kiosk.platform.breaker import Breaker
from tests.platform.samples import BOOKINGS, HALL, SESSION, TICKET
from tests.platform.scripted import Scripted, Step, answer, drip, half, hang, page, problem, raw
from tests.platform.terminal import citizen, proof, reference

ASKED = TicketRequest(Source.WALK_IN, area_code="A")
Json = dict[str, Any]


def without(name: str) -> Json:
    return {member: value for member, value in TICKET.items() if member != name}


@pytest.mark.parametrize(
    "strange",
    [
        pytest.param(page(200), id="a hotel's login page"),
        pytest.param(raw(200, b"", "application/json"), id="nothing"),
        pytest.param(raw(204, b"", "application/json"), id="no content"),
        pytest.param(raw(304, b"", "application/json"), id="unchanged what was never had"),
        pytest.param(raw(200, b'{"ticket_id": "ti-', "application/json"), id="broken JSON"),
        pytest.param(raw(200, b'{"ticket_id": "\xff\xfe"}', "application/json"), id="not UTF-8"),
        pytest.param(raw(200, b"\x1f\x8bno", "application/json", Content_Encoding="gzip"), id="broken gzip"),
        pytest.param(raw(302, b"", "text/html", Location="http://127.0.0.1:9/"), id="a redirect"),
        pytest.param(raw(404, b"{}", "application/json"), id="a refusal without a problem document"),
        pytest.param(raw(409, b'{"code": 5}', "application/problem+json"), id="a problem without a code"),
        pytest.param(answer([]), id="a list"),
        pytest.param(answer(without("ticket_no")), id="no number"),
        pytest.param(answer(without("people_ahead")), id="a member missing"),
        pytest.param(answer(TICKET | {"ticket_no": ""}), id="an empty number"),
        pytest.param(answer(TICKET | {"ticket_no": 23}), id="a number that is no text"),
        pytest.param(answer(TICKET | {"people_ahead": "2"}), id="a count that is text"),
        pytest.param(answer(TICKET | {"people_ahead": -1}), id="fewer than nobody"),
        pytest.param(answer(TICKET | {"windows": None}), id="null where none may be"),
        pytest.param(answer(TICKET | {"issued_at": "2026-11-21T08:51:00"}), id="a time without offset"),
        pytest.param(answer(TICKET | {"issued_at": "this morning"}), id="no time"),
        pytest.param(answer(TICKET | {"ticket_id": "../../secrets"}), id="an id that is a path"),
    ],
)
async def test_the_outcome_is_unknown(strange: Step) -> None:
    async with Scripted(strange) as server:
        platform = reference(server.base_url)
        with pytest.raises(PlatformUnavailable) as unknown:
            await platform.issue_ticket(ASKED, key=uuid4(), citizen=citizen())
        await platform.close()
    assert unknown.value.__cause__ is None
    assert unknown.value.__context__ is None


ELSEWHERE = raw(307, b"", "text/html", Location="/kiosk/v1/elsewhere")


@pytest.mark.parametrize("strange", [page(200), answer(without("ticket_no")), ELSEWHERE])
async def test_nonsense_is_not_asked_for_again(strange: Step) -> None:
    async with Scripted(strange) as server:
        platform = reference(server.base_url)
        with pytest.raises(PlatformUnavailable, match="nonsense"):
            await platform.issue_ticket(ASKED, key=uuid4(), citizen=None)
        await platform.close()
    assert len(server.seen) == 1


@pytest.mark.parametrize("never", [hang, drip])
async def test_the_deadline_holds_for_the_whole_answer(never: Step) -> None:
    async with Scripted(never) as server, asyncio.timeout(20):
        platform = reference(server.base_url, seconds=0.5)
        with pytest.raises(PlatformUnavailable, match="in time"):
            await platform.hall_status()
        assert not platform.link_up
        await platform.close()


async def test_an_endless_answer_is_not_collected() -> None:
    async def endless(writer: asyncio.StreamWriter) -> bool:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        while True:
            writer.write(b" " * 1_000_000)
            await writer.drain()

    async with Scripted(endless) as server:
        platform = reference(server.base_url, seconds=20)
        with pytest.raises(PlatformUnavailable, match="too long"):
            await platform.hall_status()
        await platform.close()


@pytest.mark.parametrize(
    ("strange", "link_up"),
    [(page(200), False), (half, False), (answer({}), True), (problem("internal_error", 500), True)],
)
async def test_the_link_is_up_when_the_platform_itself_spoke(strange: Step, *, link_up: bool) -> None:
    async with Scripted(strange) as server:
        platform = reference(server.base_url, breaker=Breaker(rest_seconds=0))
        assert platform.link_up
        with pytest.raises(PlatformUnavailable):
            await platform.hall_status()
        assert platform.link_up is link_up
        server.then(answer(HALL))
        await platform.hall_status()
        assert platform.link_up
        await platform.close()


TOKEN = "sample-token"


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(SESSION | {"access_token": "bad\r\nX-Evil: 1"}, id="a token that breaks the header"),
        pytest.param(SESSION | {"access_token": ""}, id="an empty token"),
        pytest.param(SESSION | {"access_token": 7}, id="a token that is no text"),
        pytest.param(SESSION | {"person": {}}, id="nobody"),
    ],
)
async def test_a_session_that_cannot_be_used(told: Json) -> None:
    async with Scripted(answer(told, 201)) as server:
        platform = reference(server.base_url)
        with pytest.raises(PlatformUnavailable, match="nonsense"):
            await platform.open_session((proof(),), key=uuid4())
        await platform.close()


@pytest.mark.parametrize(
    "mishap", [half, page(200), answer({"张示例": "990101198503120010"}), problem("x", 400)]
)
async def test_nothing_personal_in_an_error_or_a_log(mishap: Step, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    async with Scripted(mishap) as server:
        platform = reference(server.base_url)
        with pytest.raises(Exception) as failed:  # noqa: PT011 any error must keep quiet
            await platform.open_session((proof(),), key=uuid4())
        with pytest.raises(Exception) as failed_too:  # noqa: PT011 any error must keep quiet
            await platform.bookings(citizen(), on=proof().read_at.date())
        await platform.close()
    said = caplog.text + "".join(
        "".join(traceback.format_exception(error)) + repr(vars(error))
        for error in (failed.value, failed_too.value)
    )
    for personal in ("张示例", "990101198503120010", TOKEN):
        assert personal not in said


async def test_nothing_personal_in_a_url() -> None:
    calls: list[Callable[[Any], Any]] = [
        lambda platform: platform.open_session((proof(),), key=uuid4()),
        lambda platform: platform.bookings(citizen(), on=proof().read_at.date()),
        lambda platform: platform.sign_out(citizen()),
    ]
    async with Scripted(answer(SESSION, 201), answer(BOOKINGS), raw(204, b"", "text/plain")) as server:
        platform = reference(server.base_url)
        for call in calls:
            await call(platform)
        await platform.close()
    assert [seen.target.partition("?")[0] for seen in server.seen] == [
        "/kiosk/v1/sessions",
        "/kiosk/v1/bookings",
        "/kiosk/v1/sessions/current",
    ]
    for seen in server.seen:
        assert "990101" not in seen.target
        assert TOKEN not in seen.target
