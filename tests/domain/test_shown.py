"""A whole journey, seen by whoever draws it: the person is never named whole (SC-05)."""

from __future__ import annotations

import asyncio
import json
from itertools import chain

import pytest

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.ticket_printer import Line, QrCode
from kiosk.journeys.stage import Snapshot
from kiosk.journeys.views import Fault, Home, TicketIssued
from kiosk.terminal_api import encode
from tests.fakes import Person, virtually

WHOLE = ("张示例", "示例", "990101198503120010", "19850312", "850312", "1985-03-12")


@pytest.mark.req("SC-05")
def test_no_view_of_a_journey_and_no_slip_carries_a_whole_name_or_number() -> None:
    async def story() -> None:
        person = Person()
        seen: dict[str, list[str]] = {}

        def look(now: Snapshot) -> None:
            shown = encode.snapshot(now, at=asyncio.get_running_loop().time())
            seen.setdefault(now.view.name(), []).extend((json.dumps(shown, ensure_ascii=False), repr(now)))

        person.stage.listen(look)
        visit = person.arrives()
        await person.gets_to_bookings()
        person.chooses("help")
        person.platform.fail("issue_ticket", DeviceFault("ticket_printer", "paper_out", Action.CLEAR))
        await asyncio.sleep(1)
        person.chooses("continue")
        await asyncio.sleep(1)
        person.chooses("bk-1")
        await person.sees(Fault)
        person.chooses("retry")
        await person.sees(TicketIssued)
        person.chooses("done")
        await visit
        assert isinstance(person.stage.now.view, Home)
        assert {"choose_booking", "please_wait", "staff_called", "fault", "ticket_issued"} <= seen.keys()
        assert "张*例" in seen["choose_booking"][0], "the masked name is what shows"
        paper = [p.text for slip in person.printer.slips for p in slip.parts if isinstance(p, Line)]
        codes = [p.payload for slip in person.printer.slips for p in slip.parts if isinstance(p, QrCode)]
        for line in (*chain.from_iterable(seen.values()), *paper, *codes):
            assert not [whole for whole in WHOLE if whole in line]

    virtually(story())
