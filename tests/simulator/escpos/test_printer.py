"""The simulated printer by itself, so that a test of the driver fails for the driver's faults only."""

from __future__ import annotations

import os
import select
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from simulator.escpos import EscposPrinter

START = b"\x1b@\x1c&"
CUT = b"\x1dVB\x00"


class Host:
    """Whoever holds the line, with nothing but bytes."""

    def __init__(self, printer: EscposPrinter) -> None:
        self._line = os.open(printer.path, os.O_RDWR | os.O_NOCTTY)

    def send(self, data: bytes) -> None:
        os.write(self._line, data)

    def hear(self, count: int, within: float = 10.0) -> bytes:
        heard = b""
        while len(heard) < count and select.select([self._line], [], [], within)[0]:
            heard += os.read(self._line, count - len(heard))
        return heard

    def close(self) -> None:
        os.close(self._line)


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., EscposPrinter]]:
    made: list[EscposPrinter] = []

    def printer(charset: str = "gbk") -> EscposPrinter:
        made.append(EscposPrinter(tmp_path / "printer", paced=False, charset=charset))
        return made[-1]

    yield printer
    for one in made:
        one.close()


@pytest.fixture
def printer(make: Callable[..., EscposPrinter]) -> EscposPrinter:
    return make()


@pytest.fixture
def host(printer: EscposPrinter) -> Iterator[Host]:
    host = Host(printer)
    yield host
    host.close()


@pytest.mark.parametrize(
    ("charset", "printed"), [("gb2312", "王□·ABC"), ("gbk", "王镕·ABC"), ("gb18030", "王镕·ABC")]
)
def test_a_rom_prints_what_it_has(make: Callable[..., EscposPrinter], charset: str, printed: str) -> None:
    printer = make(charset)
    host = Host(printer)
    host.send(START + "王镕·ABC".encode("gbk") + b"\n" + CUT)
    assert printer.wait_for_slips(1)[0].lines == [printed]
    host.close()


def test_without_chinese_mode_bytes_are_rubbish(printer: EscposPrinter, host: Host) -> None:
    host.send(b"\x1b@" + "王".encode("gbk") + b"\n" + CUT)
    assert printer.wait_for_slips(1)[0].lines == ["□□"]


def test_long_lines_wrap_and_large_ones_sooner(printer: EscposPrinter, host: Host) -> None:
    host.send(START + b"A" * 50 + b"\n\x1d!\x11" + b"B" * 25 + b"\n" + CUT)
    assert [len(line) for line in printer.wait_for_slips(1)[0].lines] == [48, 2, 24, 1]


def test_the_paper_is_a_picture_with_ink_where_it_belongs(printer: EscposPrinter, host: Host) -> None:
    host.send(START + b"\x1ba\x02" + b"\x1dv0\x00\x02\x00\x10\x00" + b"\xff" * 32 + CUT)
    picture = Image.open(BytesIO(printer.wait_for_slips(1)[0].png)).convert("L")
    dark = picture.point(lambda level: 255 * (level < 128)).getbbox()
    assert dark == (32 + 576 - 16, 0, 32 + 576, 16)


def test_unknown_bytes_are_counted(printer: EscposPrinter, host: Host) -> None:
    host.send(START + b"\x07\x1b\x99" + CUT)
    printer.wait_for_slips(1)
    assert printer.unknown == 3


def test_the_barrier_waits_its_turn_and_real_time_does_not(printer: EscposPrinter, host: Host) -> None:
    printer.faults.out_after = 1
    host.send(START + b"one\ntwo\n" + CUT + b"\x1dr\x01")
    printer.wait_for_lines(1)
    host.send(b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04")
    assert host.hear(4).hex() in {"1a32127e", "12121212"}  # before or after the paper ended
    host.send(b"\x10\x04\x02")
    while host.hear(1) != b"\x32":
        host.send(b"\x10\x04\x02")
    printer.faults.refill()
    assert host.hear(1) == b"\x00"
    assert printer.slips[0].lines == ["one", "two"]


def test_clearing_forgets_what_waits(printer: EscposPrinter, host: Host) -> None:
    printer.faults.cover_open = True
    host.send(START + b"old\n" + CUT)
    host.send(b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08")
    assert host.hear(3) == b"\x37\x25\x00"
    printer.faults.cover_open = False
    host.send(START + b"new\n" + CUT)
    assert [piece.lines for piece in printer.wait_for_slips(1)] == [["new"]]


def test_one_that_forgets_when_it_stops(printer: EscposPrinter, host: Host) -> None:
    printer.faults.resumes = False
    printer.faults.out_after = 1
    host.send(START + b"one\ntwo\n" + CUT + b"\x10\x04\x01")
    host.hear(1)
    while not printer.faults.paper_out:
        printer.wait_for_lines(1)
    printer.faults.refill()
    host.send(CUT)
    assert printer.wait_for_slips(1)[0].lines == ["one"]


def test_silent_and_speechless(printer: EscposPrinter, host: Host) -> None:
    printer.faults.no_answer = True
    host.send(START + b"printed\n" + CUT + b"\x1dr\x01\x10\x04\x01")
    printer.wait_for_slips(1)
    assert host.hear(1, within=0.2) == b""
    printer.faults.silent = True
    host.send(START + b"lost\n" + CUT)
    assert host.hear(1, within=0.2) == b""
    printer.faults.silent = printer.faults.no_answer = False
    host.send(b"\x1dr\x01")
    assert host.hear(1) == b"\x00"
    assert len(printer.slips) == 1
