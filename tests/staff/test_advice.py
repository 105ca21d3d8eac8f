"""Every fault has a sentence that tells staff what to do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.errors import Action
from kiosk.hardware.device import STARTING, DeviceState, DeviceStatus, Paper, Toner
from kiosk.hardware.supervisor import STATES
from kiosk.staff.advice import BY_ACTION, BY_CODE, UNKNOWN, advice
from tests.fakes import ONLINE

BROKEN = DeviceStatus(DeviceState.HARDWARE_ERROR)


@pytest.mark.parametrize("action", list(Action))
def test_each_step_of_the_ladder_has_its_sentence(action: Action) -> None:
    assert advice(replace(BROKEN, action=action, code="something")) == BY_ACTION[action]


@pytest.mark.parametrize("code", [*STATES, *BY_CODE])
def test_every_fault_of_a_wire_has_one(code: str) -> None:
    said = advice(DeviceStatus(DeviceState.OFFLINE, action=Action.RESET, code=code))
    assert said is not None
    assert said.zh
    assert said.en


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (replace(ONLINE, paper=Paper.OUT), "装纸"),
        (replace(ONLINE, paper=Paper.JAMMED), "取出"),
        (replace(ONLINE, toner=Toner.OUT), "墨粉"),
        (DeviceStatus(DeviceState.NO_DEVICE, action=Action.MAINTENANCE, code="unplugged"), "查线"),
    ],
)
def test_the_sentence_says_what_to_do(status: DeviceStatus, word: str) -> None:
    said = advice(status)
    assert said is not None
    assert word in said.zh


def test_nothing_is_said_of_what_is_well_and_something_of_what_nobody_explained() -> None:
    assert advice(ONLINE) is None
    assert advice(STARTING) is None
    assert advice(replace(ONLINE, paper=Paper.LOW)) is None
    assert advice(BROKEN) == UNKNOWN
