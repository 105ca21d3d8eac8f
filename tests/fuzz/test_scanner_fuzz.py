"""Anybody may hold anything before the scanner."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.errors import CodeUnreadable
from kiosk.hardware.code_scanner.scanned import MOST, Codes, text_of

pytestmark = pytest.mark.fuzz
many = settings(max_examples=int(os.environ.get("FUZZ_EXAMPLES", "1000")), deadline=None)

line = st.lists(
    st.one_of(
        st.binary(max_size=40),
        st.sampled_from([b"\r", b"\n", b"\r\n", b"", b"\0", b"\xff", b"\x81\x30\x81\x30"]),
        st.text(max_size=20).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.text(st.characters(codec="gb18030"), max_size=20).map(lambda text: text.encode("gb18030")),
        st.builds(lambda byte, size: bytes([byte]) * size, st.integers(0, 255), st.integers(0, 2 * MOST)),
    ),
    max_size=8,
).map(b"".join)


def all_codes(codes: Codes, *, quiet: bool) -> list[bytes | None]:
    """Every code that can be taken, ``None`` for one that was too long."""
    found: list[bytes | None] = []
    while True:
        try:
            code = codes.take(quiet=quiet)
        except CodeUnreadable:
            found.append(None)
            continue
        if code is None:
            return found
        found.append(code)


@many
@given(line, st.lists(st.integers(0, 3 * MOST), max_size=6))
def test_how_bytes_are_cut_makes_no_difference(data: bytes, cuts: list[int]) -> None:
    whole, pieces = Codes(), Codes()
    whole.feed(data)
    expected = all_codes(whole, quiet=False) + all_codes(whole, quiet=True)
    found: list[bytes | None] = []
    ends = [*sorted(min(cut, len(data)) for cut in cuts), len(data)]
    for start, end in zip([0, *ends], ends, strict=False):
        pieces.feed(data[start:end])
        found += all_codes(pieces, quiet=False)
    assert found + all_codes(pieces, quiet=True) == expected


@many
@given(line)
def test_codes_are_the_lines_that_fit(data: bytes) -> None:
    codes = Codes()
    codes.feed(data)
    lines = [one for one in data.replace(b"\r", b"\n").split(b"\n") if one]
    found = all_codes(codes, quiet=False) + all_codes(codes, quiet=True)
    assert found == [one if len(one) <= MOST else None for one in lines]


@many
@given(line, st.binary(min_size=1, max_size=50).filter(lambda code: not {10, 13} & set(code)))
def test_a_code_behind_any_noise_is_found(data: bytes, code: bytes) -> None:
    codes = Codes()
    codes.feed(data + b"\r" + code + b"\r")
    assert all_codes(codes, quiet=False)[-1:] == [code]


@many
@given(st.one_of(line, st.binary(max_size=200)))
def test_any_code_is_plain_text_or_refused(code: bytes) -> None:
    why: CodeUnreadable | None = None
    text = ""
    try:
        text = text_of(code)
    except CodeUnreadable as refused:
        why = refused
    if why is not None:
        assert str(why) in {"not text", "control characters"}
        assert why.__context__ is None
        return
    assert text.isprintable() or not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in text)
    assert code in {text.encode("utf-8", "replace"), text.encode("gb18030", "replace")}
