"""The arithmetic of the accuracy tool."""

from __future__ import annotations

import pytest

from benchmarks.faces_rules import Count, Pair, at, at_zero, both, logistic, rule, sface, wilson
from kiosk.config import Face
from kiosk.identity.face.messages import Scores


def pair(distance: float, cosine: float, *, same: bool, fold: int = 0) -> Pair:
    return Pair(same, Scores(distance, cosine), fold)


PAIRS = [
    pair(0.3, 0.7, same=True),
    pair(0.5, 0.5, same=True),
    pair(0.65, 0.8, same=True),
    pair(0.5, 0.2, same=False),
    pair(0.4, 0.6, same=False),
    pair(0.9, 0.0, same=False),
]


def test_errors_are_counted_by_the_terminal_s_own_rule() -> None:
    assert at(PAIRS, rule(Face())) == (Count(1, 3), Count(1, 3))


def test_at_no_false_acceptance_the_best_stranger_sets_the_limit() -> None:
    assert at_zero(PAIRS, sface) == Count(1, 3), "0.5 is below the stranger's 0.6"
    assert at_zero(PAIRS, both) == Count(2, 3)


@pytest.mark.parametrize(
    ("errors", "of", "low", "high"), [(0, 26, 0.0, 0.1287), (1, 4, 0.0456, 0.6994), (5, 10, 0.2366, 0.7634)]
)
def test_the_interval_is_wilson_s(errors: int, of: int, low: float, high: float) -> None:
    assert wilson(errors, of) == pytest.approx((low, high), abs=1e-4)


def test_no_pairs_are_no_share() -> None:
    assert str(Count(0, 0)) == "no pairs"
    assert "(0/26, 95 %: 0.0-12.9)" in str(Count(0, 26))


def test_a_logistic_rule_is_learnt_on_others_only() -> None:
    pairs = [
        pair(0.3 + fold / 10, 0.7, same=True, fold=fold) if same else pair(0.9, 0.1, same=False, fold=fold)
        for fold in (0, 1)
        for same in (True, False)
    ]
    told = logistic(pairs)
    assert [same for same, _ in told] == [True, False] * 2
    assert all((odds > 0) is same for same, odds in told)
    assert logistic([one for one in pairs if one.same]) == []
