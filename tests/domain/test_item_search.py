"""First letters, search and facets: the tables against the rules' own text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.domain.initials import initials
from kiosk.domain.item_facets import FACETS, values
from kiosk.domain.item_search import found
from kiosk.domain.themes import LEGAL_THEMES, NATURAL_THEMES
from tests.journeys.shelves import SAMPLES, an_item

DATA = json.loads((Path(__file__).parents[2] / "simulator/data/items.json").read_text("utf-8"))


@pytest.mark.req("CT-21")
def test_the_themes_are_those_of_the_rules() -> None:
    seed = DATA["_readme"]["theme_lists_from_seed_003"]
    assert list(NATURAL_THEMES) == seed["natural"]
    assert list(LEGAL_THEMES) == seed["legal"]
    assert (len(set(NATURAL_THEMES)), len(set(LEGAL_THEMES))) == (31, 34)


@pytest.mark.req("CT-20", "CT-18")
def test_there_are_the_seven_ways_of_sorting_and_the_list_of_one_trip() -> None:
    assert set(FACETS) == {
        "nature",
        "object",
        "agency",
        "theme_natural",
        "theme_legal",
        "level",
        "form",
        "jurisdiction",
        "trips",
    }


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("居民身份证有效期满换领", "JMSFZYXQMHL"),
        ("A4纸（打印）", "A4ZDY"),
        ("户籍", "HJ"),
        ("鑫源", "Y"),
        ("啊座", "AZ"),
        ("、。", ""),
    ],
)
def test_first_letters(name: str, read: str) -> None:
    assert read in initials(name)


def test_each_letter_begins_and_ends_where_the_standard_has_it() -> None:
    """GB/T 2312: the first and the last common character of each letter."""
    first, last = (
        "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝",
        "澳怖错堕贰咐过祸骏阔络穆诺沤瀑群弱所唾误迅孕座",
    )
    for letter, *ends in zip("ABCDEFGHJKLMNOPQRSTWXYZ", first, last, strict=True):
        assert [initials(end) for end in ends] == [(letter,)] * 2, letter


def test_a_character_with_two_readings_is_found_by_either() -> None:
    assert {"YH", "YX"} == set(initials("银行"))


def test_many_readings_end_somewhere() -> None:
    assert len(initials("行长重调会乐车参" * 4)) == 64


def test_every_sample_item_is_found_by_the_first_letters_of_its_whole_name() -> None:
    for raw in DATA["items"]:
        assert all(len(one) >= len(raw["name"]) * 0.6 for one in initials(raw["name"])), raw["name"]


def test_a_name_goes_before_a_keyword_and_a_hot_item_before_others() -> None:
    assert [item.name for item in found(SAMPLES, "证")][:2] == [SAMPLES[3].name, SAMPLES[0].name]


def test_an_unknown_value_stands_behind_the_known_ones() -> None:
    odd = an_item(9, "新办法", handling_mode="by_drone")
    assert [(row.id, row.count) for row in values((*SAMPLES, odd), "form")][-1] == ("by_drone", 1)
    assert {row.count for row in values(SAMPLES, "agency")} == {1, 4}
    assert [row.id for row in values(SAMPLES, "form")] == list(FACETS["form"].names)
