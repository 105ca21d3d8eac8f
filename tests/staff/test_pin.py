"""Staff PINs: refused when weak, kept as argon2id only."""

from __future__ import annotations

import pytest

from kiosk.domain.personal import Personal
from kiosk.staff.pin import WeakPin, fits, hashed


@pytest.mark.parametrize(
    "weak", ["", "73915", "1234567890123", "123456", "987654", "111111", "73a915", "７３９１５２"]
)
def test_a_weak_pin_is_refused(weak: str) -> None:
    with pytest.raises(WeakPin):
        hashed(Personal(weak))


def test_the_right_pin_fits_and_a_near_one_does_not() -> None:
    kept = hashed(Personal("739152"))
    assert kept.startswith("$argon2id$")
    assert "739152" not in kept
    assert fits(Personal("739152"), kept)
    assert not fits(Personal("739153"), kept)
    assert not fits(Personal(""), kept)


def test_two_people_with_one_pin_have_two_hashes() -> None:
    assert hashed(Personal("739152")) != hashed(Personal("739152"))


def test_what_is_no_hash_fits_nothing() -> None:
    assert not fits(Personal("739152"), "739152")
