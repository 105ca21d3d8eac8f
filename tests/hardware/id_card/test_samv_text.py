"""Texts that no well-made card carries."""

from __future__ import annotations

import pytest

from kiosk.domain.card import IdType
from kiosk.errors import CardUnreadable
from kiosk.hardware.id_card.nations import NATIONS
from kiosk.hardware.id_card.samv_text import decode
from simulator.samv import SimCard

NUMBER = "990101198503120010"
GOOD = SimCard.resident(name="张示例", number=NUMBER).text


def with_field(offset: int, raw: bytes) -> bytes:
    return GOOD[:offset] + raw + GOOD[offset + len(raw) :]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (GOOD[:-1], "text length"),
        (bytes(256), "name"),
        (" ".encode("utf-16-le") * 128, "name"),
        (with_field(0, b"\x00\xd8 \x00"), "name"),  # half a surrogate pair
        (with_field(0, "\x1b".encode("utf-16-le")), "name"),
        (with_field(0, "张\0例".encode("utf-16-le")), "name"),
        (with_field(0, ("\u2000" * 15).encode("utf-16-le")), "name"),
        (with_field(30, "x".encode("utf-16-le")), "sex"),
        (with_field(36, "19851332".encode("utf-16-le")), "birth"),
        (with_field(36, "1985 3 1".encode("utf-16-le")), "birth"),
        (with_field(36, "١٩٨٥٠٣١٢".encode("utf-16-le")), "birth"),
        (with_field(36, "00000312".encode("utf-16-le")), "birth"),
        (with_field(122, "９９０".encode("utf-16-le")), "number"),
        (with_field(130, "          ".encode("utf-16-le")), "number"),
        (with_field(188, "长期      ".encode("utf-16-le")), "valid_from"),
        (with_field(204, "长久      ".encode("utf-16-le")), "valid_to"),
        (with_field(248, "Z".encode("utf-16-le")), "kind"),
        (with_field(248, b"\x00\xdc"), "kind"),
    ],
)
def test_junk_is_unreadable_and_named(text: bytes, field: str) -> None:
    with pytest.raises(CardUnreadable, match=f"^{field}$"):
        decode(text)


def test_padding_may_be_nul() -> None:
    card = decode(GOOD.replace(b" \x00", b"\x00\x00"))
    assert card.id_type is IdType.RESIDENT
    assert card.name.reveal() == "张示例"
    assert card.address is not None
    assert card.address.reveal() == "示例省示例市云溪区桃源路1号"


def test_blank_address_is_none() -> None:
    assert decode(SimCard.resident(name="张示例", number=NUMBER, address="").text).address is None


def test_unknown_nation_is_left_out() -> None:
    assert decode(SimCard.resident(name="张示例", number=NUMBER, nation="77").text).nation == ""


def test_the_fifty_six_nations_and_two_more() -> None:
    assert len(NATIONS) == 58
    assert len(set(NATIONS.values())) == 58
    assert (NATIONS["01"], NATIONS["56"], NATIONS["97"]) == ("汉", "基诺", "其他")


def test_card_prints_nothing_of_a_person() -> None:
    shown = repr(decode(GOOD, photo=b"RIFF"))
    assert "张" not in shown
    assert NUMBER not in shown
    assert "桃源" not in shown
