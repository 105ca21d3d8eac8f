"""Anything at all may come over the line or stand on a chip."""

from __future__ import annotations

import os
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.card import IdCard
from kiosk.errors import CardUnreadable
from kiosk.hardware.id_card.photo import decode as decode_photo
from kiosk.hardware.id_card.samv_frame import MAX_FRAME, PREAMBLE, Parser, Reply
from kiosk.hardware.id_card.samv_payload import split
from kiosk.hardware.id_card.samv_text import decode
from simulator.samv.cards import SPECIAL
from simulator.samv.protocol import reply as frame

pytestmark = pytest.mark.fuzz
many = settings(max_examples=int(os.environ.get("FUZZ_EXAMPLES", "1000")), deadline=None)

noise = st.lists(
    st.one_of(
        st.binary(max_size=64),
        st.just(PREAMBLE),
        st.builds(lambda length: PREAMBLE + length.to_bytes(2, "big"), st.integers(0, 0xFFFF)),
        st.builds(frame, st.integers(0, 255), st.binary(max_size=20)),
    ),
    max_size=12,
).map(b"".join)


def all_replies(parser: Parser, *, quiet: bool) -> list[Reply]:
    found = []
    while (reply := parser.take(quiet=quiet)) is not None:
        found.append(reply)
    return found


@many
@given(noise, st.lists(st.integers(0, 800), max_size=6))
def test_how_bytes_are_cut_makes_no_difference(data: bytes, cuts: list[int]) -> None:
    whole, pieces = Parser(), Parser()
    whole.feed(data)
    expected = all_replies(whole, quiet=False)
    found: list[Reply] = []
    ends = [*sorted(cuts), len(data)]
    for start, end in zip([0, *ends], ends, strict=False):
        pieces.feed(data[start:end])
        found += all_replies(pieces, quiet=False)
    assert found == expected


@many
@given(noise, st.integers(0, 255), st.binary(max_size=1300))
def test_a_reply_behind_any_noise_is_found(data: bytes, word: int, payload: bytes) -> None:
    parser = Parser()
    parser.feed(data + frame(word, payload))
    assert all_replies(parser, quiet=True)[-1:] == [Reply(word, payload)]


@many
@given(st.lists(st.binary(max_size=MAX_FRAME), max_size=5))
def test_parser_takes_anything(pieces: list[bytes]) -> None:
    parser = Parser()
    for piece in pieces:
        parser.feed(PREAMBLE + piece)
        all_replies(parser, quiet=False)
    all_replies(parser, quiet=True)


def decoded(text: bytes) -> IdCard | None:
    try:
        return decode(text)
    except CardUnreadable:
        return None


@many
@given(st.binary(max_size=300))
def test_any_bytes_as_text(text: bytes) -> None:
    decoded(text)


@many
@given(
    st.sampled_from(sorted(SPECIAL)),
    st.lists(st.tuples(st.integers(0, 255), st.binary(min_size=1, max_size=36)), min_size=1, max_size=4),
)
def test_good_text_with_bytes_changed(kind: str, changes: list[tuple[int, bytes]]) -> None:
    text = bytearray(SPECIAL[kind].text)
    for at, raw in changes:
        text[at : at + len(raw)] = raw[: len(text) - at]
    card = decoded(bytes(text))
    if card is not None:
        assert card.name.reveal() == card.name.reveal().strip()
        assert card.number.reveal().isalnum()


@many
@given(st.text(min_size=1, max_size=15))
def test_any_name_comes_back_or_is_refused(name: str) -> None:
    raw = name.encode("utf-16-le", "surrogatepass")[:30].ljust(30, b"\0")
    card = decoded(raw + SPECIAL["not_yet_valid"].text[30:])
    assert card is None or "\0" not in card.name.reveal()


@many
@given(st.binary(max_size=1300))
def test_any_data_as_a_read(data: bytes) -> None:
    try:
        text, photo = split(data)
    except CardUnreadable:
        return
    assert len(text) == 256
    assert len(photo) == len(data) - 260


@many
@given(st.sampled_from([b"", b"RIFF", b"RIFF\xff\xff\xff\xffWEBP", b"WLf"]), st.binary(max_size=1100))
def test_any_photo_block(magic: bytes, rest: bytes) -> None:
    picture = decode_photo(magic + rest, stop=threading.Event())
    assert picture is None or len(picture) <= len(magic + rest)
