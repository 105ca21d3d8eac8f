"""Cards of all four layouts, with fields that no well-made card carries, and well-made ones."""

from __future__ import annotations

import os
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.card import IdCard, IdType
from kiosk.errors import CardUnreadable, CitizenError
from kiosk.hardware.id_card.samv_layouts import LAYOUTS
from kiosk.hardware.id_card.samv_text import decode
from simulator.samv import SimCard
from simulator.samv.cards import sample_cards

pytestmark = pytest.mark.fuzz
many = settings(max_examples=int(os.environ.get("FUZZ_EXAMPLES", "1000")), deadline=None)

SAMPLES = {"": "two_bookings", "J": "hmt", "I": "foreign_2017", "Y": "foreign_2023"}
CARDS = sample_cards()
TODAY = date(2026, 11, 22)

PARTS = {"kind", *(name for _, fields in LAYOUTS.values() for name in fields)}

spoilt = st.one_of(
    st.binary(max_size=120),
    st.text(max_size=40),
    st.sampled_from(
        ["", "长期", "长期 ", "20260229", "20240229", "99999999", "00000000", "2026-1-1", "０１"]
    ),
    st.dates(date(1, 1, 1), date(9999, 12, 31)).map(lambda day: day.strftime("%Y%m%d")),
    st.text(st.characters(categories=["Lo", "Mc", "Cf", "Zs", "Cc"]), max_size=15),
    st.sampled_from("·•‧・\u3000\u200b\u202e\ufeff𠅤").map(lambda letter: f"阿{letter}依"),
    st.text("0123456789X", min_size=15, max_size=18),
)


def changed(text: bytes, place: slice, value: bytes | str) -> bytes:
    raw = value.encode("utf-16-le", "surrogatepass") if isinstance(value, str) else value
    size: int = place.stop - place.start
    field = raw[:size] + b" \0" * ((size - len(raw[:size]) + 1) // 2)
    return text[: place.start] + field[:size] + text[place.stop :]


def judged(text: bytes) -> IdCard | None:
    """The document, if it is one; whatever it says, judging it ends in a verdict."""
    told = ""
    card: IdCard | None = None
    try:
        card = decode(text)
    except CardUnreadable as refused:
        told = str(refused)
    if card is None:
        assert told in PARTS, "an error names the field, never the value"
        return None
    try:
        card.check(today=TODAY)
    except CitizenError as refused:
        told = str(refused)
    assert card.number.reveal() not in told
    for words in (card.name.reveal(), card.issuer, card.nation):
        assert words == words.strip()
        assert not any(unicodedata.category(letter) == "Cc" for letter in words)
    return card


@pytest.mark.parametrize("letter", SAMPLES)
@many
@given(st.data())
def test_fields_spoilt_one_by_one(letter: str, data: st.DataObject) -> None:
    kind, fields = LAYOUTS[letter]
    text = CARDS[SAMPLES[letter]].text
    for name in data.draw(st.lists(st.sampled_from(sorted(fields)), min_size=1, max_size=3, unique=True)):
        text = changed(text, fields[name], data.draw(spoilt, label=name))
    card = judged(text)
    assert card is None or card.id_type is kind


@many
@given(st.sampled_from(sorted(SAMPLES)), st.text(max_size=1))
def test_a_card_under_any_letter(sample: str, letter: str) -> None:
    text = changed(CARDS[SAMPLES[sample]].text, slice(248, 250), letter)
    card = judged(text)
    known = letter if letter in LAYOUTS else ""
    assert card is None or card.id_type is LAYOUTS[known][0]


@many
@given(
    st.sampled_from(sorted(SAMPLES)),
    st.sampled_from(sorted(SAMPLES)),
    st.integers(0, 124),
)
def test_two_cards_in_one(one: str, other: str, at: int) -> None:
    first, second = CARDS[SAMPLES[one]].text, CARDS[SAMPLES[other]].text
    judged(first[: 2 * at] + second[2 * at :])


name = st.text(st.characters(categories=["Lo"]), min_size=1, max_size=15).filter(
    lambda text: len(text.encode("utf-16-le")) <= 30
)
day = st.dates(date(1900, 1, 1), date(9998, 12, 31))


@many
@given(name, day, st.one_of(day, st.none()))
def test_every_well_made_card_comes_back(who: str, first: date, last: date | None) -> None:
    until = last.strftime("%Y%m%d") if last else "长期"
    made = SimCard.resident(
        name=who, number="990101198503120010", valid_from=first.strftime("%Y%m%d"), valid_to=until
    )
    card = decode(made.text)
    assert card.id_type is IdType.RESIDENT
    assert (card.name.reveal(), card.valid_from, card.valid_to) == (who, first, last)
