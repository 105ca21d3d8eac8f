"""SC-05: of a name its first and last character, of a number never the birth date."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.masking import mask_name, mask_number

pytestmark = pytest.mark.req("SC-05")

BIRTHS = {15: (slice(6, 12), slice(7, 13)), 18: (slice(6, 14),)}
"""Where the birth date stands: GB 11643-1989 and the permit of 2017 (15), GB 11643-1999 (18)."""


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("", "*"),
        ("   ", "*"),
        ("张", "*"),
        ("张三", "张*"),
        ("张示例", "张*例"),
        (" 张示例 ", "张*例"),
        ("欧阳示例", "欧**例"),
        ("示例·买买提", "示****提"),
        ("SHILI ZHANG", "S*********G"),
        ("𠮷示例", "𠮷*例"),
    ],
)
def test_names(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("990101198503120010", "9901**********0010"),
        ("99010119850312007X", "9901**********007X"),
        ("990101850312001", "9901*********01"),
        ("USA990185031201", "USA9*********01"),
        ("E99010001", "*******01"),
        ("99010", "***10"),
        ("9901", "****"),
        ("", ""),
    ],
)
def test_numbers(number: str, shown: str) -> None:
    assert mask_number(number) == shown


@given(st.text(min_size=1, max_size=40).filter(lambda name: name.strip() == name))
def test_a_masked_name_shows_its_first_and_last_character_at_most(name: str) -> None:
    masked = mask_name(name)
    assert len(masked) == len(name)
    for place, (was, seen) in enumerate(zip(name, masked, strict=True)):
        assert seen == "*" or (seen == was and place in {0, len(name) - 1})
    if len(name) <= 2:
        assert masked.endswith("*"), "a short name is not shown whole"


@given(st.text(alphabet="0123456789ABCDEFGHJKLMNPX", max_size=24))
def test_a_masked_number_shows_four_and_four_at_most_and_no_birth_date(number: str) -> None:
    masked = mask_number(number)
    assert len(masked) == len(number)
    for place, (was, seen) in enumerate(zip(number, masked, strict=True)):
        assert seen == "*" or (seen == was and (place < 4 or place >= len(number) - 4))
    for birth in BIRTHS.get(len(number), ()):
        assert set(masked[birth]) == {"*"}
    if number:
        assert masked.count("*") >= len(number) / 2
