"""Nobody is served without the devices that must be there, or by order; and it heals by itself."""

from __future__ import annotations

import pytest

from kiosk.domain.words import Text
from kiosk.hardware.device import STARTING, DeviceState, DeviceStatus
from kiosk.journeys.out_of_service import out_of_service
from kiosk.journeys.views import ChooseBooking, Home, OutOfService, StaffCalled
from tests.fakes import NOW, ONLINE, Person, virtually

GONE = DeviceStatus(DeviceState.NO_DEVICE, code="unplugged")
MUST = ("id_card", "ticket_printer")


def a_person(**states: DeviceStatus) -> Person:
    person = Person(required=MUST)
    person.devices.known |= states
    return person


@pytest.mark.parametrize(
    ("states", "out"),
    [
        ({}, False),
        ({"id_card": GONE}, False),
        ({"id_card": GONE, "ticket_printer": GONE}, True),
        ({"id_card": GONE, "ticket_printer": STARTING}, False),
        ({"camera": GONE, "code_scanner": GONE}, False),
    ],
)
def test_all_required_devices_must_be_lost(states: dict[str, DeviceStatus], *, out: bool) -> None:
    assert (out_of_service(a_person(**states).hall) is not None) is out


def test_a_terminal_that_requires_nothing_is_never_out_of_service() -> None:
    person = Person()
    person.devices.known = dict.fromkeys(person.devices.known, GONE)
    assert out_of_service(person.hall) is None


@pytest.mark.req("SC-02")
def test_the_screen_says_so_and_heals_by_itself() -> None:
    async def story() -> None:
        person = a_person()
        person.arrives()
        await person.sees(Home)
        person.devices.known |= {"id_card": GONE, "ticket_printer": GONE}
        person.hall.changed()
        closed = await person.sees(OutOfService)
        assert closed.since == NOW
        assert "换一台机器" in closed.lines[1].zh
        assert closed.choices == ()
        person.devices.known["id_card"] = ONLINE
        person.hall.changed()
        await person.sees(Home)
        person.chooses("check_in")  # and serves again
        assert person.hall.out_since is None

    virtually(story())


def test_a_person_can_be_called_from_there() -> None:
    async def story() -> None:
        person = a_person(id_card=GONE, ticket_printer=GONE)
        person.arrives()
        await person.sees(OutOfService)
        person.chooses("help")
        await person.sees(StaffCalled)
        person.chooses("continue")
        await person.sees(OutOfService)

    virtually(story())


def test_whoever_is_being_served_finishes_first() -> None:
    async def story() -> None:
        person = a_person()
        person.arrives()
        await person.gets_to_bookings()
        person.devices.known |= {"id_card": GONE, "ticket_printer": GONE}
        person.hall.changed()
        await person.sees(ChooseBooking)
        person.chooses("home")
        await person.sees(OutOfService)

    virtually(story())


def test_an_order_closes_with_its_own_words() -> None:
    async def story() -> None:
        person = Person()
        person.hall.closed = Text("检修中，请去3号窗口")
        person.arrives()
        closed = await person.sees(OutOfService)
        assert closed.lines[0].zh == "检修中，请去3号窗口"
        person.now = NOW.replace(hour=11)
        person.hall.changed()
        assert (await person.sees(OutOfService)).since == NOW, "since when does not move"
        person.hall.closed = None
        person.hall.changed()
        await person.sees(Home)

    virtually(story())


class A4:
    """Counts how often everything of this terminal was taken back."""

    kind = "document_printer"

    def __init__(self) -> None:
        self.cancelled = 0

    async def cancel_all(self) -> None:
        self.cancelled += 1


def test_when_a_visit_ends_its_prints_end() -> None:
    async def story() -> None:
        person, printer = Person(), A4()
        person.hall.document_printer = printer  # type: ignore[assignment]  # one verb of the port is enough
        visit = person.arrives()
        await person.gets_to_bookings()
        person.chooses("end_session")
        await visit
        await person.hall.farewells.all_said()
        assert printer.cancelled == 1

    virtually(story())
