"""Rectangles in logical pixels, y counted downwards from the top as in the design language."""

from __future__ import annotations

from typing import NamedTuple


class Rect(NamedTuple):
    """A place on the screen."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h

    @property
    def centre(self) -> tuple[float, float]:
        """The middle."""
        return self.x + self.w / 2, self.y + self.h / 2

    def contains(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def distance(self, x: float, y: float) -> float:
        """How far a point lies outside, at most along one side; 0 inside."""
        return max(self.x - x, x - self.right, self.y - y, y - self.bottom, 0.0)

    def inset(self, dx: float, dy: float | None = None) -> Rect:
        """Smaller by ``dx`` at left and right, ``dy`` (or ``dx``) at top and bottom."""
        dy = dx if dy is None else dy
        return Rect(self.x + dx, self.y + dy, self.w - 2 * dx, self.h - 2 * dy)

    def moved(self, dx: float, dy: float) -> Rect:
        """The same size elsewhere."""
        return Rect(self.x + dx, self.y + dy, self.w, self.h)

    def sized(self, w: float, h: float) -> Rect:
        """A rectangle of this size with the same middle."""
        cx, cy = self.centre
        return Rect(cx - w / 2, cy - h / 2, w, h)

    def top(self, h: float) -> Rect:
        """The upper ``h``."""
        return Rect(self.x, self.y, self.w, h)

    def low(self, h: float) -> Rect:
        """The lower ``h``."""
        return Rect(self.x, self.bottom - h, self.w, h)

    def left(self, w: float) -> Rect:
        """The left ``w``."""
        return Rect(self.x, self.y, w, self.h)

    def tail(self, w: float) -> Rect:
        """The right ``w``."""
        return Rect(self.right - w, self.y, w, self.h)

    def below(self, h: float) -> Rect:
        """What is left after taking ``h`` off the top."""
        return Rect(self.x, self.y + h, self.w, self.h - h)

    def above(self, h: float) -> Rect:
        """What is left after taking ``h`` off the bottom."""
        return Rect(self.x, self.y, self.w, self.h - h)

    def after(self, w: float) -> Rect:
        """What is left after taking ``w`` off the left."""
        return Rect(self.x + w, self.y, self.w - w, self.h)

    def columns(self, *weights: float, gap: float = 24) -> tuple[Rect, ...]:
        """Side by side, widths in the ratio of ``weights``."""
        unit = (self.w - gap * (len(weights) - 1)) / sum(weights)
        places, x = [], self.x
        for weight in weights:
            places.append(Rect(x, self.y, unit * weight, self.h))
            x += unit * weight + gap
        return tuple(places)

    def rows(self, *weights: float, gap: float = 24) -> tuple[Rect, ...]:
        """One over the other, heights in the ratio of ``weights``."""
        unit = (self.h - gap * (len(weights) - 1)) / sum(weights)
        places, y = [], self.y
        for weight in weights:
            places.append(Rect(self.x, y, self.w, unit * weight))
            y += unit * weight + gap
        return tuple(places)

    def grid(self, columns: int, rows: int, gap: float = 24) -> tuple[Rect, ...]:
        """Equal cells in reading order."""
        return tuple(
            cell for row in self.rows(*[1] * rows, gap=gap) for cell in row.columns(*[1] * columns, gap=gap)
        )
