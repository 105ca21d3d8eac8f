"""The scanner without a scanner, and its command line."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial

from simulator.scanner import SimScanner, sample_codes
from simulator.scanner.device import BOMB_BYTES, GARBAGE


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[SimScanner]:
    made = SimScanner(tmp_path / "qr", paced=False)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("fault", "sent"),
    [(None, b"ABCD\r"), ("silent", b""), ("garbage", GARBAGE), ("half", b"AB"), ("twice", b"ABCD\rABCD\r")],
)
def test_what_is_sent(scanner: SimScanner, fault: str | None, sent: bytes) -> None:
    scanner.fault = fault
    with serial.Serial(scanner.path, timeout=20) as port:
        scanner.scan("ABCD")
        assert port.read(len(sent)) == sent
        assert port.in_waiting == 0


def test_a_bomb_is_longer_than_any_code(scanner: SimScanner) -> None:
    scanner.fault = "bomb"
    with serial.Serial(scanner.path, timeout=20) as port:
        scanner.scan("ABCD")
        assert len(port.read(2954)) == 2954
    assert BOMB_BYTES > 4096


def test_the_cable_goes_while_it_sends(scanner: SimScanner) -> None:
    scanner.fault = "unplug_during_scan"
    scanner.scan("ABCD")
    assert not scanner.line.plugged
    assert not Path(scanner.path).exists()


def test_codes_of_the_invented_people() -> None:
    codes = sample_codes()
    assert codes["SAMPLE-EID-0001"].owner == "张示例"
    assert codes["SAMPLE-EID-0001-L3"].level == "L3"
    assert codes["SAMPLE-EID-OLD"].expired
    assert codes["SAMPLE-EBL-0001"].level == "L4"
    assert codes["SAMPLE-NOBODY"].owner == ""


def test_command_line(tmp_path: Path) -> None:
    orders = "scan SAMPLE-EID-0001\nbomb\nhalf ABC\ngarbage\ntwice A\nfault silent\nmend\nunplug\nplug\n"
    said = subprocess.run(
        [sys.executable, "-m", "simulator.scanner", "--link", str(tmp_path / "qr")],
        input=orders + "codes\nfault nothing\nquit\n",
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout.splitlines()
    assert said[0] == f"scanner: {tmp_path / 'qr'}"
    assert said[1:10] == ["ok"] * 9
    assert said[10].split() == list(sample_codes())
    assert said[11].startswith("scan TEXT")
    assert not (tmp_path / "qr").is_symlink()
