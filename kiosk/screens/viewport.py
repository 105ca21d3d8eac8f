"""From logical to window pixels: one scale, centred, whole pixels (design language, section 5)."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from kiosk.screens.geometry import Rect

SHORT, LONG = 1080, 1920


@dataclass(frozen=True, slots=True)
class Viewport:
    """A window of ``width`` × ``height`` pixels and how the logical screen lies in it."""

    width: int
    height: int
    landscape: bool

    @property
    def logical(self) -> Rect:
        """The whole logical screen."""
        return Rect(0, 0, LONG, SHORT) if self.landscape else Rect(0, 0, SHORT, LONG)

    @property
    def scale(self) -> float:
        """Window pixels in a logical one."""
        return min(self.width / self.logical.w, self.height / self.logical.h)

    @property
    def origin(self) -> tuple[int, int]:
        """Window pixels left of and above the logical screen."""
        screen = self.logical
        return floor((self.width - screen.w * self.scale) / 2), floor(
            (self.height - screen.h * self.scale) / 2
        )

    def length(self, logical: float) -> int:
        """A length in whole window pixels; what is there at all stays at least one pixel wide."""
        return max(1, round(logical * self.scale)) if logical > 0 else 0

    def place(self, rect: Rect) -> tuple[int, int, int, int]:
        """Window x, y (counted upwards, as Kivy does), width and height. Edges that meet still meet."""
        left, top = self.x(rect.x), self.y(rect.y)
        right, bottom = self.x(rect.right), self.y(rect.bottom)
        return left, bottom, right - left, top - bottom

    def x(self, logical: float) -> int:
        """Window x of a logical x."""
        return self.origin[0] + floor(logical * self.scale)

    def y(self, logical: float) -> int:
        """Window y, counted upwards, of a logical y counted downwards."""
        return self.height - self.origin[1] - floor(logical * self.scale)

    def logical_point(self, x: float, y: float) -> tuple[float, float]:
        """The logical point under a window point."""
        left, above = self.origin
        return (x - left) / self.scale, (self.height - y - above) / self.scale
