"""Anything at all may stand on a chip or come from it."""

from __future__ import annotations

import contextlib
import os
from datetime import UTC, date, datetime

import pytest
from asn1crypto import cms, x509
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.personal import Personal
from kiosk.domain.smart_card import DocumentAccess
from kiosk.errors import AccessNeeded, AccessRefused, CardUnreadable, ChipAltered
from kiosk.hardware.smart_card import bac, lds, mrz, pace, tlv
from kiosk.hardware.smart_card.apdu import Answer, Command
from kiosk.hardware.smart_card.pace_info import SUITES, PaceInfo, offered
from kiosk.hardware.smart_card.passive_auth import verdict
from kiosk.hardware.smart_card.pcsc import read_card
from simulator.pcsc import data_groups
from simulator.pcsc.cards import SAMPLES, TRAVELLER, passport
from simulator.pcsc.country import Country
from simulator.pcsc.slot import Card
from simulator.pcsc.social_security import SocialSecurityCard

pytestmark = pytest.mark.fuzz
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "1000"))
many = settings(max_examples=EXAMPLES, deadline=None)
some = settings(max_examples=max(1, EXAMPLES // 10), deadline=None)
"""A whole read takes a hundred commands."""

OF_THE_PORT = (AccessNeeded, AccessRefused, CardUnreadable, ChipAltered)
MOST_COMMANDS = 5000
NOW = datetime.now(UTC)
ACCESS = DocumentAccess(Personal(TRAVELLER.number), Personal(date(1969, 8, 6)), date(2031, 1, 1))
UTOPIA = Country()
GROUPS = data_groups.groups(data_groups.td3(TRAVELLER), data_groups.jpeg("a"), own_name="张示例")
SOD = UTOPIA.security_object(GROUPS)
CSCA = [x509.Certificate.load(UTOPIA.der)]
INFO = PaceInfo(bytes.fromhex("04007F00070202040202"), SUITES[2], 12)

words = st.sampled_from([0x9000, 0x6282, 0x6300, 0x6A82, 0x6982, 0x6988, 0x6F00])
answers = st.lists(
    st.builds(Answer, st.one_of(st.binary(max_size=64), st.binary(min_size=8, max_size=8)), words),
    max_size=60,
)
changes = st.lists(
    st.tuples(st.integers(0, 20_000), st.binary(min_size=1, max_size=8)), min_size=1, max_size=4
)


def _signed_parts() -> tuple[bytes, ...]:
    """What of the security object is signed, by the signer or by the state."""
    content = cms.ContentInfo.load(tlv.find(SOD, 0x77))["content"]
    [signer] = content["signer_infos"]
    return (
        content["encap_content_info"]["content"].contents,
        signer["signed_attrs"].contents,
        content["certificates"][0].chosen["tbs_certificate"].dump(),
    )


SIGNED = _signed_parts()


def changed(data: bytes, edits: list[tuple[int, bytes]]) -> bytes:
    raw = bytearray(data)
    for at, new in edits:
        start = at % len(raw)
        raw[start : start + len(new)] = new[: len(raw) - start]
    return bytes(raw)


class Answering:
    """Implements ``Talk`` by answers that have nothing to do with what is asked."""

    def __init__(self, given_answers: list[Answer]) -> None:
        self._left = given_answers

    def transmit(self, command: Command) -> Answer:
        return self._left.pop(0) if self._left else Answer(b"", 0x6F00)


class Spoiling:
    """Implements ``Talk`` on a card, changing some of its answers on the way. Ends a read without end."""

    def __init__(self, card: Card, edits: dict[int, bytes]) -> None:
        card.reset()
        self._card = card
        self._edits = edits
        self.asked = 0

    def transmit(self, command: Command) -> Answer:
        raw = self._card.answer(command.encode())
        raw = self._edits.get(self.asked, raw)
        self.asked += 1
        assert self.asked < MOST_COMMANDS
        return Answer(raw[:-2], int.from_bytes(raw[-2:].rjust(2, b"\0"), "big"))


@many
@given(answers)
def test_any_answers(given_answers: list[Answer]) -> None:
    with contextlib.suppress(*OF_THE_PORT):
        read_card(Answering(list(given_answers)), ACCESS, CSCA)
    with contextlib.suppress(*OF_THE_PORT):
        bac.open_chip(Answering(list(given_answers)), ACCESS)


@some
@given(answers)
def test_any_answers_to_pace(given_answers: list[Answer]) -> None:
    with contextlib.suppress(*OF_THE_PORT):
        pace.open_chip(Answering([Answer(b"", 0x9000), *given_answers]), INFO, ACCESS)


@some
@given(
    st.sampled_from(["social_security", "social_security_by_tag", "passport", "permit"]),
    st.dictionaries(st.integers(0, 80), st.binary(min_size=2, max_size=200), min_size=1, max_size=3),
)
def test_good_cards_with_answers_changed(name: str, edits: dict[int, bytes]) -> None:
    with contextlib.suppress(*OF_THE_PORT):
        read_card(Spoiling(SAMPLES[name](), edits), ACCESS, CSCA)


@some
@given(st.sampled_from([0x0101, 0x0102, 0x011D, 0x011E]), changes, st.booleans())
def test_chips_with_files_changed(file: int, edits: list[tuple[int, bytes]], cut: bool) -> None:
    chip = passport(signed_by=UTOPIA)
    data = changed(chip.files[file], edits)
    chip.files[file] = data[: edits[0][0] % len(data)] if cut else data
    with contextlib.suppress(*OF_THE_PORT):
        read_card(Spoiling(chip, {}), ACCESS, CSCA)


@many
@given(
    st.dictionaries(
        st.tuples(st.sampled_from([5, 6]), st.integers(1, 7)),
        st.tuples(st.integers(0, 255), st.binary(max_size=40)),
        min_size=1,
        max_size=8,
    ),
    st.booleans(),
)
def test_any_records(records: dict[tuple[int, int], tuple[int, bytes]], by_tag: bool) -> None:
    card = SocialSecurityCard.of(name="张示例", number="990101198503120010", by_tag=by_tag, t0=False)
    for (file, number), (tag, value) in records.items():
        kept = card.files[file].get(number, (tag, b""))[0]
        card.files[file][number] = (kept if tag < 200 else tag, value)
    with contextlib.suppress(CardUnreadable):
        read_card(Spoiling(card, {}), None, [])


@many
@given(st.binary(max_size=300))
def test_any_bytes_as_objects(data: bytes) -> None:
    for work in (tlv.objects, tlv.head, lambda raw: tlv.find(raw, 0x7C, 0x80), offered):
        with contextlib.suppress(tlv.Malformed):
            work(data)


@many
@given(st.integers(0, 0x7F), st.binary(max_size=70_000))
def test_objects_come_back(number: int, value: bytes) -> None:
    tag = 0x5F00 | number
    assert tlv.objects(tlv.encode(tag, value) * 2) == [tlv.Tlv(tag, value)] * 2


@many
@given(st.sampled_from([1, 2, 11]), changes)
def test_data_groups_with_bytes_changed(number: int, edits: list[tuple[int, bytes]]) -> None:
    data = changed(GROUPS[number], edits)
    with contextlib.suppress(CardUnreadable):
        {1: lds.zone, 2: lds.portrait, 11: lds.full_name}[number](data)


@many
@given(
    st.one_of(
        st.text("<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=72, max_size=90), st.text(max_size=90)
    )
)
def test_any_zone(text: str) -> None:
    with contextlib.suppress(mrz.NotStandard):
        mrz.parse(text)


@many
@given(st.text("<0123456789AZ٣", max_size=8))
def test_any_day(text: str) -> None:
    for work in (mrz.birth_day, mrz.last_day):
        with contextlib.suppress(CardUnreadable):
            work(text, today=NOW.date())


@many
@given(changes)
def test_security_object_with_bytes_changed(edits: list[tuple[int, bytes]]) -> None:
    sod = changed(SOD, edits)
    with contextlib.suppress(ChipAltered):
        told = verdict(sod, GROUPS, CSCA, now=NOW)
        assert told is not True or all(part in sod for part in SIGNED)  # the rest no signature protects


@many
@given(st.binary(max_size=400))
def test_any_security_object(data: bytes) -> None:
    for sod in (data, tlv.encode(0x77, data)):
        with contextlib.suppress(ChipAltered):
            assert verdict(sod, GROUPS, CSCA, now=NOW) is not True
