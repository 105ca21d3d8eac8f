"""Seals of GB/T 38540: a good one holds, and each thing that can be wrong is named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.documents.sealed.ses import flaw
from tests.documents.sealed.notary import NOW, Sm2Person, a_seal

CONTENT = b"%PDF-1.7 what is sealed"
SIGNER, MAKER = Sm2Person.born(), Sm2Person.born()
MAKERS = [MAKER.certificate]
GOOD = a_seal(CONTENT, SIGNER, MAKER)


@pytest.mark.parametrize("by_digest", [False, True])
def test_a_good_seal_holds(*, by_digest: bool) -> None:
    assert flaw(a_seal(CONTENT, SIGNER, MAKER, by_digest=by_digest), CONTENT, MAKERS, NOW) is None


def test_another_content_is_altered() -> None:
    assert flaw(GOOD, CONTENT + b" ", MAKERS, NOW) == "altered"


def test_a_maker_nobody_installed() -> None:
    assert flaw(GOOD, CONTENT, [], NOW) == "maker_unknown"


def test_a_signer_the_seal_does_not_list() -> None:
    other = Sm2Person.born()
    assert flaw(a_seal(CONTENT, SIGNER, MAKER, listed=other.certificate), CONTENT, MAKERS, NOW) == (
        "signer_unknown"
    )


def test_a_seal_and_a_signer_past_their_dates() -> None:
    old = a_seal(CONTENT, SIGNER, MAKER, until=NOW - timedelta(days=1))
    assert flaw(old, CONTENT, MAKERS, NOW) == "seal_expired"
    late = Sm2Person.born(ends=NOW - timedelta(days=1))
    assert flaw(a_seal(CONTENT, late, MAKER), CONTENT, MAKERS, NOW) == "signer_expired"


def test_a_seal_signed_by_a_key_that_is_not_the_certificate_s() -> None:
    forged = Sm2Person(SIGNER.point, Sm2Person.born().secret, SIGNER.certificate)
    assert flaw(a_seal(CONTENT, forged, MAKER), CONTENT, MAKERS, NOW) == "signature_wrong"
    maker = Sm2Person(MAKER.point, Sm2Person.born().secret, MAKER.certificate)
    assert flaw(a_seal(CONTENT, SIGNER, maker), CONTENT, MAKERS, NOW) == "signature_wrong"


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_a_seal_with_one_byte_changed_never_holds(place: int, change: int) -> None:
    altered = bytearray(GOOD)
    altered[place] ^= change
    assert flaw(bytes(altered), CONTENT, MAKERS, NOW) is not None


@given(st.binary(max_size=300))
def test_noise_is_no_seal(noise: bytes) -> None:
    assert flaw(noise, CONTENT, MAKERS, NOW) == "seal_unreadable"
