"""What a vendor's library can do to a reader: not be one, hang, crash, be killed, lose its device."""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import DeviceState, DeviceStatus, Media
from kiosk.hardware.id_card.sdt_child import QUESTION, Call
from kiosk.hardware.id_card.sdt_library import SdtLibraryReader
from kiosk.hardware.id_card.sdt_process import CHILD
from simulator.samv.cards import sample_cards
from simulator.sdt import SdtDevice, build
from tests.hardware.id_card.sdt_desk import HASTY, Desk

CARD = sample_cards()["two_bookings"]
WELL = DeviceStatus(DeviceState.ONLINE, media=Media.UNKNOWN)
OTHER_PROCESSOR = b"\x7fELF\x02\x02\x01" + bytes(9) + b"\x00\x03\x00\x16" + bytes(44)
"""The head of a library for s390, which is big-endian."""


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    made = Desk(tmp_path)
    yield made
    await made.close()


async def refusal(reader: SdtLibraryReader) -> DeviceFault:
    with pytest.raises(DeviceFault) as fault:
        await reader.open()
    status = await reader.status()
    assert (status.code, status.action) == (fault.value.code, fault.value.action)
    assert not status.usable
    await reader.close()
    return fault.value


async def test_no_such_library(tmp_path: Path) -> None:
    fault = await refusal(SdtLibraryReader(str(tmp_path / "none.so"), "usb", ""))
    assert (fault.code, fault.action) == ("library_missing", Action.CONFIGURATION)


@pytest.mark.parametrize("content", [b"", b"no library at all", OTHER_PROCESSOR])
async def test_file_that_is_no_library_here(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "sdt.so").write_bytes(content)
    fault = await refusal(SdtLibraryReader(str(tmp_path / "sdt.so"), "usb", ""))
    assert (fault.code, fault.action) == ("library_unusable", Action.CONFIGURATION)


async def test_library_by_a_name_alone_is_the_one_of_this_folder(desk: Desk) -> None:
    with contextlib.chdir(desk.library.parent):
        reader = SdtLibraryReader(desk.library.name, "usb", "")
    await reader.open()
    assert await reader.status() == WELL
    await reader.close()


async def test_library_without_a_function_names_it(tmp_path: Path) -> None:
    library = build(tmp_path / "sdt.so", "WITHOUT_READ")
    fault = await refusal(SdtLibraryReader(str(library), "usb", ""))
    assert (fault.code, fault.action) == ("library_unusable", Action.CONFIGURATION)
    assert "SDT_ReadBaseMsg" in fault.detail


async def test_library_that_works_with_handles_is_told_apart(tmp_path: Path) -> None:
    library = build(tmp_path / "sdt.so", "HANDLE_ABI")
    device = SdtDevice(library)
    fault = await refusal(SdtLibraryReader(str(library), "usb", ""))
    assert (fault.code, fault.action) == ("library_other_abi", Action.CONFIGURATION)
    assert device.asked == [], "a function of another ABI was called"
    device.close()


async def test_library_that_crashes_while_it_is_loaded(tmp_path: Path) -> None:
    library = build(tmp_path / "sdt.so", "CRASH_ON_LOAD")
    fault = await refusal(SdtLibraryReader(str(library), "usb", ""))
    assert (fault.code, fault.action) == ("library_crashed", Action.RESET)


async def test_library_that_hangs_while_it_is_loaded_can_be_closed(tmp_path: Path) -> None:
    reader = SdtLibraryReader(str(build(tmp_path / "sdt.so", "HANG_ON_LOAD")), "usb", "")
    opening = asyncio.create_task(reader.open())
    await asyncio.sleep(0)
    await reader.close()
    with pytest.raises(DeviceFault, match="closed"):
        await opening


async def test_no_device(desk: Desk) -> None:
    desk.device.unplug()
    fault = await refusal(desk.reader())
    assert (fault.code, fault.action) == ("port_missing", Action.MAINTENANCE)
    assert desk.device.asked == ["open"] * 16
    desk.device.plug()
    reader = desk.reader()
    await reader.open()
    assert await reader.status() == WELL


@pytest.mark.parametrize("command", ["find", "select", "read_base"])
@pytest.mark.parametrize("act", ["segfault", "abort", "leave"])
async def test_library_that_crashes_is_replaced_at_the_next_read(desk: Desk, act: str, command: str) -> None:
    reader = desk.reader()
    await reader.open()
    first = reader.port.pid
    desk.device.lay(CARD)
    desk.device.acts = {command: act}
    with pytest.raises(DeviceFault) as fault:
        await reader.read()
    assert (fault.value.code, fault.value.action) == ("library_crashed", Action.RESET)
    assert (await reader.status()).device is DeviceState.HARDWARE_ERROR
    desk.device.acts = {}
    assert (await reader.read()).name.reveal() == "张示例"
    assert reader.port.pid not in {first, None}
    assert await reader.status() == WELL


@pytest.mark.parametrize("command", ["find", "read_base"])
async def test_library_that_hangs_is_ended_and_replaced(desk: Desk, command: str) -> None:
    reader = desk.reader(seconds=HASTY)
    await reader.open()
    first = reader.port.pid
    assert first is not None
    desk.device.lay(CARD)
    desk.device.acts = {command: "hang"}
    with pytest.raises(DeviceFault) as fault:
        await reader.read()
    assert (fault.value.code, fault.value.action) == ("library_hung", Action.RESET)
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    desk.device.acts = {}
    await reader.open()
    assert (await reader.read()).name.reveal() == "张示例"


async def test_library_that_was_killed_while_idle(desk: Desk) -> None:
    reader = desk.reader()
    await reader.open()
    assert reader.port.pid is not None
    os.kill(reader.port.pid, signal.SIGKILL)
    status = await reader.status()
    assert (status.device, status.code) == (DeviceState.HARDWARE_ERROR, "library_crashed")
    await reader.open()
    assert await reader.status() == WELL


async def test_reader_that_is_closed_while_its_library_hangs(desk: Desk) -> None:
    reader = desk.reader(seconds=HASTY)
    await reader.open()
    pid = reader.port.pid
    assert pid is not None
    desk.device.acts = {"find": "hang"}
    reading = asyncio.create_task(reader.read())
    await desk.heard("find")
    await reader.close()
    with pytest.raises(DeviceFault, match="closed"):
        await reading
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_unplugged_while_waiting_and_back(desk: Desk) -> None:
    reader = desk.reader()
    await reader.open()
    reading = asyncio.create_task(reader.read())
    await desk.heard("find")
    desk.device.unplug()
    with pytest.raises(DeviceFault) as fault:
        await reading
    assert (fault.value.code, fault.value.action) == ("unplugged", Action.MAINTENANCE)
    assert (await reader.status()).device is DeviceState.NO_DEVICE
    with pytest.raises(DeviceFault, match="port_missing"):
        await reader.read()
    desk.device.plug()
    desk.device.lay(CARD)
    assert (await reader.read()).name.reveal() == "张示例"


async def test_unplugged_in_the_middle_of_a_card(desk: Desk) -> None:
    reader = desk.reader()
    await reader.open()
    desk.device.faults.unplug_during_read = True
    desk.device.lay(CARD)
    with pytest.raises(DeviceFault, match="unplugged"):
        await reader.read()
    desk.device.faults.clear()
    desk.device.plug()
    await reader.open()
    assert (await reader.read()).name.reveal() == "张示例"


@pytest.mark.parametrize(
    ("word", "code", "action"),
    [
        (0x02, "no_answer", Action.RESET),
        (0x03, "garbled", Action.RESET),
        (0x60, "self_test_failed", Action.MAINTENANCE),
        (0x66, "unauthorised", Action.MAINTENANCE),
        (-5, "unknown_word", Action.RESET),
    ],
)
async def test_words_that_speak_of_the_module(desk: Desk, word: int, code: str, action: Action) -> None:
    reader = desk.reader()
    await reader.open()
    desk.device.faults.words = dict.fromkeys(("find", "status", "reset"), word)
    with pytest.raises(DeviceFault) as fault:
        await reader.read()
    assert (fault.value.code, fault.value.action) == (code, action)
    assert (await reader.status()).code == code
    desk.device.faults.clear()
    assert await reader.status() == WELL


async def test_cancel_while_the_library_is_at_it_and_read_again(desk: Desk) -> None:
    reader = desk.reader()
    await reader.open()
    first = reader.port.pid
    desk.device.faults.slow = 0.3
    desk.device.lay(CARD)
    reading = asyncio.create_task(reader.read())
    await desk.heard("read_base")
    reading.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await reading
    assert reading.cancelled()
    desk.device.lay(sample_cards()["no_booking"])
    assert (await reader.read()).name.reveal() == "李样本"
    assert reader.port.pid == first, "cancelling cost the library its process"


@contextlib.contextmanager
def child_of_this_test(library: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The process itself, with 1 s for loading; this test is its asker."""
    with subprocess.Popen(
        [sys.executable, "-I", CHILD, library, "1"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    ) as child:
        try:
            yield child
        finally:
            child.kill()


async def test_process_ends_with_its_asker_even_while_the_library_hangs(desk: Desk) -> None:
    desk.device.acts = {"find": "hang"}
    with child_of_this_test(desk.library) as child:
        assert child.stdin is not None
        child.stdin.write(QUESTION.pack(Call.FIND, 1001))
        child.stdin.flush()
        await desk.heard("find")
        child.stdin.close()
        assert await asyncio.to_thread(child.wait, 20) == 0


def test_process_ends_when_the_library_hangs_in_loading(tmp_path: Path) -> None:
    with child_of_this_test(build(tmp_path / "sdt.so", "HANG_ON_LOAD")) as child:
        assert child.wait(20) == -signal.SIGALRM


async def test_process_leaves_no_core_file_and_hears_no_ctrl_c(desk: Desk) -> None:
    reader = desk.reader()
    await reader.open()
    pid = reader.port.pid
    assert pid is not None
    assert resource.prlimit(pid, resource.RLIMIT_CORE) == (0, 0)
    assert os.getsid(pid) == pid
