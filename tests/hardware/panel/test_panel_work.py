"""Lights, sounds and events over a real wire."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from kiosk.errors import Action
from kiosk.hardware.device import DeviceState, DeviceStatus
from kiosk.hardware.panel import Beep, DoorMoved, HelpPressed, Light, Mode, PresenceChanged
from kiosk.hardware.panel.serial_board import SerialBoard
from simulator.panel import PanelBoard
from tests.hardware.panel.shown import ONLINE, shows

if TYPE_CHECKING:
    from tests.hardware.panel.conftest import Ear


async def test_lights_go_on_blink_and_go_out(board: PanelBoard, panel: SerialBoard) -> None:
    panel.light(Light.READER, Mode.ON)
    panel.light(Light.SLIP_SLOT, Mode.BLINK)
    await shows(board, reader="on", slip_slot="blink")
    panel.light(Light.READER, Mode.OFF)
    await shows(board, slip_slot="blink")
    assert await panel.status() == ONLINE


async def test_what_a_board_shows_from_before_is_put_out(
    board: PanelBoard, closed_panel: SerialBoard
) -> None:
    board.lights["camera"] = "blink"
    closed_panel.light(Light.READER, Mode.ON)
    await closed_panel.open()
    await shows(board, reader="on")


async def test_a_light_that_the_cabinet_lacks_is_passed_over(board: PanelBoard, panel: SerialBoard) -> None:
    del board.lights["camera"]
    panel.light(Light.CAMERA, Mode.ON)
    panel.light(Light.READER, Mode.ON)
    await shows(board, reader="on")
    assert board.asked.count("LIGHT camera on") == 1
    assert (await panel.status()).usable


async def test_each_sound_is_its_own(board: PanelBoard, panel: SerialBoard) -> None:
    for beep in Beep:
        panel.beep(beep)
    await asyncio.to_thread(board.wait_for, lambda: len(board.beeps) == len(Beep))
    assert len(set(board.beeps)) == len(Beep)


async def test_a_sound_is_made_once_though_its_answer_was_lost(board: PanelBoard, panel: SerialBoard) -> None:
    board.faults.mute = 1
    panel.beep(Beep.OK)
    await asyncio.to_thread(board.wait_for, lambda: sum(w.startswith("BEEP") for w in board.asked) == 2)
    assert len(board.beeps) == 1


async def test_doors_presence_and_help_are_heard(board: PanelBoard, panel: SerialBoard, ear: Ear) -> None:
    assert panel.doors == {"front": False, "back": False}
    assert panel.present is False
    board.door("back", is_open=True)
    await ear.hears(DoorMoved("back", open=True))
    assert panel.doors == {"front": False, "back": True}
    board.presence(present=True)
    await ear.hears(PresenceChanged(present=True))
    assert panel.present is True
    board.press_help()
    board.door("back", is_open=False)
    await ear.hears(HelpPressed(), DoorMoved("back", open=False))


async def test_whoever_stops_listening_hears_nothing_more(
    board: PanelBoard, panel: SerialBoard, ear: Ear
) -> None:
    told: list[object] = []
    end = panel.listen(told.append)
    board.press_help()
    await ear.hears(HelpPressed())
    end()
    board.press_help()
    await ear.hears(HelpPressed())
    assert told == [HelpPressed()]


async def test_an_open_door_shows_in_the_status(board: PanelBoard, panel: SerialBoard, ear: Ear) -> None:
    board.door("front", is_open=True)
    await ear.hears(DoorMoved("front", open=True))
    status = await panel.status()
    assert status == DeviceStatus(DeviceState.ONLINE, action=Action.CLEAR, code="door_open")
    assert status.usable
    board.door("front", is_open=False)
    await ear.hears(DoorMoved("front", open=False))
    assert await panel.status() == ONLINE


async def test_what_was_so_before_opening_is_told(
    board: PanelBoard, closed_panel: SerialBoard, ear: Ear
) -> None:
    board.door("front", is_open=True)
    board.presence(present=True)
    board.press_help()
    await closed_panel.open()
    await ear.hears(DoorMoved("front", open=True), PresenceChanged(present=True))


async def test_the_self_test_lights_all_lamps(board: PanelBoard, panel: SerialBoard) -> None:
    assert await panel.self_test() == ONLINE
    assert board.beeps == ["lamps"]


async def test_a_self_test_that_the_board_refuses(board: PanelBoard, panel: SerialBoard) -> None:
    board.faults.refuses = "LAMPS"
    outcome = await panel.self_test()
    assert (outcome.device, outcome.code) == (DeviceState.HARDWARE_ERROR, "unconfirmed")
    assert (await panel.status()).usable
