from __future__ import annotations

from datetime import date

import pytest

from kiosk.errors import CardUnreadable
from kiosk.hardware.smart_card.mrz import NotStandard, birth_day, check_digit, last_day, parse

# The specimens of ICAO 9303-4 (TD3), -5 (TD1) and -6 (TD2).
TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10"
TD1 = "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<"
TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<D231458907UTO7408122F1204159<<<<<<<6"
LONG = "I<UTOD23145890<7349<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2STEVENSON<<PETER<JOHN<<<<<<<<<"
TODAY = date(2026, 6, 1)


def test_passport() -> None:
    zone = parse(TD3)
    assert (zone.document_code, zone.issuing_state, zone.nationality) == ("P", "UTO", "UTO")
    assert (zone.number, zone.name, zone.sex) == ("L898902C3", "ERIKSSON, ANNA MARIA", "女")
    assert (zone.birth, zone.expiry, zone.personal_number) == ("740812", "120415", "ZE184226B")


@pytest.mark.parametrize("text", [TD1, TD2])
def test_cards(text: str) -> None:
    zone = parse(text)
    assert (zone.document_code, zone.number, zone.name) == ("I", "D23145890", "ERIKSSON, ANNA MARIA")
    assert (zone.birth, zone.expiry, zone.nationality, zone.personal_number) == (
        "740812",
        "120415",
        "UTO",
        "",
    )


def test_number_that_goes_on_in_the_optional_field() -> None:
    zone = parse(LONG)
    assert (zone.number, zone.personal_number, zone.sex) == ("D23145890734", "", "男")


@pytest.mark.parametrize("at", [44, 53, 57, 63, 65, 71, 72, 86, 87])
def test_every_checked_place_of_a_passport(at: int) -> None:
    wrong = "2" if TD3[at] != "2" else "3"
    with pytest.raises(NotStandard, match="check digit"):
        parse(TD3[:at] + wrong + TD3[at + 1 :])


@pytest.mark.parametrize("at", [5, 14, 30, 36, 38, 44, 50, 59])
def test_every_checked_place_of_a_card(at: int) -> None:
    wrong = "2" if TD1[at] != "2" else "3"
    with pytest.raises(NotStandard, match="check digit"):
        parse(TD1[:at] + wrong + TD1[at + 1 :])


@pytest.mark.parametrize("at", [36, 45, 49, 55, 57, 63, 64, 71])
def test_every_checked_place_of_a_small_document(at: int) -> None:
    wrong = "2" if TD2[at] != "2" else "3"
    with pytest.raises(NotStandard, match="check digit"):
        parse(TD2[:at] + wrong + TD2[at + 1 :])


@pytest.mark.parametrize("text", ["", TD3[:-1], TD3.replace("ANNA", "anna"), "<" * 88])
def test_what_is_no_zone(text: str) -> None:
    with pytest.raises(NotStandard):
        parse(text)


def test_check_digit_of_the_standard() -> None:
    assert check_digit("520727") == "3"
    assert check_digit("AB2134<<<") == "5"


def test_nobody_is_born_tomorrow() -> None:
    assert birth_day("260601", today=TODAY) == date(2026, 6, 1)
    assert birth_day("260602", today=TODAY) == date(1926, 6, 2)
    assert birth_day("850312", today=TODAY) == date(1985, 3, 12)


def test_a_birthday_that_is_not_known_whole() -> None:
    assert birth_day("85<<<<", today=TODAY) == date(1985, 1, 1)
    assert birth_day("8503<<", today=TODAY) == date(1985, 3, 1)


def test_last_days_lie_around_today() -> None:
    assert last_day("310101", today=TODAY) == date(2031, 1, 1)
    assert last_day("980101", today=TODAY) == date(1998, 1, 1)


@pytest.mark.parametrize("text", ["851301", "850230", "<<<<<<", "8A0101", "", "85"])
def test_what_is_no_day(text: str) -> None:
    for read in (birth_day, last_day):
        with pytest.raises(CardUnreadable):
            read(text, today=TODAY)
