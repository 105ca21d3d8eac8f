"""The loudspeaker tested by an ear: two tones, and the question whether they were heard."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from kiosk.domain.words import Text
from kiosk.hardware.device import DeviceStatus
from kiosk.journeys.stage import WentBack
from kiosk.journeys.views.hearing import StaffHeard
from kiosk.staff.desk import Desk, Finding
from kiosk.staff.words import judged, sounded

SPEAKER: Final = "speaker"
HEARD: Final = {True: Text("人听到了", "Heard by ear"), False: Text("人没听到", "Not heard by ear")}


async def heard(desk: Desk, play: Callable[[Desk], Awaitable[Finding]]) -> Finding:
    """Play as often as wanted, and ask. A loudspeaker that cannot be played on is not asked about."""
    while True:
        finding = await play(desk)
        if not desk.cabinet.all()[SPEAKER].usable:
            return finding
        try:
            answer = await desk.hall.stage.ask(StaffHeard(measured=finding.facts[0]))
        except WentBack:
            return finding
        if answer.choice != "again":
            return by_ear(finding, yes=answer.choice == "heard")


def by_ear(finding: Finding, *, yes: bool) -> Finding:
    """What was measured, and what a person says: an ear has the last word."""
    return replace(finding, ok=yes, facts=(HEARD[yes], *finding.facts))


def found_by_ear(outcome: DeviceStatus, who: str, at: datetime, *, yes: bool) -> Finding:
    """The same, of a test that a console had done."""
    facts = (sounded(outcome.sound),) if outcome.sound is not None else (judged(outcome)[1],)
    return by_ear(Finding(yes, facts, at, who), yes=yes)
