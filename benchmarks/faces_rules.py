"""How often a rule errs on labelled pairs, with the 95 % interval of the count."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np

from kiosk.config import Face
from kiosk.identity.face.base import Verdict
from kiosk.identity.face.messages import Scores
from kiosk.identity.face.verdict import decide

Z: Final = 1.959964
STEPS: Final = 2000
RATE: Final = 0.5


class Pair(NamedTuple):
    """A live face and a chip's portrait. ``fold`` is 0 or 1, by the live person."""

    same: bool
    scores: Scores
    fold: int


class Count(NamedTuple):
    """So many of so many."""

    errors: int
    of: int

    def __str__(self) -> str:
        """Share, count, and Wilson's interval."""
        if not self.of:
            return "no pairs"
        low, high = wilson(self.errors, self.of)
        share = 100 * self.errors / self.of
        return f"{share:5.1f} % ({self.errors}/{self.of}, 95 %: {100 * low:.1f}-{100 * high:.1f})"


def wilson(errors: int, of: int) -> tuple[float, float]:
    """The 95 % score interval of a proportion (Wilson 1927)."""
    share, z2 = errors / of, Z * Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z / (1 + z2 / of) * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def dlib(scores: Scores) -> float:
    """Alikeness by dlib alone."""
    return -scores.distance


def sface(scores: Scores) -> float:
    """Alikeness by SFace alone."""
    return scores.cosine


def both(scores: Scores) -> float:
    """The plain sum."""
    return scores.cosine - scores.distance


def rule(face: Face) -> Callable[[Scores], bool]:
    """The terminal's own rule."""

    def accepts(scores: Scores) -> bool:
        told = decide(scores, dlib_distance=face.dlib_distance, sface_cosine=face.sface_cosine)
        return told is Verdict.MATCH

    return accepts


def at(pairs: Sequence[Pair], accepts: Callable[[Scores], bool]) -> tuple[Count, Count]:
    """False rejections and false acceptances."""
    same = [pair for pair in pairs if pair.same]
    other = [pair for pair in pairs if not pair.same]
    return (
        Count(sum(not accepts(pair.scores) for pair in same), len(same)),
        Count(sum(accepts(pair.scores) for pair in other), len(other)),
    )


def at_zero(pairs: Sequence[Pair], alike: Callable[[Scores], float]) -> Count:
    """False rejections where the limit just lets no stranger of these pairs in."""
    limit = max((alike(pair.scores) for pair in pairs if not pair.same), default=-math.inf)
    return at(pairs, lambda scores: alike(scores) > limit)[0]


def logistic(pairs: Sequence[Pair]) -> list[tuple[bool, float]]:
    """Log-odds of each pair, learnt on the other half of the people. Empty where a half lacks a kind."""
    told = []
    for fold in (0, 1):
        learn = [pair for pair in pairs if pair.fold != fold]
        if len({pair.same for pair in learn}) < 2:
            return []
        weights = _learnt(learn)
        told += [(pair.same, float(_row(pair) @ weights)) for pair in pairs if pair.fold == fold]
    return told


def _row(pair: Pair) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([pair.scores.cosine, pair.scores.distance, 1.0])


def _learnt(pairs: Sequence[Pair]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Plain gradient descent, both kinds weighing the same."""
    rows = np.array([_row(pair) for pair in pairs])
    same = np.array([pair.same for pair in pairs], np.float64)
    weigh = np.where(same > 0, 0.5 / same.sum(), 0.5 / (1 - same).sum())
    weights = np.zeros(3)
    for _ in range(STEPS):
        odds = 1 / (1 + np.exp(-rows @ weights))
        weights -= RATE * 10 * (rows.T @ (weigh * (odds - same)) + 1e-4 * weights)
    return weights
