"""Rings: the session's countdown, the big one of 还在吗."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.screens.geometry import Rect
from kiosk.screens.parts import Part, Ring, Words

WEIGHT = 0.09
"""A ring's width in diameters."""


def minutes(seconds: int) -> str:
    """108 → 1:48."""
    return f"{seconds // 60}:{seconds % 60:02}"


def countdown(rect: Rect, left: int, whole: int, *, size: float = 28) -> Iterator[Part]:
    """A ring with m:ss, on dark."""
    yield Ring(rect, left / max(whole, 1), rect.w * WEIGHT, "amber", "track")
    yield Words(rect.inset(6), minutes(left), size, "on_dai", bold=True, align="centre")
