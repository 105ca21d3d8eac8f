"""Another province: the same journeys, views and person; only ``[platform] adapter`` differs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kiosk.errors import ConfigError, PlatformRefused
from kiosk.hardware.ticket_printer import Line
from kiosk.journeys.views import ChooseBooking, Fault, Home, PresentCredential, TicketIssued
from kiosk.platform import Platform
from kiosk.platform.client import connect
from simulator.platform.running import RunningPlatform
from tests.fakes import NOW, Person, a_card
from tests.platform.second_adapter.server import YunxiServer
from tests.platform.terminal import SECRET, reference, settings

SECOND = "tests.platform.second_adapter.adapter:build"
JOURNEYS = Path(__file__).parents[3] / "kiosk" / "journeys"


@asynccontextmanager
async def the_reference() -> AsyncIterator[Platform]:
    with RunningPlatform(now=NOW) as hall:
        platform = reference(hall.base_url, secret=hall.secret, now=lambda: hall.now().timestamp())
        yield platform
        await platform.close()


@asynccontextmanager
async def the_second() -> AsyncIterator[Platform]:
    async with YunxiServer(NOW, bytes.fromhex(SECRET)) as server:
        platform = connect(settings(server.base_url, adapter=SECOND))
        yield platform
        await platform.close()
        assert server.services == ["yh.dl", "yy.lb", "hm.qh", "yh.tc"]
        assert server.sessions == set()


PROVINCES = {"reference": the_reference, "second": the_second}


@pytest.mark.req("DX-02", "CH-08")
@pytest.mark.parametrize("province", PROVINCES)
async def test_the_check_in_story_with_either_platform(province: str) -> None:
    async with asyncio.timeout(60), PROVINCES[province]() as platform:
        person = Person()
        person.hall.platform = platform
        visit = person.arrives()
        await person.gets_to_bookings()
        offered = await person.sees(ChooseBooking)
        person.chooses(offered.bookings[0].id)
        issued = await person.sees(TicketIssued)
        assert (issued.printed, issued.booked, issued.area_code) == (True, True, "A")
        assert issued.item_name == offered.bookings[0].item_name
        [slip] = person.printer.slips
        assert issued.number in "\n".join(part.text for part in slip.parts if isinstance(part, Line))
        person.chooses("done")
        await visit
        assert list(dict.fromkeys(person.seen)) == [
            "home",
            "present_credential",
            "please_wait",
            "choose_booking",
            "ticket_printing",
            "ticket_issued",
        ]


async def test_a_refusal_in_the_provinces_own_form_is_one_of_the_houses() -> None:
    async with YunxiServer(NOW, bytes.fromhex(SECRET)) as server:
        platform = connect(settings(server.base_url, adapter=SECOND))
        with pytest.raises(PlatformRefused) as refused:
            await platform.catalogue_version()
        assert refused.value.code == "not_found"
        await platform.close()


async def test_a_silent_province_shows_the_same_fault() -> None:
    async with asyncio.timeout(60):
        person = Person()
        platform = connect(settings("http://127.0.0.1:9/zwfw/api", adapter=SECOND, timeout_seconds=0.5))
        person.hall.platform = platform
        visit = person.arrives()
        await person.sees(Home)
        person.chooses("check_in")
        await person.sees(PresentCredential)
        person.reader.lay(a_card())
        assert (await person.sees(Fault)).reason == "platform_unavailable"
        visit.cancel()
        await asyncio.gather(visit, return_exceptions=True)
        await platform.close()


@pytest.mark.parametrize(
    "adapter", ["no.such.module:build", "tests.platform.second_adapter.adapter:bild", ":build"]
)
def test_an_adapter_that_cannot_be_imported_is_a_mistake_of_the_configuration(adapter: str) -> None:
    with pytest.raises(ConfigError, match=r"platform\.adapter.*cannot be imported"):
        connect(settings("http://127.0.0.1:9/zwfw/api", adapter=adapter))


@pytest.mark.req("CH-08")
def test_no_journey_and_no_screen_knows_a_wire() -> None:
    """All data come through the port: neither httpx nor an adapter is named outside the platform's room."""
    for folder in (JOURNEYS, JOURNEYS.parent / "screens"):
        for file in folder.rglob("*.py"):
            text = file.read_text("utf-8")
            assert "httpx" not in text, file
            assert "platform.adapters" not in text, file
            assert "platform.wire" not in text, file
