"""What can be drawn: frozen values in logical pixels. Colours are tokens of ``theme.Theme``.

Parts are compared by value: a part that equals one already on the screen is not painted again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from kiosk.screens.geometry import Rect

Align = Literal["left", "centre", "right"]
Corners = tuple[bool, bool, bool, bool]


@dataclass(frozen=True, slots=True)
class Choose:
    """Answer the view with this choice (or one of the standing ones) and these values."""

    choice: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Local:
    """Something only the screen itself needs to know: a page turned, an option picked."""

    name: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """Change how everything is shown: ``language``, ``elder``, ``contrast``, ``voice``."""

    name: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """Answer with this choice when a finger has rested here for so long: what nobody does by accident."""

    choice: str
    seconds: float


Action = Choose | Local | Setting | Hold


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle, ``line`` inside its edge. ``corners``: which are round, clockwise from top left."""

    rect: Rect
    fill: str
    radius: float = 0
    line: str | None = None
    line_width: float = 2
    corners: Corners = (True, True, True, True)
    shadow: Literal["sh1", "sh2"] | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Text in at most ``lines`` lines; shrinks from ``size`` down to ``least`` until it fits ``rect``."""

    rect: Rect
    text: str
    size: float
    colour: str
    bold: bool = False
    align: Align = "left"
    valign: Literal["top", "middle", "bottom"] = "middle"
    leading: float = 1.3
    lines: int = 1
    least: float | None = None


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon of assets/icons.toml in one colour."""

    rect: Rect
    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring lit clockwise from the top for ``share`` (0–1) of its way."""

    rect: Rect
    share: float
    width: float
    colour: str
    track: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points, round ends and joints. ``dash``: length drawn, length left out."""

    points: tuple[tuple[float, float], ...]
    width: float
    colour: str
    dash: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled convex polygon."""

    points: tuple[tuple[float, float], ...]
    colour: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Many small upright rectangles of one colour, cut off at ``clip``: a lattice is one of these."""

    clip: Rect
    bars: tuple[Rect, ...]
    colour: str


@dataclass(frozen=True, slots=True)
class Mirror:
    """The camera's live picture in a circle, right for left; ``ground`` while there is none.

    ``whole``: not a circle but all of the rectangle; ``flipped``: right for left.
    """

    rect: Rect
    ground: str
    whole: bool = False
    flipped: bool = True


Drawn = Box | Words | Icon | Ring | Stroke | Polygon | Bars | Mirror


@dataclass(frozen=True, slots=True)
class Target:
    """Something to press. ``face`` is drawn at rest, ``pressed`` (3 px lower) while a finger is on it.

    A target without an action keeps its place and does nothing. ``reach``: how far around it, logical px, a
    finger still means it, where nothing lies nearer: between keys no place is dead.
    """

    rect: Rect
    face: tuple[Drawn, ...]
    action: Action | None = None
    pressed: tuple[Drawn, ...] | None = None
    reach: float = 0

    def holds(self, x: float, y: float) -> bool:
        """Whether a finger at this point may mean it."""
        return self.rect.inset(-self.reach).contains(x, y)


Part = Drawn | Target

PRESS_DEPTH = 3


def sunk(face: tuple[Drawn, ...], *, fill: str) -> tuple[Drawn, ...]:
    """The same face as pressed: its first box in another fill and without its shadow."""
    first, *rest = face
    assert isinstance(first, Box), "a target's face begins with its box"  # noqa: S101 a mistake in a widget
    return (replace(first, fill=fill, shadow=None), *rest)
