from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.escpos.commands import Command, take


def commands(data: bytes, *, chinese: bool = False) -> list[Command]:
    buffer, found = bytearray(data), list[Command]()
    while (command := take(buffer, chinese=chinese)) is not None:
        found.append(command)
    return found


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("1b40 1c26 1b6101 1d2111 1c210c", ["ESC @", "FS &", "ESC a", "GS !", "FS !"]),
        ("1d564200 1d5600 0a", ["GS V", "GS V", "LF"]),
        ("1d286b0400314132 00 0a", ["GS ( k", "LF"]),
        ("1d763000 0200 0300 100401100401 0a", ["GS v 0", "LF"]),
        ("100404 0a", ["DLE EOT", "LF"]),
        ("101408 01031401060208 0a", ["DLE DC4", "LF"]),
        ("1d7201 1d6100", ["GS r", "GS a"]),
        ("1b99 07 41", ["?", "?", "text"]),
    ],
)
def test_each_command_has_its_length(raw: str, names: list[str]) -> None:
    assert [command.name for command in commands(bytes.fromhex(raw))] == names


@pytest.mark.parametrize(
    "raw", ["1b", "1b61", "1d5642", "1d286b0400", "1d763000020003001004", "1004", "1d76"]
)
def test_half_a_command_waits(raw: str) -> None:
    assert commands(bytes.fromhex(raw)) == []


def test_two_bytes_are_a_character_in_chinese_mode_only() -> None:
    assert commands("请A".encode("gbk"), chinese=True) == [
        Command("text", "请".encode("gbk")),
        Command("text", b"A"),
    ]
    assert len(commands("请A".encode("gbk"))) == 3


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_come_to_an_end(data: bytes, chinese: bool) -> None:
    buffer = bytearray(data)
    size = len(buffer)
    while take(buffer, chinese=chinese) is not None:
        assert len(buffer) < size
        size = len(buffer)
