"""What is out of order, as a picture (mock-up 16). The words beside it say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views import Picture
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Part, Words
from kiosk.screens.widgets.board import Board, arc
from kiosk.screens.widgets.card_picture import TILT, id_card, reader

WIDTH, HEIGHT = 1000.0, 360.0
CROPPED_LEFT, CROPPED_WIDTH = 232.0, 744.0
"""The part of the board that is drawn on, for narrow places."""
EMPTY: Final = Text("纸盒空了", "Empty")


def fault_picture(place: Rect, picture: Picture, look: Look, *, paper_out: bool = False) -> Iterator[Part]:
    """The thing that failed and a warning sign. ``paper_out``: it is known that paper is what lacks."""
    if picture == "person":
        yield from _person(Board(place, 560, HEIGHT, 220))
        return
    narrow = place.w / WIDTH < place.h / HEIGHT
    board = Board(place, CROPPED_WIDTH, HEIGHT, CROPPED_LEFT) if narrow else Board(place, WIDTH, HEIGHT)
    if picture == "printer":
        yield from _printer(board)
        if paper_out:
            yield from _no_paper(board, look)
    else:
        yield from _DRAWN[picture](board, look)
    yield from _warning(board)


def _printer(board: Board) -> Iterator[Part]:
    yield board.box((340, 58, 320, 70), "art_back", 14)
    yield board.box((246, 100, 508, 176), "dai_800", 30)
    yield board.box((250, 104, 500, 168), "art_shade", 28)
    yield board.box((250, 104, 500, 100), "art_light", 28)
    yield board.box((250, 160, 500, 44), "art_light")
    yield board.box((310, 222, 380, 24), "art_ink", 12)
    yield board.box((290, 134, 150, 38), "art_ink", 10)
    yield board.dot(690, 153, 17, "art_red")
    yield board.dot(636, 153, 13, "art_mid")


def _no_paper(board: Board, look: Look) -> Iterator[Part]:
    """Where the paper ought to be."""
    for points in (
        [(384, 50), (384, 6), (616, 6), (616, 50)],
        [(338, 288), (338, 348), (662, 348), (662, 288)],
    ):
        yield board.stroke(points, 5, "on_dai_2", (16, 14))
    size = look.size("min") if look.language == "zh" else look.em(28)
    label = board.rect(350, 284, 300, 56)
    if label.h >= size:
        yield Words(
            label.sized(label.w, size * 1.3), look.main(EMPTY), size, "on_dai", align="centre", least=24
        )


def _reader(board: Board, look: Look) -> Iterator[Part]:
    lowered = Board(board.place, board.width, board.height, board.left, board.top + 271)
    yield from reader(lowered, look, lit=False)


def _card(board: Board, look: Look) -> Iterator[Part]:  # noqa: ARG001 drawn the same in every look
    raised = Board(board.place, board.width, board.height, board.left, board.top + 15)
    yield from id_card(raised.turned(TILT, (500, 192)))


def _network(board: Board, look: Look) -> Iterator[Part]:  # noqa: ARG001
    yield board.box((258, 70, 170, 190), "art_light", 20)
    yield board.box((276, 88, 134, 118), "art_ink", 10)
    yield board.box((330, 260, 26, 40), "art_shade")
    yield board.sheet((292, 292, 102, 16), 8, "art_shade")
    for row in range(3):
        yield board.box((590, 76 + 78 * row, 160, 66), "art_light", 14)
        yield board.dot(618, 109 + 78 * row, 9, "art_ink")
        yield board.sheet((650, 104 + 78 * row, 74, 10), 5, "art_mid")
    yield board.stroke([(440, 186), (476, 186)], 8, "on_dai_2", (14, 10))
    yield board.stroke([(542, 186), (578, 186)], 8, "on_dai_2", (14, 10))
    for slope in (-1, 1):
        yield board.stroke([(489, 186 - 22 * slope), (529, 186 + 22 * slope)], 14, "mark_bad")


def _person(board: Board) -> Iterator[Part]:
    yield board.dot(500, 92, 62, "art_light")
    yield board.polygon([(500 + (x - 500) * 0.86, y) for x, y in arc(500, 276, 150, 180, 360)], "art_light")
    yield board.polygon([(466, 128), (534, 128), (520, 190), (480, 190)], "art_light")
    yield board.box((226, 250, 548, 22), "dai_800")
    yield board.box((230, 262, 540, 82), "art_shade", 18)
    yield board.box((262, 288, 150, 30), "art_ink", 8)
    yield board.box((600, 214, 128, 14), "amber", 7)
    yield board.polygon(arc(664, 210, 48, 180, 360), "amber")
    yield board.dot(664, 156, 10, "amber")


def _warning(board: Board) -> Iterator[Part]:
    rim = [*arc(950, 244, 12, -30, 90), *arc(782, 244, 12, 90, 210), *arc(866, 96, 12, 210, 330)]
    yield board.polygon(rim, "amber")
    yield board.sheet((857, 135, 18, 64), 9, "on_amber")
    yield board.dot(866, 222, 11, "on_amber")


_DRAWN: Final[dict[str, Callable[[Board, Look], Iterator[Part]]]] = {
    "reader": _reader,
    "card": _card,
    "network": _network,
}
