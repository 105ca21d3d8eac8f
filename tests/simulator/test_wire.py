"""The paced line, from the side of a program that opens it."""

from __future__ import annotations

import queue
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial

from simulator.wire import PacedPty


class Heard:
    def __init__(self) -> None:
        self._pieces: queue.Queue[bytes] = queue.Queue()

    def __call__(self, data: bytes) -> None:
        self._pieces.put(data)

    def take(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            data += self._pieces.get(timeout=20)
        return data

    def nothing(self) -> bool:
        return self._pieces.empty()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def line(heard: Heard, tmp_path: Path) -> Iterator[PacedPty]:
    with PacedPty(heard, link=tmp_path / "port") as made:
        yield made


def test_bytes_go_both_ways_unchanged(line: PacedPty, heard: Heard) -> None:
    every = bytes(range(256))
    with serial.Serial(line.path, timeout=20) as port:
        port.write(every)
        assert heard.take(256) == every
        assert line.write(every)
        assert port.read(256) == every


def test_bytes_take_their_time(line: PacedPty) -> None:
    begun = time.monotonic()
    line.write(bytes(1152))
    assert time.monotonic() - begun >= 0.1  # 11,520 bits at 115,200 baud


def test_without_pacing_all_bytes_move_at_once(heard: Heard) -> None:
    with PacedPty(heard, baud=1, paced=False) as line, serial.Serial(line.path, timeout=20) as port:
        line.write(bytes(1000))
        assert len(port.read(1000)) == 1000


def test_opening_again_needs_no_new_line(line: PacedPty, heard: Heard) -> None:
    for _ in range(2):
        with serial.Serial(line.path, timeout=20) as port:
            port.write(b"once more")
            assert heard.take(9) == b"once more"


def test_unplugged(line: PacedPty) -> None:
    with serial.Serial(line.path, timeout=20) as port:
        line.unplug()
        assert not line.plugged
        assert not Path(line.path).is_symlink()
        with pytest.raises((serial.SerialException, OSError)):
            port.read(1)
    assert not line.write(b"nobody there")
    line.unplug()


def test_plugged_in_again(line: PacedPty, heard: Heard) -> None:
    line.unplug()
    line.plug()
    with serial.Serial(line.path, timeout=20) as port:
        port.write(b"back")
        assert heard.take(4) == b"back"


def test_unplugged_by_what_it_hears(tmp_path: Path) -> None:
    lines: list[PacedPty] = []
    lines.append(PacedPty(lambda _: lines[0].unplug(), link=tmp_path / "port"))
    with serial.Serial(lines[0].path, timeout=20) as port:
        port.write(b"x")
        with pytest.raises((serial.SerialException, OSError)):
            port.read(1)
    assert not lines[0].plugged


def test_path_of_an_unplugged_line_without_link(heard: Heard) -> None:
    line = PacedPty(heard)
    assert line.path.startswith("/dev/")
    line.unplug()
    with pytest.raises(OSError, match="unplugged"):
        _ = line.path


def test_stalled_line_blocks_the_writer_until_it_resumes(line: PacedPty, heard: Heard) -> None:
    line.paced = False
    line.stall()
    with serial.Serial(line.path, write_timeout=0.2) as port:
        with pytest.raises(serial.SerialTimeoutException):
            port.write(bytes(200_000))
        line.resume()
        heard.take(1000)


def test_a_link_never_replaces_a_file(heard: Heard, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("precious")
    with pytest.raises(FileExistsError):
        PacedPty(heard, link=tmp_path / "file")
    assert (tmp_path / "file").read_text() == "precious"
