"""Bytes from a scanner, as codes."""

from __future__ import annotations

import pytest

from kiosk.errors import CodeUnreadable
from kiosk.hardware.code_scanner.scanned import MOST, Codes, Repeats, text_of


def taken(*pieces: bytes, quiet: bool = False) -> list[bytes]:
    codes, found = Codes(), []
    for piece in pieces:
        codes.feed(piece)
        while (code := codes.take()) is not None:
            found.append(code)
    while quiet and (code := codes.take(quiet=True)) is not None:
        found.append(code)
    return found


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\n\r"])
def test_a_code_ends_at_its_line(end: bytes) -> None:
    assert taken(b"A" + end + b"B" + end) == [b"A", b"B"]
    assert taken(b"A", end[:1], end[1:], b"B" + end) == [b"A", b"B"]


def test_a_code_without_an_end_ends_in_silence() -> None:
    assert taken(b"A", b"B") == []
    assert taken(b"A", b"B", quiet=True) == [b"AB"]
    assert taken(quiet=True) == []


def test_empty_lines_are_no_codes() -> None:
    assert taken(b"\r\n\n\r\rA\r\n\r\n", quiet=True) == [b"A"]


def test_the_longest_code_passes() -> None:
    assert taken(b"x" * MOST + b"\r") == [b"x" * MOST]


@pytest.mark.parametrize("size", [1, 100, MOST, MOST + 1, 100_000])
def test_too_long_is_refused_once_and_the_next_code_is_read(size: int) -> None:
    codes, bomb = Codes(), b"x" * (MOST + 1)
    for at in range(0, len(bomb), size):
        codes.feed(bomb[at : at + size])
        assert codes.take() is None
    assert codes.too_long
    codes.feed(b"y" * 50_000)
    assert codes.take() is None
    codes.feed(b"\rA\r")
    with pytest.raises(CodeUnreadable, match=r"^too long$"):
        codes.take()
    assert not codes.too_long
    assert codes.take() == b"A"


def test_too_long_ends_in_silence_too() -> None:
    codes = Codes()
    codes.feed(b"x" * (MOST + 1))
    with pytest.raises(CodeUnreadable, match=r"^too long$"):
        codes.take(quiet=True)
    assert codes.take(quiet=True) is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (b"SAMPLE-EID-0001", "SAMPLE-EID-0001"),
        ("张示例㛃".encode(), "张示例㛃"),
        ("张示例㛃".encode("gb18030"), "张示例㛃"),
        (b" kept as it is ", " kept as it is "),
    ],
)
def test_text(code: bytes, text: str) -> None:
    assert text_of(code) == text


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (b"\xff\xfe\xff", "not text"),
        (b"A\x81", "not text"),
        (b"A\tB", "control characters"),
        (b"\x02A\x03", "control characters"),
        (b"A\0", "control characters"),
        (b"A\x7f", "control characters"),
        ("A\x85".encode(), "control characters"),
    ],
)
def test_what_is_no_text_is_refused_and_never_shown(code: bytes, why: str) -> None:
    with pytest.raises(CodeUnreadable, match=f"^{why}$") as refused:
        text_of(code)
    assert refused.value.__context__ is None, "the decoding error carries the code"


def test_a_code_twice_within_a_moment_is_one() -> None:
    repeats = Repeats()
    assert [repeats.seen(b"A", now) for now in (10.0, 10.5, 11.4, 11.5, 11.6)] == [
        False,
        True,
        True,
        False,
        True,
    ]
    assert not repeats.seen(b"B", 11.7)
    assert not repeats.seen(b"A", 11.8)
