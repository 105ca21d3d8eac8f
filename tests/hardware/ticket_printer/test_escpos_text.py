from __future__ import annotations

import pytest

from kiosk.hardware.ticket_printer.escpos_text import Charset, code, encode, in_rom, normalise, wrap


@pytest.mark.parametrize(
    ("char", "gb2312", "gbk", "gb18030"),
    [
        ("请", "c7eb", "c7eb", "c7eb"),
        ("·", "a1a4", "a1a4", "a1a4"),
        ("—", "a1aa", "a1aa", "a1aa"),
        ("￥", "a3a4", "a3a4", "a3a4"),
        ("，", "a3ac", "a3ac", "a3ac"),
        ("Ａ", "a3c1", "a3c1", "a3c1"),
        ("A", "41", "41", "41"),
        ("镕", None, "e946", "e946"),
        ("䶮", None, None, "fe9f"),
        ("㛃", None, None, None),
        ("𠅤", None, None, None),
    ],
)
def test_only_codes_of_the_rom(char: str, gb2312: str | None, gbk: str | None, gb18030: str | None) -> None:
    found = [code(char, charset) for charset in Charset]
    assert [one.hex() if one else None for one in found] == [gb2312, gbk, gb18030]


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿‧买", "阿·买"),
        ("阿・买", "阿·买"),
        ("¥5元", "￥5元"),
        ("10:30–11:00", "10:30-11:00"),
        ("张\u200d示\u200b例\ufeff", "张示例"),
        ("葛\U000e0100城\ufe00", "葛城"),
        ("一\t二\n三", "一 二 三"),
        ("通知\x1b@\x1dV\x00完", "通知@V完"),
    ],
)
def test_normalise(given: str, printed: str) -> None:
    assert normalise(given) == printed


def test_a_line_is_in_the_rom_or_not() -> None:
    assert in_rom("请到3号窗口", Charset.GB2312)
    assert not in_rom("张㛃", Charset.GBK)
    assert encode("请A12", Charset.GBK) == "请A12".encode("gbk")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 8, [""]),
        ("一二三四", 8, ["一二三四"]),
        ("一二三四五", 8, ["一二三四", "五"]),
        ("a一二三四", 8, ["a一二三", "四"]),
        ("一二三四。", 8, ["一二三", "四。"]),
        ("ABCDEFGHI", 8, ["ABCDEFGH", "I"]),
        ("12、13、14、15", 13, ["12、13、14、", "15"]),
        ("11、12、13、14、15、16", 16, ["11、12、13、14、", "15、16"]),
        ("去 12 号或13号", 7, ["去 12 ", "号或13", "号"]),
        ("一二三15、", 8, ["一二三", "15、"]),
    ],
)
def test_wrap(text: str, width: int, lines: list[str]) -> None:
    assert list(wrap(text, width)) == lines
