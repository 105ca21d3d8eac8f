from __future__ import annotations

import pytest

from kiosk.errors import CardUnreadable
from kiosk.hardware.smart_card import files, lds
from kiosk.hardware.smart_card.tlv import encode
from simulator.pcsc import data_groups
from simulator.pcsc.cards import TRAVELLER
from tests.hardware.smart_card.direct import Scripted

PICTURE = data_groups.jpeg("E99010101")
JP2 = b"\x00\x00\x00\x0cjP  \r\n\x87\n" + b"picture"


@pytest.mark.parametrize("picture", [PICTURE, JP2, b"\xff\x4f\xff\x51codestream"])
def test_the_portrait_is_the_file_that_was_stored(picture: bytes) -> None:
    assert lds.portrait(data_groups.groups("", picture)[2]) == picture


def test_the_portrait_behind_feature_points() -> None:
    plain = data_groups.groups("", PICTURE)[2]
    at = plain.index(b"FAC\0")
    record = plain[at:]
    length = int.from_bytes(record[14:18], "big") + 16
    points = length.to_bytes(4, "big") + b"\x00\x02" + record[20:34] + bytes(16) + record[34:]
    template = encode(0x7F60, encode(0x5F2E, record[:14] + points))
    assert lds.portrait(encode(0x75, encode(0x7F61, template))) == PICTURE


@pytest.mark.parametrize(
    "block", [b"", b"FAC\0", b"FIR\x00010\x00" + bytes(60), b"FAC\x00010\x00" + bytes(60)]
)
def test_what_is_no_portrait(block: bytes) -> None:
    with pytest.raises(CardUnreadable, match="DG2"):
        lds.portrait(encode(0x75, encode(0x7F61, encode(0x7F60, encode(0x5F2E, block)))))


def test_a_picture_of_another_kind() -> None:
    with pytest.raises(CardUnreadable, match="neither JPEG"):
        lds.portrait(data_groups.groups("", b"RIFF....WEBP")[2])


def test_the_list_of_data_groups() -> None:
    chip = data_groups.chip_files(data_groups.groups("", PICTURE, own_name="张示例"), b"")
    assert lds.groups(chip[0x011E]) == {1, 2, 11}
    assert lds.groups(data_groups.chip_files(data_groups.groups(""), b"")[0x011E]) == {1}
    with pytest.raises(CardUnreadable, match=r"EF\.COM"):
        lds.groups(b"\x61\x00")


def test_the_zone() -> None:
    text = data_groups.td3(TRAVELLER)
    assert lds.zone(data_groups.groups(text)[1]) == text
    with pytest.raises(CardUnreadable, match="DG1"):
        lds.zone(encode(0x61, encode(0x5F1F, b"\xff\xfe")))


def test_the_name_in_its_own_letters() -> None:
    assert lds.full_name(data_groups.groups("", own_name="张示例")[11]) == "张示例"
    assert (
        lds.full_name(data_groups.groups("", own_name="SPECIMEN<<ANNA<MARIA")[11]) == "SPECIMEN, ANNA MARIA"
    )
    assert lds.full_name(b"\x6b\x00") == ""
    assert lds.full_name(encode(0x6B, encode(0x5F0E, b"a\x00b"))) == ""
    with pytest.raises(CardUnreadable, match="DG11"):
        lds.full_name(encode(0x6B, encode(0x5F0E, b"\xff")))


def test_a_file_in_pieces_no_longer_than_asked_for() -> None:
    card = Scripted("9000", "6104AABB9000", "CCDD6282")
    assert files.read(card, 0x0101) == bytes.fromhex("6104AABBCCDD")
    assert card.asked == ["00A4020C020101", "00B00000A0", "00B0000402"]


@pytest.mark.parametrize(
    "answers",
    [
        ("6982",),
        ("9000", "6B00"),
        ("9000", "9000"),  # nothing, for ever
        ("9000", "61809000"),
        ("9000", "61830FFFFF9000"),
        ("9000", "6104AABB9000", "CCDDEE9000"),  # more than asked for
        ("9000", "6104AABB9000", "9000"),
    ],
)
def test_a_file_that_cannot_be_read(answers: tuple[str, ...]) -> None:
    with pytest.raises(CardUnreadable, match="0101"):
        files.read(Scripted(*answers), 0x0101)


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(files.Missing):
        files.read(Scripted("6A82"), 0x0101)
