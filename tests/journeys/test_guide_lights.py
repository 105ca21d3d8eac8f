"""The cabinet's lights and sounds follow the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from kiosk.errors import Action
from kiosk.hardware.device import DeviceState, DeviceStatus, Paper
from kiosk.hardware.panel import Beep, Event, HelpPressed, Light, Mode, PresenceChanged
from kiosk.journeys.guide_lights import GuideLights, lights
from kiosk.journeys.view import View
from kiosk.journeys.views import ChooseBooking, FaceCheck, Home, PresentCredential, StaffCalled, TicketIssued
from tests.fakes import FakeDevice, Person, a_card, virtually


class FakePanel(FakeDevice):
    """Remembers what was lit and heard."""

    kind = "panel"
    present: bool | None = None

    def __init__(self) -> None:
        self.lit: dict[Light, Mode] = {}
        self.beeps: list[Beep] = []
        self.hear: Callable[[Event], None] = lambda _event: None
        self.heard = True

    @property
    def doors(self) -> Mapping[str, bool]:
        return {}

    def light(self, name: Light, mode: Mode) -> None:
        self.lit[name] = mode

    def beep(self, pattern: Beep) -> None:
        self.beeps.append(pattern)

    def listen(self, hear: Callable[[Event], None]) -> Callable[[], None]:
        self.hear = hear

        def stop() -> None:
            self.heard = False

        return stop

    @property
    def bright(self) -> dict[Light, Mode]:
        return {light: mode for light, mode in self.lit.items() if mode is not Mode.OFF}


def guided() -> tuple[Person, FakePanel, Callable[[], None]]:
    person, panel = Person(), FakePanel()
    return person, panel, GuideLights(panel, person.stage).follow()


def test_the_light_shows_where_and_a_tone_says_that_it_was_read() -> None:
    async def story() -> None:
        person, panel, stop = guided()
        person.arrives()
        await person.sees(Home)
        assert panel.bright == {}
        person.chooses("check_in")
        await person.sees(PresentCredential)
        assert panel.bright == {Light.READER: Mode.BLINK}
        person.chooses("qr_code")
        await person.until(lambda: panel.bright == {Light.SCANNER: Mode.BLINK})
        person.reader.lay(a_card())
        await person.sees(ChooseBooking)
        assert panel.bright == {}
        assert panel.beeps == [Beep.OK]
        person.chooses("bk-1")
        await person.sees(TicketIssued)
        assert panel.bright == {Light.SLIP_SLOT: Mode.BLINK}
        stop()
        assert panel.bright == {}
        assert not panel.heard

    virtually(story())


def test_a_failure_has_a_tone_of_its_own_once() -> None:
    async def story() -> None:
        person, panel, _ = guided()
        person.arrives()
        await person.sees(Home)
        person.chooses("check_in")
        await person.sees(PresentCredential)
        person.scanner.scan(ValueError())
        await person.until(lambda: panel.beeps)
        assert panel.beeps == [Beep.WRONG]

    virtually(story())


@pytest.mark.req("CH-12")
def test_the_button_of_the_cabinet_calls_staff_on_every_view() -> None:
    async def story() -> None:
        person, panel, _ = guided()
        person.arrives()
        await person.gets_to_bookings()
        panel.hear(PresenceChanged(present=False))
        await person.sees(ChooseBooking)
        panel.hear(HelpPressed())
        await person.sees(StaffCalled)
        assert panel.bright == {Light.HELP: Mode.BLINK}
        person.chooses("continue")
        await person.sees(ChooseBooking)
        assert panel.bright == {}

    virtually(story())


@pytest.mark.parametrize(
    ("view", "lit"),
    [
        (PresentCredential(ways=(), asked="travel_document"), {Light.CARD_SLOT: Mode.BLINK}),
        (PresentCredential(ways=(), reading=True), {Light.READER: Mode.ON}),
        (FaceCheck(), {Light.CAMERA: Mode.ON}),
    ],
)
def test_lights(view: View, lit: dict[Light, Mode]) -> None:
    assert lights(view) == lit


def test_staff_s_lamp_is_on_until_a_device_is_mended_and_it_sounds_once() -> None:
    async def story() -> None:
        person, panel, stop = guided()
        person.arrives()
        await person.sees(Home)
        person.devices.known["ticket_printer"] = DeviceStatus(
            DeviceState.ONLINE, paper=Paper.OUT, action=Action.CLEAR, code="paper_out"
        )
        person.hall.changed()
        person.hall.changed()
        assert panel.bright == {Light.HELP: Mode.ON}
        assert panel.beeps == [Beep.WRONG]
        person.devices.known["ticket_printer"] = DeviceStatus(DeviceState.ONLINE, paper=Paper.FULL)
        person.hall.changed()
        assert panel.bright == {}
        stop()

    virtually(story())


def test_a_link_that_is_down_is_nothing_that_hands_can_mend() -> None:
    async def story() -> None:
        person, panel, stop = guided()
        person.arrives()
        await person.sees(Home)
        person.platform.link_up = False
        person.hall.changed()
        assert panel.bright == {}
        assert panel.beeps == []
        stop()

    virtually(story())
