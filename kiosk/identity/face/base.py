"""The port of a face check 1:1 (ID-03). Pictures and encodings live in memory only and die with the check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal, Protocol

from kiosk.domain.personal import Personal


class Stage(StrEnum):
    """What the check is at, in the citizen's terms."""

    FIND = "find"
    BLINK = "blink"
    TURN_LEFT = "turn_left"
    TURN_RIGHT = "turn_right"
    COMPARE = "compare"


class Hint(StrEnum):
    """What keeps the picture from being good enough; each has its plain sentence."""

    NO_FACE = "no_face"
    SEVERAL = "several"
    TOO_FAR = "too_far"
    TOO_CLOSE = "too_close"
    OFF_CENTRE = "off_centre"
    NOT_FRONTAL = "not_frontal"
    DARK = "dark"
    BACKLIT = "backlit"
    BLURRED = "blurred"


@dataclass(frozen=True, slots=True)
class FaceStep:
    """Where the check stands; ``done`` of ``total`` counts finished stages."""

    stage: Stage
    hint: Hint | None = None
    done: int = 0
    total: int = 4


class Verdict(StrEnum):
    """How a check ended. ``DOUBTFUL``: too near the limit to say either; try again."""

    MATCH = "match"
    MISMATCH = "mismatch"
    DOUBTFUL = "doubtful"
    POOR_PICTURE = "poor_picture"
    NOT_LIVE = "not_live"
    """The prompted action was not seen in its time."""
    POOR_PORTRAIT = "poor_portrait"
    """No face can be found in the chip's portrait: this document cannot be compared at all."""


@dataclass(frozen=True, slots=True)
class FaceDecision:
    """All that is kept of a check. ``score`` and ``threshold`` are SFace cosines (higher is more alike)."""

    verdict: Verdict
    score: float
    threshold: float
    algorithm: str
    liveness: Literal["passed", "not_checked"]
    decided_at: datetime


class FaceChecker(Protocol):
    """Compares whoever is before the camera with a portrait."""

    async def check(self, portrait: Personal[bytes], *, on_step: Callable[[FaceStep], None]) -> FaceDecision:
        """Film, prompt, compare, forget. One try, bounded in time; cancelling stops the camera.

        ``portrait`` is an image file from a chip. Raises ``DeviceFault``: of ``camera`` when it fails or is
        pulled out, of ``face`` when the worker cannot compare.
        """
        ...
