from __future__ import annotations

import pytest

from kiosk.hardware.smart_card.tlv import Malformed, Tlv, encode, find, head, objects


def test_objects_side_by_side() -> None:
    assert objects(bytes.fromhex("5F1F02ABCD 800100")) == [Tlv(0x5F1F, b"\xab\xcd"), Tlv(0x80, b"\0")]


@pytest.mark.parametrize("size", [0, 1, 0x7F, 0x80, 0xFF, 0x100, 0x10000])
def test_every_length_comes_back(size: int) -> None:
    value = bytes(size)
    assert objects(encode(0x7F61, value)) == [Tlv(0x7F61, value)]


def test_a_path_leads_to_a_value() -> None:
    data = bytes.fromhex("7E00 7C0A 8003AABBCC 8203DDEEFF")
    assert find(data, 0x7C, 0x82) == bytes.fromhex("DDEEFF")
    with pytest.raises(Malformed, match="no object 84"):
        find(data, 0x7C, 0x84)


def test_the_head_tells_of_a_value_that_is_still_to_come() -> None:
    assert head(bytes.fromhex("758212345E")) == (0x75, 4, 0x1234)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("80", "no length"),
        ("8002AA", "cut short"),
        ("8080AABB", "length"),
        ("8084000000 01AA", "length"),
        ("808210", "length"),
        ("8083FFFFFF", "too long"),
        ("5F", "no tag"),
        ("5F9F9F01 00", "long tag"),
    ],
)
def test_what_is_no_object(data: str, why: str) -> None:
    with pytest.raises(Malformed, match=why):
        objects(bytes.fromhex(data))


def test_there_is_an_end_to_the_objects_opened() -> None:
    with pytest.raises(Malformed, match="too many"):
        objects(bytes.fromhex("8000") * 1000)
