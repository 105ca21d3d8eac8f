"""The cabinet's lights and sounds follow what is on the screen: each signal in two senses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.errors import Action
from kiosk.hardware.panel import Beep, HelpPressed, Light, Mode, Panel
from kiosk.hardware.panel.base import Event
from kiosk.journeys.stage import Snapshot, Stage
from kiosk.journeys.view import View
from kiosk.journeys.views import (
    CertificatePrinted,
    CertificatePrinting,
    FaceCheck,
    Fault,
    MaterialCapture,
    PleaseWait,
    PresentCredential,
    StaffCalled,
    TicketIssued,
    TicketPrinting,
)
from kiosk.journeys.views.guide_papers import GuidePrinted

WHERE: Final = {
    "id_card": Light.READER,
    "social_security_card": Light.CARD_SLOT,
    "travel_document": Light.CARD_SLOT,
    "qr_code": Light.SCANNER,
}

FOR_STAFF: Final = frozenset({Action.CLEAR, Action.MAINTENANCE, Action.CONFIGURATION})

ALWAYS: Final = (
    (FaceCheck, Light.CAMERA, Mode.ON),
    (TicketPrinting, Light.SLIP_SLOT, Mode.ON),
    (CertificatePrinting, Light.A4_TRAY, Mode.ON),
    (StaffCalled, Light.HELP, Mode.BLINK),
)
ENDS_WELL: Final = (CertificatePrinted, GuidePrinted, TicketIssued)


def lights(view: View) -> dict[Light, Mode]:
    """Which lights show the way on this view; the others are dark."""
    if isinstance(view, PresentCredential):
        return {WHERE[view.asked]: Mode.ON if view.reading else Mode.BLINK}
    if isinstance(view, TicketIssued):
        return {Light.SLIP_SLOT: Mode.BLINK} if view.printed is True else {}
    if isinstance(view, CertificatePrinted):
        return {Light.A4_TRAY: Mode.BLINK} if view.printed else {}
    if isinstance(view, GuidePrinted):
        slot = Light.SLIP_SLOT if view.on == "slip" else Light.A4_TRAY
        return {slot: Mode.BLINK} if view.printed is True else {}
    return {light: mode for kind, light, mode in ALWAYS if isinstance(view, kind)}


def sound(before: View, now: View) -> Beep | None:
    """What a change of view sounds like: 嘀 when a card was read, another tone when something failed."""
    if isinstance(now, Fault) and not isinstance(before, Fault):
        return Beep.WRONG
    if isinstance(before, PresentCredential) and isinstance(now, PleaseWait):
        return Beep.OK
    if isinstance(before, MaterialCapture) and isinstance(now, MaterialCapture) and before.busy > now.busy:
        return Beep.OK if now.row is not None and now.row.clear and now.refused is None else Beep.WRONG
    if any(isinstance(now, kind) and not isinstance(before, kind) for kind in ENDS_WELL):
        return Beep.OK
    return None


def _device_fault(now: Snapshot) -> bool:
    """Whether something waits for staff's hands: their lamp is on until it is mended."""
    return now.attention is not None and now.attention.action in FOR_STAFF


class GuideLights:
    """Follows a stage. The help button is the 求助 of every view."""

    def __init__(self, panel: Panel, stage: Stage) -> None:
        self._panel = panel
        self._stage = stage
        self._view = stage.now.view
        self._lit: dict[Light, Mode] = {}
        self._faulty = False

    def follow(self) -> Callable[[], None]:
        """Begin; returns the way to stop, which puts out every light."""
        stops = (self._stage.listen(self._look), self._panel.listen(self._hear))

        def stop() -> None:
            for each in stops:
                each()
            self._light({})

        return stop

    def _look(self, now: Snapshot) -> None:
        before, self._view = self._view, now.view
        fault = _device_fault(now)
        self._light(({Light.HELP: Mode.ON} if fault else {}) | lights(now.view))
        if fault and not self._faulty:
            self._panel.beep(Beep.WRONG)
        self._faulty = fault
        if (beep := sound(before, now.view)) is not None:
            self._panel.beep(beep)

    def _light(self, wanted: dict[Light, Mode]) -> None:
        for light in {*self._lit, *wanted}:
            mode = wanted.get(light, Mode.OFF)
            if self._lit.get(light, Mode.OFF) != mode:
                self._panel.light(light, mode)
        self._lit = wanted

    def _hear(self, event: Event) -> None:
        if isinstance(event, HelpPressed):
            self._stage.touch()
            self._stage.on_standing("help")
