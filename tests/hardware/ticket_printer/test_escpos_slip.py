from __future__ import annotations

import pytest

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.ticket_printer import Align, Line, QrCode, Rule, Slip
from kiosk.hardware.ticket_printer.escpos_raster import REAL_TIME, raster
from kiosk.hardware.ticket_printer.escpos_slip import encode_slip
from kiosk.hardware.ticket_printer.escpos_text import Charset

RASTER = b"\x1dv0\x00"


def data(*parts: Line | QrCode | Rule, charset: Charset = Charset.GBK, width: int = 576) -> bytes:
    return encode_slip(Slip("test", parts), charset, width).data


def test_chinese_is_switched_on_and_sent_in_the_roms_code() -> None:
    assert data(Line("请A12")) == b"\x1b@\x1c&" + "请A12".encode("gbk") + b"\n\x1dVB\x00"


def test_size_is_said_to_both_alphabets() -> None:
    sent = data(Line("大", scale=2), Line("小"))
    assert sent.index(b"\x1c!\x0c\x1d!\x11") < sent.index("大".encode("gbk"))
    assert sent.index(b"\x1c!\x00\x1d!\x00") < sent.index("小".encode("gbk"))


def test_style_is_sent_when_it_changes_only() -> None:
    sent = data(*[Line("同", bold=True, align=Align.CENTRE)] * 3)
    assert sent.count(b"\x1bE\x01") == sent.count(b"\x1ba\x01") == 1


@pytest.mark.parametrize(
    ("char", "drawn_by"),
    [
        ("㛃", set(Charset)),
        ("𠅤", set(Charset)),
        ("䶮", {Charset.GB2312, Charset.GBK}),
        ("镕", {Charset.GB2312}),
        ("·", set()),
    ],
)
@pytest.mark.parametrize("charset", Charset)
def test_only_a_line_the_rom_cannot_spell_is_drawn(
    char: str, drawn_by: set[Charset], charset: Charset
) -> None:
    sent = data(Line("上一行"), Line(f"字{char}"), Line("下一行"), charset=charset)
    assert sent.count(RASTER) == (charset in drawn_by)
    assert "上一行".encode("gbk") in sent
    assert "下一行".encode("gbk") in sent


def test_a_drawn_line_is_as_wide_as_its_text_only() -> None:
    sent = data(Line("张㛃A"))
    head = sent.index(RASTER) + len(RASTER)
    assert int.from_bytes(sent[head : head + 2], "little") == (24 + 24 + 12 + 7) // 8
    assert int.from_bytes(sent[head + 2 : head + 4], "little") == 24


def test_a_drawn_line_wraps_too() -> None:
    assert data(Line("㛃" * 33), width=384).count(RASTER) == 3


def test_no_picture_holds_a_real_time_command() -> None:
    # drawn from the edge of the paper, each of these holds one
    for text in ("萇冷醉", "灢尃鷹", "雾製援"):
        picture = raster(Line(text))
        assert not any(command in picture for command in REAL_TIME)
        assert picture[8:].strip(b"\0")


def test_a_character_in_no_font_is_a_fault() -> None:
    with pytest.raises(DeviceFault, match=r"no_glyph \(U\+10FFFD\)") as caught:
        data(Line("好"), Line("坏\U0010fffd"))
    assert caught.value.action is Action.CONFIGURATION


@pytest.mark.parametrize("bold", [True, False])
def test_rare_characters_of_every_plane_have_a_font(*, bold: bool) -> None:
    assert data(Line("㐀䶮鿪𠀀𠅤𪜶𫝀𫠠", bold=bold)).count(RASTER) == 1


def test_qr_is_the_printers_own_and_small() -> None:
    sent = data(QrCode("QTti-0001", module_dots=6))
    assert b"\x1d(k\x03\x001C\x06" in sent
    assert b"\x1d(k\x0c\x001P0QTti-0001" in sent
    assert len(sent) < 80


def test_qr_shrinks_to_the_paper_but_not_below_what_phones_read() -> None:
    assert b"1C\x04" in data(QrCode("x" * 300, module_dots=8), width=384)
    with pytest.raises(DeviceFault, match="qr_too_wide"):
        data(QrCode("x" * 700), width=384)
    with pytest.raises(DeviceFault, match="qr_too_wide"):
        data(QrCode("x" * 5000))


@pytest.mark.parametrize(("width", "marks"), [(576, 24), (384, 16)])
def test_a_rule_goes_across_the_paper(width: int, marks: int) -> None:
    assert "─".encode("gb2312") * marks + b"\n" in data(Rule(), width=width)


def test_bold_is_drawn_bolder() -> None:
    plain, bold = (raster(Line("㛃", bold=bold))[8:] for bold in (False, True))
    assert sum(byte.bit_count() for byte in bold) > sum(byte.bit_count() for byte in plain)
