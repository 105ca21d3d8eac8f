"""A drawing board: a picture made in its own units, laid into a place on the screen and turned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import cos, pi, radians, sin

from kiosk.screens.geometry import Rect
from kiosk.screens.parts import Box, Polygon, Stroke

Point = tuple[float, float]
Place = tuple[float, float, float, float]
"""x, y, width, height in the board's units."""

ARC_STEPS = 16
"""Straight pieces of a quarter circle."""


@dataclass(frozen=True, slots=True)
class Board:
    """``width`` × ``height`` units from ``left``, ``top``, as large as fits into ``place``, in its middle."""

    place: Rect
    width: float
    height: float
    left: float = 0
    top: float = 0
    turn: float = 0
    """Degrees, clockwise, about ``about``."""
    about: Point = (0, 0)

    @property
    def scale(self) -> float:
        """Logical pixels in a unit."""
        return min(self.place.w / self.width, self.place.h / self.height)

    def turned(self, degrees: float, about: Point) -> Board:
        """The same board, turned."""
        return replace(self, turn=degrees, about=about)

    def point(self, x: float, y: float) -> Point:
        """Where a point of the board lies on the screen."""
        angle, (cx, cy) = radians(self.turn), self.about
        dx, dy = x - cx, y - cy
        x, y = cx + dx * cos(angle) - dy * sin(angle), cy + dx * sin(angle) + dy * cos(angle)
        middle_x, middle_y = self.place.centre
        x, y = x - self.left - self.width / 2, y - self.top - self.height / 2
        return middle_x + x * self.scale, middle_y + y * self.scale

    def rect(self, x: float, y: float, w: float, h: float) -> Rect:
        """An upright rectangle of the board, unturned."""
        left, top = replace(self, turn=0).point(x, y)
        return Rect(left, top, w * self.scale, h * self.scale)

    def box(self, at: Place, fill: str, radius: float = 0, line: str | None = None, width: float = 0) -> Box:
        """An upright box; ``width`` of its line in units, inside its edge."""
        return Box(self.rect(*at), fill, radius * self.scale, line, width * self.scale)

    def dot(self, cx: float, cy: float, radius: float, fill: str) -> Box:
        """A filled circle."""
        x, y = self.point(cx, cy)
        r = radius * self.scale
        return Box(Rect(x - r, y - r, 2 * r, 2 * r), fill, r)

    def sheet(self, at: Place, radius: float, colour: str) -> Polygon:
        """A filled rectangle with round corners, turned with the board."""
        return self.polygon(_rounded(at, radius), colour)

    def outline(self, at: Place, radius: float, width: float, colour: str) -> Stroke:
        """The line around such a rectangle."""
        corners = _rounded(at, radius)
        return self.stroke([*corners, corners[0]], width, colour)

    def polygon(self, points: Iterable[Point], colour: str) -> Polygon:
        """A filled convex polygon."""
        return Polygon(tuple(self.point(*p) for p in points), colour)

    def stroke(self, points: Iterable[Point], width: float, colour: str, dash: Point | None = None) -> Stroke:
        """A line through points, in units; ``dash`` in units too."""
        lengths = None if dash is None else (dash[0] * self.scale, dash[1] * self.scale)
        return Stroke(tuple(self.point(*p) for p in points), width * self.scale, colour, lengths)


def arc(cx: float, cy: float, radius: float, begin: float, end: float) -> list[Point]:
    """Points of an arc from ``begin`` to ``end`` degrees, clockwise from three o'clock."""
    steps = max(2, round(abs(end - begin) / 90 * ARC_STEPS))
    angles = (pi / 180 * (begin + (end - begin) * step / steps) for step in range(steps + 1))
    return [(cx + radius * cos(a), cy + radius * sin(a)) for a in angles]


def _rounded(at: Place, r: float) -> list[Point]:
    x, y, w, h = at
    return [
        *arc(x + r, y + r, r, 180, 270),
        *arc(x + w - r, y + r, r, 270, 360),
        *arc(x + w - r, y + h - r, r, 0, 90),
        *arc(x + r, y + h - r, r, 90, 180),
    ]
