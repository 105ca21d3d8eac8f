"""The identity card and the reader it is laid on (mock-up 05): no writing, no face, nobody's card."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Part, Words
from kiosk.screens.widgets.board import Board, arc

WIDTH, HEIGHT = 1000, 640
HERE: Final = Text("身份证感应区", "ID card here")
TILT: Final = -5.0
MIDDLE: Final = (500.0, 192.0)
CARD: Final = (306.0, 70.0, 388.0, 244.0)
"""Where the card hovers: x, y, width, height on the board."""
_LINES: Final = (
    (398, 34, 96, 18),
    (398, 70, 70, 18),
    (398, 106, 118, 18),
    (398, 136, 96, 18),
    (336, 194, 320, 20),
)
"""What is written on it: x, y below its top, width, height."""
DOWN: Final = 259.0
"""How far the card sinks until it lies on the reader."""


def card_hint(place: Rect, look: Look, frame: int) -> Iterator[Part]:
    """Lay the card there: frame 0 and 1 show where it comes from, frame 2 is the whole picture."""
    board = board_in(place)
    yield from waves(board)
    yield from reader(board, look, lit=True)
    tilted = board.turned(TILT, (500, 150))
    x, y, w, h = CARD
    if frame == 0 or frame > 1:
        yield tilted.outline((x, y - 76, w, h), 22, 4, "hair")
    if frame >= 1:
        yield tilted.outline((x, y - 40, w, h), 22, 4, "on_dai_2")
    if frame > 1:
        yield from id_card(board.turned(TILT, (500, 220)))
    yield from chevrons(board, frame)


def card_laid(place: Rect, look: Look) -> Iterator[Part]:
    """The card lies on the reader and is being read."""
    board = board_in(place)
    yield from waves(board)
    yield from reader(board, look, lit=True, named=None)
    yield from id_card(board.turned(0, MIDDLE), down=DOWN)


def reader(board: Board, look: Look, *, lit: bool, named: Text | None = HERE) -> Iterator[Part]:
    """The place for the card. Lit: it waits for one. ``named``: what stands on it."""
    yield board.box((252, 292, 496, 318), "dai_700", 40, "amber" if lit else "hair", 8)
    inner = (306, 336, 388, 230)
    for points in _dashed(*inner, 20):
        yield board.stroke(points, 4, "on_dai_2" if lit else "hair", (14, 14))
    if named is not None:
        yield from name_on(board.rect(310, 496, 380, 64), named, look)


def id_card(board: Board, down: float = 0) -> Iterator[Part]:
    """A card with a portrait and lines; ``board`` may be turned."""
    x, y, w, h = CARD
    y += down
    yield board.sheet((x, y + 12, w, h), 22, "dai_950")
    yield board.sheet((x, y, w, h), 22, "art_light")
    yield board.outline((x, y, w, h), 22, 3, "art_mid")
    for row in range(3):
        yield board.sheet((336, y + 36 + 36 * row, 46, 14), 7, "art_mid")
    for left, top, wide, tall in _LINES:
        yield board.sheet((left, y + top, wide, tall), tall / 2, "art_ink")
    yield board.sheet((546, y + 30, 112, 142), 10, "art_soft")
    yield board.dot(602, y + 82, 26, "art_ink")
    shoulders = [(602 + (px - 602) * 0.88, py) for px, py in arc(602, y + 170, 52, 180, 360)]
    yield board.polygon(shoulders, "art_ink")


def board_in(place: Rect) -> Board:
    """The board of every way of showing something to a device."""
    return Board(place, WIDTH, HEIGHT, top=-20)


def chevrons(board: Board, frame: int) -> Iterator[Part]:
    """Arrowheads that point down at the device: one, two, three of them."""
    for number, colour in enumerate(("glow_3", "glow_2", "amber")[: frame + 1]):
        yield from _chevron(board, 62 + number * 58, colour)


def _chevron(board: Board, top: float, colour: str) -> Iterator[Part]:
    points = ((752, top), (788, top + 34), (824, top))
    yield board.stroke(points, 16, colour)
    for x, y in points:
        yield board.dot(x, y, 8, colour)


def waves(board: Board) -> Iterator[Part]:
    """The reader listens."""
    for radius, colour in ((92, "amber"), (148, "glow_2"), (204, "glow_3")):
        for wave in (arc(279, 435, radius, 135, 225), arc(721, 435, radius, -45, 45)):
            yield board.stroke(wave, 8, colour)
            yield board.dot(*wave[0], 4, colour)
            yield board.dot(*wave[-1], 4, colour)


def name_on(rect: Rect, name: Text, look: Look) -> Iterator[Part]:
    """What the place is called, where that can be read."""
    text, size = look.main(name), look.size("min")
    size = max(size, 38 * rect.w / 380) if look.language == "zh" else size
    if fonts.width(text, size, bold=True) <= rect.w and size * 1.2 <= rect.h + 8:
        yield Words(rect.sized(rect.w, size * 1.3), text, size, "on_dai", bold=True, align="centre")


def _dashed(x: float, y: float, w: float, h: float, r: float) -> Iterator[list[tuple[float, float]]]:
    """Sides and corners of a rectangle, each to be dashed by itself."""
    yield [(x + r, y), (x + w - r, y)]
    yield [(x + r, y + h), (x + w - r, y + h)]
    yield [(x, y + r), (x, y + h - r)]
    yield [(x + w, y + r), (x + w, y + h - r)]
