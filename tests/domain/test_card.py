"""Whether a document can be used today."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kiosk.domain.card import IdType
from kiosk.domain.personal import Personal
from kiosk.errors import BadIdNumber, CardExpired, CardNotYetValid, KioskError
from tests.fakes import a_card

TODAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"valid_to": None}, id="长期"),
        pytest.param({"valid_to": None, "valid_from": TODAY}, id="长期 from today"),
        pytest.param({"valid_to": TODAY}, id="last day"),
        pytest.param({"valid_from": TODAY}, id="first day"),
        pytest.param({"valid_from": TODAY, "valid_to": TODAY}, id="one day"),
    ],
)
def test_dates_that_hold(changes: dict[str, Any]) -> None:
    a_card(**changes).check(today=TODAY)


@pytest.mark.parametrize(
    ("changes", "error", "told"),
    [
        pytest.param({"valid_to": date(2026, 3, 11)}, CardExpired, "2026-03-11", id="yesterday"),
        pytest.param({"valid_from": date(2026, 3, 13)}, CardNotYetValid, "2026-03-13", id="tomorrow"),
        pytest.param(
            {"valid_from": date(2026, 3, 13), "valid_to": None},
            CardNotYetValid,
            "2026-03-13",
            id="长期 tomorrow",
        ),
        pytest.param(
            {"number": Personal("990101198503120019"), "valid_to": date(2026, 3, 11)},
            BadIdNumber,
            "check character",
            id="a number that cannot be comes first",
        ),
    ],
)
def test_what_does_not_hold(changes: dict[str, Any], error: type[KioskError], told: str) -> None:
    with pytest.raises(error, match=f"^{told}$"):
        a_card(**changes).check(today=TODAY)


@pytest.mark.req("ID-07")
@pytest.mark.parametrize(
    ("id_type", "number", "follows"),
    [
        (IdType.RESIDENT, "990101198503120010", True),
        (IdType.HMT_RESIDENCE, "81000019000101000X", True),
        (IdType.FOREIGN_PERMANENT, "999000190001010006", True),
        (IdType.FOREIGN_PERMANENT, "USA990185031201", False),
        (IdType.PASSPORT, "E99010001", False),
        (IdType.RESIDENT, "990101850312001", True),
    ],
)
def test_only_numbers_of_the_standard_are_held_to_it(id_type: IdType, number: str, follows: bool) -> None:
    card = a_card(id_type=id_type, number=Personal(number))
    assert card.has_citizen_number is follows
    if not follows or len(number) == 18:
        card.check(today=TODAY)
    else:
        with pytest.raises(BadIdNumber, match="form"):
            card.check(today=TODAY)


@pytest.mark.req("SC-05")
def test_a_card_does_not_print_whom_it_names() -> None:
    card = a_card(
        address=Personal("桃源路 9 号"), photo=Personal(b"portrait"), english_name=Personal("SHILI ZHANG")
    )
    printed = f"{card} {card!r}"
    for personal in ("张示例", "990101198503120010", "1985", "桃源路", "portrait", "SHILI"):
        assert personal not in printed
