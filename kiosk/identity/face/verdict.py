"""From scores to a verdict. Two matchers must agree: dlib alone accepts too many strangers."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

from kiosk.identity.face.base import Verdict
from kiosk.identity.face.messages import Scores

DOUBT: Final = 0.30
"""SFace's cosine from which a person may be the right one after all."""
ALGORITHM: Final = "dlib-resnet-v1+sface-2021dec-int8"


def middle(scores: Sequence[Scores]) -> Scores:
    """The median of several pictures, each number by itself."""
    return Scores(median(s.distance for s in scores), median(s.cosine for s in scores))


def decide(scores: Scores, *, dlib_distance: float, sface_cosine: float) -> Verdict:
    """``MATCH`` only if both say so; ``DOUBTFUL`` where SFace is near its limit."""
    if scores.cosine >= sface_cosine:
        return Verdict.MATCH if scores.distance <= dlib_distance else Verdict.MISMATCH
    return Verdict.DOUBTFUL if scores.cosine >= DOUBT else Verdict.MISMATCH
