"""A card's class, by its answer to reset alone."""

from __future__ import annotations

import pytest

from kiosk.hardware.smart_card.atr import CardClass, card_class


@pytest.mark.parametrize(
    ("atr", "found"),
    [
        ("3B 80 80 01 01", CardClass(True, (0, 1))),
        ("3B 88 80 01 73 C8 40 13 00 90 00 71", CardClass(True, (0, 1))),
        ("3B 6D 00 00 80 31 80 65 B0 86 01 02 03 83 00 90 00", CardClass(False, (0,))),
        ("3B 9F 95 81 31 FE 9F 00 66 46 53 05 10 00 11 71 DF 00 00 00 6A 82 5E", CardClass(False, (1,))),
        ("3F 00", CardClass(False, (0,))),
        ("3B 02 14 50", CardClass(False, (0,))),
    ],
)
def test_contact_or_not_and_which_protocols(atr: str, found: CardClass) -> None:
    assert card_class(bytes.fromhex(atr)) == found


@pytest.mark.parametrize("atr", ["", "3B", "00 00", "3B 80", "3B F0 11", "FF FF FF FF"])
def test_what_is_no_answer_to_reset(atr: str) -> None:
    assert card_class(bytes.fromhex(atr)) is None


def test_cards_of_one_kind_cannot_be_told_apart() -> None:
    one, other = (bytes.fromhex(f"3B 88 80 01 {number} 71") for number in ("11" * 8, "22" * 8))
    assert card_class(one) == card_class(other)
