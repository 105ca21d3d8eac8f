"""A picture in memory. It is never written anywhere and dies with whoever holds it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Picture:
    """``pixels``: ``width × height`` of blue, green, red, a byte each, rows from the top."""

    width: int
    height: int
    pixels: bytes = field(repr=False)
    number: int = 0
    """Counts the pictures of one camera."""
