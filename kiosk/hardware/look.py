"""What a look through a camera tells of its lens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol, runtime_checkable

from kiosk.domain.picture import Picture

SHARP_FROM: Final = 90.0
"""Measured: faces and print in focus score 490 and more; blurred by 0.8 px of 640, where a face can still be
compared, 118 and more; by 1.5 px, where small print runs together, 77 at most, noise counted in."""


class Judgement(StrEnum):
    """Of a lens, by one picture."""

    SHARP = "sharp"
    BLURRED = "blurred"
    NOTHING_SEEN = "nothing_seen"
    """Dark, or all one grey: nothing to judge by."""


@dataclass(frozen=True, slots=True)
class Focus:
    """``score``: the variance of the Laplacian, without a unit; the more the sharper."""

    score: float
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Glance:
    """A picture small enough to draw, and how sharp it was before it was made small."""

    picture: Picture
    focus: Focus


@runtime_checkable
class Eye(Protocol):
    """Whatever takes pictures, a face camera or a page camera, for one who looks at its lens."""

    async def start(self) -> None:
        """Begin to take pictures. Raises ``DeviceFault``."""

    async def stop(self) -> None:
        """End it and forget the last picture. Never raises."""

    async def glance(self, after: int = 0) -> Glance:
        """What is seen, from a picture whose number is above ``after``. Raises ``DeviceFault``."""
        ...
