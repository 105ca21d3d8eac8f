"""The lines, held against examples worked out by hand and against the other side's own writing."""

from __future__ import annotations

import pytest

from kiosk.hardware.panel.board_inputs import Inputs
from kiosk.hardware.panel.board_line import LONGEST, Lines, crc8, encode
from simulator.panel.protocol import Questions, checksum, line


def test_the_checksum_of_the_standard_example() -> None:
    assert crc8(b"123456789") == checksum("123456789") == 0xF4


@pytest.mark.parametrize("body", ["07 STATE", "99 LIGHT slip_slot blink", "! help=255", "00 OK"])
def test_both_sides_write_the_same(body: str) -> None:
    assert encode(body) == line(body)
    assert Lines().feed(line(body)) == [body]
    number, _, words = body.partition(" ")
    assert list(Questions().feed(encode(body))) == [(number, words)]


def test_a_line_may_come_in_pieces_and_end_in_two_characters() -> None:
    lines = Lines()
    found = [body for byte in encode("01 OK")[:-1] + b"\r\n" for body in lines.feed(bytes([byte]))]
    assert found == ["01 OK"]
    assert lines.damaged == 0


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"$01 OK*00",
        b"01 OK" + encode("01 OK")[6:-1],
        b"$01 \xc3\xa4" + encode("01 OK")[6:-1],
        encode("01 OK")[:-1].lower(),
        b"x" * 5000,
    ],
)
def test_a_damaged_line_is_dropped_and_the_next_is_heard(damaged: bytes) -> None:
    lines = Lines()
    assert lines.feed(damaged + b"\n" + encode("02 OK")) == ["02 OK"]
    assert lines.damaged == 1


def test_noise_before_a_line_costs_nothing() -> None:
    assert Lines().feed(b"\xff$*half a line $*" + encode("02 OK")) == ["02 OK"]


def test_noise_without_end_is_not_kept() -> None:
    lines = Lines()
    for _ in range(100):
        lines.feed(b"$" * 1000)
    assert len(lines._rest) <= LONGEST  # noqa: SLF001 what it keeps


def test_words_of_a_later_protocol_are_passed_over() -> None:
    inputs = Inputs().after("boot=1f door.front=open smoke=1 present=2 help=7000 door.BACK=open")
    assert inputs == Inputs(boot="1f", doors={"front": True})
