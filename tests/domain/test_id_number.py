"""GB 11643—1999, on numbers of the invented region 9901xx and with the sequence number 000."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import id_number
from kiosk.errors import BadIdNumber

pytestmark = pytest.mark.req("ID-07")

TODAY = date(2026, 3, 12)
WEIGHTS = [pow(2, 17 - place, 11) for place in range(17)]


def numbered(body: str) -> str:
    """The standard's own words: weights 2^(18-i) mod 11, and the check characters in order of remainder."""
    remainder = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11
    return body + "10X98765432"[remainder]


days = st.dates(min_value=date(1850, 1, 1), max_value=TODAY)
bodies = st.builds(
    lambda region, born, sequence: f"{region:06}{born:%Y%m%d}{sequence:03}",
    st.integers(0, 999_999),
    days.filter(lambda day: day.year >= 1000),
    st.integers(0, 999),
)


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("990101198503120010", id="any"),
        pytest.param("99010119850312007X", id="check character X"),
        pytest.param("990199200002290025", id="leap day"),
        pytest.param("81000019000101000X", id="residence permit, Hong Kong"),
        pytest.param("820000190001010001", id="residence permit, Macao"),
        pytest.param("830000190001010003", id="residence permit, Taiwan"),
        pytest.param("999000190001010006", id="permanent resident, begins with 9"),
        pytest.param("990101185001010011", id="first day that is believed"),
        pytest.param("990101202603120017", id="born today"),
    ],
)
def test_numbers_that_can_be(number: str) -> None:
    id_number.check(number, today=TODAY)


@pytest.mark.parametrize(
    ("number", "part"),
    [
        ("990101198503120019", "check character"),
        ("99010119850312001X", "check character"),
        ("99010119850312001A", "check character"),
        ("99010119850312007x", "check character"),
        ("990101200102290019", "birth date"),
        ("990101198513120014", "birth date"),
        ("990101198500120015", "birth date"),
        ("990101198504320014", "birth date"),
        ("990101184912310010", "birth date"),
        ("990101202603130012", "birth date"),
        ("", "form"),
        ("99010119850312001", "form"),
        ("9901011985031200100", "form"),
        ("990101850312001", "form"),
        ("X90101198503120010", "form"),
        ("99010119850312 010", "form"),
        ("９９０１０１１９８５０３１２００１０", "form"),
        ("99010119850312०010", "form"),
    ],
)
def test_numbers_that_cannot_be(number: str, part: str) -> None:
    with pytest.raises(BadIdNumber, match=f"^{part}$") as refused:
        id_number.check(number, today=TODAY)
    assert not number or number not in str(refused.value)
    assert refused.value.__cause__ is None, "a cause would carry the number into the log"


@given(bodies)
def test_every_number_of_the_standard_is_taken(body: str) -> None:
    number = numbered(body)
    id_number.check(number, today=TODAY)
    assert f"{id_number.birth_date(number):%Y%m%d}" == number[6:14]


@given(bodies, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_one_character_changed_is_refused(body: str, place: int, other: str) -> None:
    number = numbered(body)
    changed = number[:place] + other + number[place + 1 :]
    if changed == number:
        return
    with pytest.raises(BadIdNumber):
        id_number.check(changed, today=TODAY)


@given(bodies, st.integers(0, 15))
def test_two_neighbours_swapped_are_refused(body: str, place: int) -> None:
    number = numbered(body)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped == number:
        return
    with pytest.raises(BadIdNumber):
        id_number.check(swapped, today=TODAY)


@given(st.integers(1, 36500))
def test_nobody_is_born_tomorrow(days_ahead: int) -> None:
    born = TODAY + timedelta(days=days_ahead)
    with pytest.raises(BadIdNumber, match="birth date"):
        id_number.check(numbered(f"990101{born:%Y%m%d}001"), today=TODAY)
