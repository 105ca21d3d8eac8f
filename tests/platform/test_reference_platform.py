"""The client against the reference platform, over a real socket."""

from __future__ import annotations

import tomllib
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from kiosk.domain.booking import Booking, Source, TicketRequest
from kiosk.domain.citizen import Citizen, Level
from kiosk.errors import PlatformRefused, PlatformUnavailable
from kiosk.platform import Help
from kiosk.platform.adapters.reference import ReferencePlatform
from simulator.platform.running import RunningPlatform
from tests.platform.terminal import CHINA, card, proof, reference

NOW = datetime(2026, 3, 12, 10, 24, tzinfo=CHINA)
DATA = Path(__file__).parents[2] / "simulator" / "data" / "citizens.toml"
PEOPLE = {person["key"]: person for person in tomllib.loads(DATA.read_text("utf-8"))["citizens"]}
WALK_IN = TicketRequest(Source.WALK_IN, area_code="A")


@pytest.fixture
def hall() -> Iterator[RunningPlatform]:
    with RunningPlatform(now=NOW) as running:
        yield running


@pytest.fixture
async def platform(hall: RunningPlatform) -> AsyncIterator[ReferencePlatform]:
    """A terminal whose clock agrees with the platform's."""
    client = reference(hall.base_url, secret=hall.secret, now=lambda: hall.now().timestamp())
    yield client
    await client.close()


async def sign_in(platform: ReferencePlatform, hall: RunningPlatform, key: str = "two_bookings") -> Citizen:
    person = PEOPLE[key]
    shown = proof(card(person["id_no"], person["name"]), at=hall.now())
    return await platform.open_session((shown,), key=uuid4())


async def bookings(platform: ReferencePlatform, citizen: Citizen) -> tuple[Booking, ...]:
    return (await platform.bookings(citizen, on=NOW.date()))[0]


async def test_from_card_to_number(hall: RunningPlatform, platform: ReferencePlatform) -> None:
    citizen = await sign_in(platform, hall)
    assert (citizen.who, citizen.level) == ("张*例", Level.L2)
    first, second = await bookings(platform, citizen)
    assert first.slot.start < second.slot.start
    assert first.can_check_in(hall.now())
    request = TicketRequest.for_booking(first)
    ticket = await platform.issue_ticket(request, key=uuid4(), citizen=citizen)
    assert (ticket.source, ticket.priority, ticket.slot) == (Source.BOOKING, "booked", first.slot)
    [minted] = hall.state()["tickets"]
    assert (ticket.id, ticket.number) == (minted["ticket_id"], minted["ticket_no"])
    await platform.sign_out(citizen)
    assert hall.state()["sessions"]["open"] == 0


@pytest.mark.parametrize("mishap", ["swallow", "half", "close"])
async def test_a_lost_answer_never_makes_a_second_number(
    hall: RunningPlatform, platform: ReferencePlatform, mishap: str
) -> None:
    citizen = await sign_in(platform, hall)
    first, *_ = await bookings(platform, citizen)
    hall.fault("issueQueueTicket", mishap)
    ticket = await platform.issue_ticket(TicketRequest.for_booking(first), key=uuid4(), citizen=citizen)
    assert [minted["ticket_no"] for minted in hall.state()["tickets"]] == [ticket.number]
    assert len(hall.requests("issueQueueTicket")) == 2


async def test_the_citizens_own_retry_gets_the_same_number(
    hall: RunningPlatform, platform: ReferencePlatform
) -> None:
    key = uuid4()
    hall.fault("issueQueueTicket", "nonsense")
    with pytest.raises(PlatformUnavailable):
        await platform.issue_ticket(WALK_IN, key=key, citizen=None)
    first = await platform.issue_ticket(WALK_IN, key=key, citizen=None)
    again = await platform.issue_ticket(WALK_IN, key=key, citizen=None)
    assert again == first
    assert len(hall.state()["tickets"]) == 1


async def test_a_booking_has_one_number_and_the_refusal_names_it(
    hall: RunningPlatform, platform: ReferencePlatform
) -> None:
    citizen = await sign_in(platform, hall)
    first, *_ = await bookings(platform, citizen)
    request = TicketRequest.for_booking(first)
    ticket = await platform.issue_ticket(request, key=uuid4(), citizen=citizen)
    with pytest.raises(PlatformRefused, match="ticket_exists") as refused:
        await platform.issue_ticket(request, key=uuid4(), citizen=citizen)
    assert refused.value.existing is not None
    assert (await platform.ticket(refused.value.existing.id)).number == ticket.number


async def test_a_reprint_is_counted(hall: RunningPlatform, platform: ReferencePlatform) -> None:
    ticket = await platform.issue_ticket(WALK_IN, key=uuid4(), citizen=None)
    assert ticket.source is Source.WALK_IN
    key = uuid4()
    hall.fault("reprintQueueTicket", "swallow")
    assert (await platform.count_reprint(ticket.id, reason="lost", key=key)).reprints == 1
    assert (await platform.count_reprint(ticket.id, reason="lost", key=uuid4())).reprints == 2


async def test_suspended_credit_leaves_the_walk_in(
    hall: RunningPlatform, platform: ReferencePlatform
) -> None:
    citizen = await sign_in(platform, hall, "suspended")
    assert citizen.booking_suspended_until is not None
    _, credit = await platform.bookings(citizen, on=NOW.date())
    assert (credit.no_shows, credit.suspended_until) == (4, citizen.booking_suspended_until)
    ticket = await platform.issue_ticket(WALK_IN, key=uuid4(), citizen=citizen)
    assert ticket.number


@pytest.mark.parametrize(("who", "found"), [("no_booking", 0), ("expired_booking", 0), ("rare_name", 1)])
async def test_only_valid_bookings(
    hall: RunningPlatform, platform: ReferencePlatform, who: str, found: int
) -> None:
    citizen = await sign_in(platform, hall, who)
    assert len(await bookings(platform, citizen)) == found


async def test_a_disabled_account(hall: RunningPlatform, platform: ReferencePlatform) -> None:
    with pytest.raises(PlatformRefused, match="account_disabled") as refused:
        await sign_in(platform, hall, "disabled")
    assert refused.value.status == 403
    assert refused.value.detail
    assert platform.link_up


async def test_signing_out_twice(hall: RunningPlatform, platform: ReferencePlatform) -> None:
    citizen = await sign_in(platform, hall)
    await platform.sign_out(citizen)
    await platform.sign_out(citizen)
    with pytest.raises(PlatformRefused, match="session_"):
        await bookings(platform, citizen)


async def test_a_session_that_ran_out(hall: RunningPlatform, platform: ReferencePlatform) -> None:
    citizen = await sign_in(platform, hall)
    hall.advance(3600)
    with pytest.raises(PlatformRefused, match="session_expired"):
        await bookings(platform, citizen)
    await platform.sign_out(citizen)


async def test_a_terminal_whose_clock_is_years_off(hall: RunningPlatform) -> None:
    astray = datetime(2020, 1, 1, tzinfo=UTC).timestamp()
    platform = reference(hall.base_url, secret=hall.secret, now=lambda: astray)
    assert (await platform.hall_status()).open
    assert (await platform.hall_status()).areas
    await platform.close()
    assert [seen["status"] for seen in hall.requests("getHallStatus")] == [401, 200, 200]


async def test_a_wrong_secret_is_refused(hall: RunningPlatform) -> None:
    platform = reference(hall.base_url, secret="ab" * 32, now=lambda: hall.now().timestamp())
    with pytest.raises(PlatformRefused, match="signature_invalid"):
        await platform.hall_status()
    await platform.close()


async def test_the_catalogue_and_the_heartbeat(hall: RunningPlatform, platform: ReferencePlatform) -> None:
    version = await platform.catalogue_version()
    assert await platform.catalogue_version() == version
    assert [seen["status"] for seen in hall.requests("listItems")][-2:] == [200, 304]
    assert "社会保障卡补换领申请" in {item.name for item in platform.catalogue.items()}
    device = {"kind": "ticket_printer", "device": "online", "paper": "low", "since": NOW.isoformat()}
    await platform.heartbeat(Help(devices=(device,), counters={"sessions": 1}, help_requested=True))
    beat: dict[str, Any] = hall.state()["devices"]["K03"]["heartbeat"]
    assert (beat["help_requested"], beat["devices"], beat["catalogue_version"]) == (True, [device], version)


async def test_a_platform_that_goes_away_leaves_no_number(
    hall: RunningPlatform, platform: ReferencePlatform
) -> None:
    hall.fault("*", "close", times=None)
    with pytest.raises(PlatformUnavailable):
        await platform.issue_ticket(WALK_IN, key=uuid4(), citizen=None)
    assert not platform.link_up
    assert hall.state()["tickets"] == []
