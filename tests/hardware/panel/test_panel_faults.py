"""What goes wrong with the board and its line, and what the panel makes of it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from collections import UserDict
from collections.abc import ItemsView, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import serial

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import STARTING, DeviceState
from kiosk.hardware.panel import Beep, DoorMoved, HelpPressed, Light, Mode
from kiosk.hardware.panel.board_line import encode
from kiosk.hardware.panel.serial_board import SerialBoard
from simulator.panel import PanelBoard
from tests.hardware.panel.shown import ONLINE, shows

if TYPE_CHECKING:
    from tests.hardware.panel.conftest import Ear

NOBODY = 65534
NOISE = b"\x00\xff\n$1 OK*\n$$*" + bytes(range(0x80, 0xFF))


async def lost(panel: SerialBoard, code: str) -> None:
    async with asyncio.timeout(20):
        while (await panel.status()).code != code:
            await asyncio.sleep(0.02)


async def test_absent_at_the_start(tmp_path: Path) -> None:
    panel = SerialBoard(str(tmp_path / "nothing"), 115200)
    assert await panel.status() == STARTING
    with pytest.raises(DeviceFault) as fault:
        await panel.open()
    assert (fault.value.kind, fault.value.code) == ("panel", "port_missing")
    assert (await panel.status()).device is DeviceState.NO_DEVICE
    assert (await panel.self_test()).code == "port_missing"
    panel.light(Light.READER, Mode.ON)
    panel.beep(Beep.OK)
    await panel.close()


async def test_unplugged_idle_and_back(board: PanelBoard, panel: SerialBoard) -> None:
    panel.light(Light.READER, Mode.BLINK)
    await shows(board, reader="blink")
    board.unplug()
    await lost(panel, "unplugged")
    assert (await panel.status()).device is DeviceState.NO_DEVICE
    with pytest.raises(DeviceFault, match="port_missing"):
        await panel.open()
    panel.light(Light.READER, Mode.OFF)
    panel.light(Light.A4_TRAY, Mode.ON)
    panel.beep(Beep.WRONG)
    board.plug()
    await panel.open()
    await shows(board, a4_tray="on")
    assert await panel.status() == ONLINE
    assert board.beeps == [], "a sound that comes late says something wrong"


async def test_unplugged_in_the_middle_of_a_test(board: PanelBoard, panel: SerialBoard) -> None:
    board.faults.deaf_to = "LAMPS"
    testing = asyncio.create_task(panel.self_test())
    await asyncio.to_thread(board.wait_for, lambda: "LAMPS" in board.asked)
    board.unplug()
    assert (await testing).code == "unplugged"


async def test_a_board_that_falls_silent(board: PanelBoard, panel: SerialBoard) -> None:
    board.faults.silent = True
    await lost(panel, "no_answer")
    status = await panel.status()
    assert (status.device, status.action) == (DeviceState.OFFLINE, Action.RESET)
    board.faults.clear()
    await panel.open()
    assert await panel.status() == ONLINE


async def test_a_silent_board_does_not_open(board: PanelBoard, closed_panel: SerialBoard) -> None:
    board.faults.silent = True
    with pytest.raises(DeviceFault, match="no_answer"):
        await closed_panel.open()
    assert board.asked == ["STATE", "STATE"]


async def test_one_answer_may_be_lost(board: PanelBoard, closed_panel: SerialBoard) -> None:
    board.faults.mute = 1
    await closed_panel.open()
    assert await closed_panel.status() == ONLINE


async def test_garbage_before_every_line(board: PanelBoard, panel: SerialBoard, ear: Ear) -> None:
    board.faults.garbage = NOISE
    board.press_help()
    await ear.hears(HelpPressed())
    panel.light(Light.CAMERA, Mode.ON)
    await shows(board, camera="on")
    assert await panel.status() == ONLINE


@pytest.mark.parametrize("fault", ["torn", "checksum"])
async def test_one_damaged_answer_is_asked_for_again(
    board: PanelBoard, closed_panel: SerialBoard, fault: str
) -> None:
    setattr(board.faults, fault, 1)
    await closed_panel.open()
    assert board.asked[:2] == ["STATE", "STATE"]


async def test_nothing_but_damaged_answers(board: PanelBoard, closed_panel: SerialBoard) -> None:
    board.faults.checksum = 1000
    with pytest.raises(DeviceFault) as fault:
        await closed_panel.open()
    assert (fault.value.code, fault.value.action) == ("garbled", Action.RESET)
    assert (await closed_panel.status()).device is DeviceState.HARDWARE_ERROR


async def test_a_slow_board(board: PanelBoard, closed_panel: SerialBoard) -> None:
    board.faults.slow = 0.4
    await closed_panel.open()
    closed_panel.light(Light.HELP, Mode.ON)
    await shows(board, help="on")
    assert await closed_panel.status() == ONLINE


async def test_an_event_that_was_lost_is_made_up_for(board: PanelBoard, panel: SerialBoard, ear: Ear) -> None:
    assert await panel.status() == ONLINE
    board.faults.swallow = 2
    board.door("front", is_open=True)
    board.press_help()
    await ear.hears(DoorMoved("front", open=True), HelpPressed())


async def test_a_board_that_starts_anew_is_shown_its_lights_again(
    board: PanelBoard, panel: SerialBoard, ear: Ear
) -> None:
    panel.light(Light.READER, Mode.ON)
    await shows(board, reader="on")
    board.press_help()
    await ear.hears(HelpPressed())
    board.forget()
    await shows(board, reader="on")
    board.press_help()
    await ear.hears(HelpPressed())


async def test_a_port_held_by_another_program(board: PanelBoard, closed_panel: SerialBoard) -> None:
    with serial.Serial(board.path, exclusive=True):
        with pytest.raises(DeviceFault, match="busy"):
            await closed_panel.open()
        assert (await closed_panel.status()).device is DeviceState.DEVICE_BUSY
    await closed_panel.open()
    assert await closed_panel.status() == ONLINE


@contextlib.contextmanager
def nobody_may(path: Path) -> Iterator[str]:
    """Even root is denied nothing; so be nobody."""
    path.resolve().chmod(0)
    if os.geteuid() != 0:
        yield str(path.resolve())
        return
    os.seteuid(NOBODY)
    try:
        yield str(path.resolve())
    finally:
        os.seteuid(0)


async def test_permission_refused() -> None:
    board = PanelBoard()
    try:
        with nobody_may(Path(board.path)) as port:
            panel = SerialBoard(port, 115200)
            with pytest.raises(DeviceFault) as fault:
                await panel.open()
    finally:
        board.close()
    assert (fault.value.code, fault.value.action) == ("port_denied", Action.CONFIGURATION)
    await panel.close()


async def test_a_baud_rate_that_cannot_be(board: PanelBoard) -> None:
    panel = SerialBoard(board.path, -1)
    with pytest.raises(DeviceFault, match="port_unusable"):
        await panel.open()


async def test_opening_and_closing_twice_is_fine(panel: SerialBoard) -> None:
    await panel.open()
    assert await panel.status() == ONLINE
    await panel.close()
    await panel.close()
    assert (await panel.status()).code == "closed"
    assert (await panel.self_test()).code == "closed"
    await panel.open()
    assert await panel.status() == ONLINE


async def test_closing_ends_an_opening(board: PanelBoard, closed_panel: SerialBoard) -> None:
    board.faults.silent = True
    opening = asyncio.create_task(closed_panel.open())
    await asyncio.to_thread(board.wait_for, lambda: board.asked)
    await closed_panel.close()
    with pytest.raises(DeviceFault, match="closed"):
        await opening


async def test_an_opening_that_is_cancelled_gives_the_port_back(
    board: PanelBoard, closed_panel: SerialBoard
) -> None:
    board.faults.silent = True
    opening = asyncio.create_task(closed_panel.open())
    await asyncio.to_thread(board.wait_for, lambda: board.asked)
    opening.cancel()
    await asyncio.gather(opening, return_exceptions=True)
    with serial.Serial(board.path, exclusive=True):
        pass


async def test_an_answer_to_an_older_question_is_not_taken_for_the_new_ones(
    board: PanelBoard, panel: SerialBoard
) -> None:
    board.faults.garbage = encode("97 NO stale")
    assert await panel.self_test() == ONLINE


async def test_a_sound_that_waited_while_the_board_was_lost_is_never_made(
    board: PanelBoard, panel: SerialBoard
) -> None:
    board.faults.silent = True
    asked = len(board.asked)
    await asyncio.to_thread(board.wait_for, lambda: len(board.asked) > asked)
    panel.beep(Beep.ATTENTION)
    await lost(panel, "no_answer")
    board.faults.clear()
    await panel.open()
    assert await panel.self_test() == ONLINE
    assert board.beeps == ["lamps"]


class Sticky(UserDict[Light, Mode]):
    """Wishes at which the driver's thread hangs, until let go."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.let_go = threading.Event(), threading.Event()

    def items(self) -> ItemsView[Light, Mode]:
        self.reached.set()
        self.let_go.wait()
        return super().items()


async def test_a_thread_that_hangs_is_not_taken_for_a_board_that_is_well(board: PanelBoard) -> None:
    panel, sticky = SerialBoard(board.path, 115200, stale_seconds=0.5), Sticky()
    await panel.open()
    panel._wishes.lights = sticky  # noqa: SLF001 the one way to make it hang without a broken kernel
    await asyncio.to_thread(sticky.reached.wait)
    try:
        await lost(panel, "stalled")
        closing = asyncio.create_task(panel.close())
        await asyncio.sleep(0)
        with pytest.raises(DeviceFault, match="stalled"):
            await panel.open()
    finally:
        sticky.let_go.set()
    await closing
    await panel.open()
    assert await panel.status() == ONLINE
    await panel.close()
