"""The compiled library, as any program of its ABI calls it, and the command line."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.samv.cards import sample_cards
from simulator.sdt import SdtDevice, build

CARD = sample_cards()["two_bookings"]


@pytest.fixture
def device(tmp_path: Path) -> Iterator[SdtDevice]:
    made = SdtDevice(build(tmp_path / "sdt.so"))
    yield made
    made.close()


def test_a_card_is_found_selected_and_read_once(device: SdtDevice) -> None:
    library = ctypes.CDLL(str(device.library))
    out = ctypes.create_string_buffer(64)
    text, photo = ctypes.create_string_buffer(256), ctypes.create_string_buffer(1024)
    sizes = ctypes.c_uint(), ctypes.c_uint()

    def read() -> int:
        word: int = library.SDT_ReadBaseMsg(
            1001, text, ctypes.byref(sizes[0]), photo, ctypes.byref(sizes[1]), 0
        )
        return word

    assert library.SDT_StartFindIDCard(1001, out, 0) == 0x01, "not opened yet"
    assert [library.SDT_OpenPort(1002), library.SDT_OpenPort(1001)] == [0x01, 0x90]
    assert library.SDT_StartFindIDCard(1001, out, 0) == 0x80
    device.lay(CARD)
    assert read() == 0x41, "not selected yet"
    assert library.SDT_StartFindIDCard(1001, out, 0) == 0x9F
    assert library.SDT_SelectIDCard(1001, out, 0) == 0x90
    assert read() == 0x90
    assert (text.raw, photo.raw) == (CARD.text, CARD.photo)
    assert (sizes[0].value, sizes[1].value) == (256, 1024)
    assert library.SDT_StartFindIDCard(1001, out, 0) == 0x80, "not before it is lifted"
    device.unplug()
    assert library.SDT_GetSAMStatus(1001, 0) == 0x01


def test_command_line(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "simulator.sdt", "--library", str(tmp_path / "sdt.so")],
        input="lay two_bookings\nlift\nfault silent\nmend\nunplug\nplug\nlay nobody\nquit\n",
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout.splitlines()
    assert said[0] == f"sdt: {tmp_path / 'sdt.so'}"
    assert said[1:7] == ["ok"] * 6
    assert said[7].startswith("lay NAME")
