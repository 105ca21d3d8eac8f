"""Frames as they were seen on real wires."""

from __future__ import annotations

import pytest

from kiosk.errors import CardUnreadable
from kiosk.hardware.id_card.samv_frame import MAX_FRAME, PREAMBLE, Command, Parser, Reply, request
from kiosk.hardware.id_card.samv_payload import split

FIND_OK = bytes.fromhex("AAAAAA9669000800009F0000000097")
FIND_NONE = bytes.fromhex("AAAAAA9669000400008084")
SELECT_OK = bytes.fromhex("AAAAAA9669000C00009000000000000000009C")


@pytest.mark.parametrize(
    ("command", "frame"),
    [
        (Command.RESET, "AAAAAA9669000310FFEC"),
        (Command.STATUS, "AAAAAA9669000311FFED"),
        (Command.SAM_ID, "AAAAAA9669000312FFEE"),
        (Command.FIND, "AAAAAA96690003200122"),
        (Command.SELECT, "AAAAAA96690003200221"),
        (Command.READ_BASE, "AAAAAA96690003300132"),
    ],
)
def test_requests(command: Command, frame: str) -> None:
    assert request(command) == bytes.fromhex(frame)


def replies(*pieces: bytes, quiet: bool = False) -> list[Reply]:
    parser, found = Parser(), []
    for piece in pieces:
        parser.feed(piece)
        while (reply := parser.take()) is not None:
            found.append(reply)
    while quiet and (reply := parser.take(quiet=True)) is not None:
        found.append(reply)
    return found


@pytest.mark.parametrize(
    ("frame", "word", "data"),
    [
        (FIND_OK, 0x9F, bytes(4)),
        (FIND_NONE, 0x80, b""),
        (SELECT_OK, 0x90, bytes(8)),
        (bytes.fromhex("AAAAAA9669000400008185"), 0x81, b""),
        (bytes.fromhex("AAAAAA9669000400004145"), 0x41, b""),
    ],
)
def test_replies(frame: bytes, word: int, data: bytes) -> None:
    assert replies(frame) == [Reply(word, data)]


def test_a_byte_at_a_time() -> None:
    assert replies(*(bytes([byte]) for byte in FIND_OK + FIND_NONE)) == [
        Reply(0x9F, bytes(4)),
        Reply(0x80, b""),
    ]


def test_reply_behind_a_longer_row_of_aa() -> None:
    assert replies(b"\xaa\xaa" + FIND_OK) == [Reply(0x9F, bytes(4))]


def test_wrong_checksum_is_stepped_over() -> None:
    assert replies(FIND_OK[:-1] + b"\x00" + FIND_NONE) == [Reply(0x80, b"")]


def test_our_own_echo_is_no_reply() -> None:
    assert replies(request(Command.FIND) + FIND_NONE) == [Reply(0x80, b"")]


@pytest.mark.parametrize("length", ["0000", "0003", "090B", "FFFF"])
def test_impossible_length_is_stepped_over(length: str) -> None:
    assert replies(PREAMBLE + bytes.fromhex(length) + FIND_NONE) == [Reply(0x80, b"")]


def test_torn_frame_hides_the_next_reply_only_until_the_line_is_quiet() -> None:
    torn = PREAMBLE + bytes.fromhex("0508000090") + FIND_OK
    assert replies(torn) == []
    assert replies(torn, quiet=True) == [Reply(0x9F, bytes(4))]


def test_first_status_bytes_are_always_zero() -> None:
    assert replies(PREAMBLE + bytes.fromhex("0004 01 00 80 85")) == []


def test_endless_noise_is_not_kept() -> None:
    parser = Parser()
    for _ in range(100):
        parser.feed(b"\xaa\xaa\xaa\x96\x69\x09\x0a" * 100)
        assert parser.take() is None
    parser.feed(bytes(2 * MAX_FRAME) + FIND_NONE)
    assert parser.take(quiet=True) == Reply(0x80, b"")


def test_the_oldest_bytes_fall_out_when_nobody_takes() -> None:
    parser = Parser()
    parser.feed(FIND_OK)
    parser.feed(bytes(2 * MAX_FRAME))
    assert parser.take() is None


def test_reply_prints_nothing_of_a_person() -> None:
    assert "张" not in repr(Reply(0x90, "张".encode("utf-16-le")))
    assert "5a5a5a" not in repr(Reply(0x90, b"\x5a\x5a\x5a"))
    assert "ZZZ" not in repr(Reply(0x90, b"ZZZ"))


@pytest.mark.parametrize("data", [b"\x01\x00\x04\x00", b"\x00\xff\x00\x00" + bytes(255), bytes(300)])
def test_read_whose_lengths_do_not_add_up(data: bytes) -> None:
    with pytest.raises(CardUnreadable):
        split(data)


def test_read_without_a_photo() -> None:
    assert split(b"\x01\x00\x00\x00" + bytes(256)) == (bytes(256), b"")
