"""What can be done with which devices: one that fails takes only what needs it (CH-03), and says why."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from kiosk.hardware.device import STARTING, DeviceState, DeviceStatus, Paper, Toner
from kiosk.journeys import capabilities
from kiosk.journeys.capabilities import NEEDS
from kiosk.journeys.credential_ways import ANY_WAY, ways
from kiosk.journeys.doing import DEVICE, Doing
from tests.fakes import ONLINE, Person
from tests.journeys.shelves import SAMPLES, Source, kept

GONE = DeviceStatus(DeviceState.NO_DEVICE, code="unplugged")
ALL = dict.fromkeys(DEVICE.values(), ONLINE)


def a_hall(**states: DeviceStatus) -> Person:
    """Every device is there and well, but for these."""
    person = Person()
    person.devices.known = ALL | states
    person.hall.catalogue = asyncio.run(kept(Source(SAMPLES)))
    return person


@pytest.mark.req("CH-03")
@pytest.mark.parametrize("doing", list(Doing))
def test_a_device_that_fails_takes_only_its_own_doing(doing: Doing) -> None:
    hall = a_hall(**{DEVICE[doing]: GONE}).hall
    assert [one for one in Doing if not hall.can(one).available] == [doing]
    why = hall.can(doing).why_not
    assert why is not None
    assert why.zh
    assert why.en


@pytest.mark.req("CH-03")
@pytest.mark.parametrize("kind", sorted(set(DEVICE.values())))
def test_of_the_services_only_those_that_need_it_are_greyed(kind: str) -> None:
    person = a_hall(**{kind: GONE})
    lost = {s for s, needed in NEEDS.items() if kind in {DEVICE[doing] for doing in needed}}
    for service in NEEDS:
        can = capabilities.capability(person.hall, service)
        assert can.available is (service not in lost)
        assert (can.why_not is None) is can.available


@pytest.mark.req("CH-03")
@pytest.mark.parametrize(
    ("kind", "greyed"),
    [
        ("id_card", {"id_card"}),
        ("smart_card", {"social_security_card", "travel_document"}),
        ("code_scanner", {"qr_code"}),
        ("camera", set()),
        ("ticket_printer", set()),
    ],
)
def test_the_other_ways_to_show_who_one_is_stay_open(kind: str, greyed: set[str]) -> None:
    rows = ways(a_hall(**{kind: GONE}).hall, ANY_WAY, walk_in=True)
    assert {row.id for row in rows if not row.enabled} == greyed
    assert all(row.why_not for row in rows if not row.enabled)


@pytest.mark.parametrize(
    ("doing", "status", "word"),
    [
        (Doing.PRINT_TICKET, replace(ONLINE, paper=Paper.OUT), "没纸"),
        (Doing.PRINT_CERTIFICATE, replace(ONLINE, paper=Paper.OUT), "没纸"),
        (Doing.PRINT_CERTIFICATE, replace(ONLINE, toner=Toner.OUT), "墨粉"),
        (Doing.PRINT_CERTIFICATE, replace(ONLINE, paper=Paper.JAMMED), "用不了"),
    ],
)
def test_the_reason_is_what_the_device_said(doing: Doing, status: DeviceStatus, word: str) -> None:
    why = a_hall(**{DEVICE[doing]: status}).hall.can(doing).why_not
    assert why is not None
    assert word in why.zh


def test_a_device_that_starts_or_runs_low_can_be_counted_on() -> None:
    hall = a_hall(id_card=STARTING, ticket_printer=replace(ONLINE, paper=Paper.LOW)).hall
    assert hall.can(Doing.READ_ID_CARD).available
    assert hall.can(Doing.PRINT_TICKET).available


def test_what_was_never_fitted_says_so() -> None:
    person = Person()
    person.devices.known = {}
    why = person.hall.can(Doing.PRINT_CERTIFICATE).why_not
    assert why is not None
    assert "没有这个设备" in why.zh


def test_the_status_tells_every_service_and_every_doing() -> None:
    told = capabilities.every(a_hall(document_printer=GONE).hall)
    assert set(told) >= {"check_in", *(doing.value for doing in Doing)}
    assert not told["print_certificate"].available
    assert told["print_ticket"].available
