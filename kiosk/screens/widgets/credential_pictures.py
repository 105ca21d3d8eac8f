"""Other things to show to a device: a card that goes into a slot, an open document, a phone with a code.

Frame 0 and 1 tell where it comes from, frame 2 is the whole picture, as with the card. Nobody's papers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Part
from kiosk.screens.widgets.board import Board, Place, arc
from kiosk.screens.widgets.card_picture import TILT, board_in, chevrons, name_on, reader, waves

SLOT: Final = Text("社保卡插口", "Insert card here")
GLASS: Final = Text("照片页朝下", "Photo page down")
SCANNER: Final = Text("扫码口", "Scanner")
INTO_SLOT: Final = 150.0
"""How far the card sinks until it is all the way in."""
_CHIP_CARD: Final = (386.0, 40.0, 228.0, 360.0)
_BOOK: Final = (330.0, 40.0, 340.0, 264.0)
_PHONE: Final = (398.0, 40.0, 204.0, 332.0)
_LIP: Final = 398.0
"""Where the slot begins and a card goes out of sight."""
_FINDERS: Final = ((438, 120), (516, 120), (438, 198))
_DOTS: Final = (
    (520, 202),
    (548, 202),
    (534, 218),
    (520, 234),
    (548, 234),
    (492, 126),
    (492, 154),
    (498, 202),
)


def slot_hint(place: Rect, look: Look, frame: int, *, inside: bool = False) -> Iterator[Part]:
    """Put the card in, chip up, all the way. ``inside``: it is in and being read."""
    board = board_in(place)
    yield board.box((232, 340, 536, 270), "dai_700", 40, "amber", 8)
    yield board.box((346, _LIP - 14, 308, 28), "dai_950", 14, "on_dai_2", 4)
    x, y, w, h = _CHIP_CARD
    if inside:
        yield from _chip_card(board, INTO_SLOT)
        yield from waves(board)
    else:
        yield from _ghosts(board, (x, y, w, h - 60), frame)
        if frame > 1:
            yield from _chip_card(board, 0)
        yield from chevrons(board, frame)
    yield board.box((350, _LIP, 300, 40), "dai_700")
    yield board.stroke([(350, _LIP), (650, _LIP)], 4, "on_dai_2")
    yield from name_on(board.rect(310, 486, 380, 64), SLOT, look)


def document_hint(place: Rect, look: Look, frame: int) -> Iterator[Part]:
    """Turn it to the photo page and lay it face down."""
    board = board_in(place)
    yield from waves(board)
    yield from reader(board, look, lit=True, named=GLASS)
    tilted = board.turned(TILT, (500, 150))
    yield from _ghosts(tilted, _BOOK, frame)
    if frame > 1:
        yield from _book(tilted)
    yield from _turned_over(board)
    yield from chevrons(board, frame)


def document_laid(place: Rect, look: Look) -> Iterator[Part]:
    """It lies face down and is being read."""
    board = board_in(place)
    yield from waves(board)
    yield from reader(board, look, lit=True, named=None)
    x, _, w, h = _BOOK
    yield from _pages(board, (x, 328, w, h - 24))


def code_hint(place: Rect, look: Look, frame: int) -> Iterator[Part]:
    """Hold the phone's code to the scanner."""
    board = board_in(place)
    yield board.box((300, 470, 400, 140), "dai_700", 40, "amber", 8)
    yield board.box((400, 490, 200, 40), "dai_950", 12, "on_dai_2", 4)
    for number, colour in enumerate(("amber", "glow_2", "glow_3")):
        wide, y = 60 + 34 * number, 454 - 28 * number
        yield board.stroke([(500 - wide, y), (500 + wide, y)], 8, colour)
    yield from _ghosts(board, _PHONE, frame)
    if frame > 1:
        yield from _phone(board)
    yield from chevrons(board, frame)
    yield from name_on(board.rect(320, 536, 360, 60), SCANNER, look)


def _ghosts(board: Board, at: Place, frame: int) -> Iterator[Part]:
    x, y, w, h = at
    if frame == 0 or frame > 1:
        yield board.outline((x, y - 44, w, h), 22, 4, "hair")
    if frame >= 1:
        yield board.outline((x, y - 22, w, h), 22, 4, "on_dai_2")


def _chip_card(board: Board, down: float) -> Iterator[Part]:
    x, y, w, h = _CHIP_CARD
    y, h = y + down, h - down
    yield board.sheet((x, y, w, h), 22, "art_light")
    yield board.outline((x, y, w, h), 22, 3, "art_mid")
    for top, wide in ((34, 130), (70, 90), (106, 150)):
        yield board.sheet((x + 34, y + top, wide, 16), 8, "art_ink")
    if down:
        return
    yield board.sheet((x + 76, y + 214, 76, 66), 12, "amber")
    for line in ([(x + 76, y + 236), (x + 152, y + 236)], [(x + 76, y + 258), (x + 152, y + 258)]):
        yield board.stroke(line, 3, "on_amber")
    yield board.stroke([(x + 114, y + 214), (x + 114, y + 280)], 3, "on_amber")


def _book(board: Board) -> Iterator[Part]:
    yield from _pages(board, _BOOK)
    x, y, w, h = _BOOK
    photo = y + h / 2 + 10
    yield board.sheet((x + 26, photo, 84, 80), 8, "art_soft")
    yield board.dot(x + 68, photo + 28, 17, "art_ink")
    yield board.polygon(arc(x + 68, photo + 80, 30, 180, 360), "art_ink")
    for row, wide in enumerate((150, 110, 130)):
        yield board.sheet((x + 136, photo + 4 + 26 * row, wide, 14), 7, "art_ink")
    yield board.sheet((x + 26, y + h - 26, w - 52, 12), 6, "art_ink")


def _pages(board: Board, at: Place) -> Iterator[Part]:
    """An open booklet: two pages and the fold between."""
    x, y, w, h = at
    yield board.sheet((x, y, w, h), 18, "art_light")
    yield board.outline((x, y, w, h), 18, 4, "art_mid")
    yield board.stroke([(x + 8, y + h / 2), (x + w - 8, y + h / 2)], 5, "art_mid")
    for row, wide in enumerate((180, 140)):
        yield board.sheet((x + 40, y + 34 + 34 * row, wide, 14), 7, "art_mid")


def _turned_over(board: Board) -> Iterator[Part]:
    """An arrow that turns: face down."""
    way = arc(200, 160, 76, 130, 300)[::-1]
    yield board.stroke(way, 12, "amber")
    x, y = way[-1]
    yield board.polygon([(x - 12, y - 30), (x + 34, y + 2), (x - 14, y + 30)], "amber")


def _phone(board: Board) -> Iterator[Part]:
    x, y, w, h = _PHONE
    yield board.sheet((x, y, w, h), 30, "dai_950")
    yield board.outline((x, y, w, h), 30, 6, "art_light")
    yield board.sheet((x + 18, y + 32, w - 36, h - 72), 8, "art_light")
    for left, top in _FINDERS:
        yield board.sheet((left, top, 44, 44), 4, "art_ink")
        yield board.sheet((left + 8, top + 8, 28, 28), 2, "art_light")
        yield board.sheet((left + 15, top + 15, 14, 14), 1, "art_ink")
    for left, top in _DOTS:
        yield board.sheet((left, top, 12, 12), 1, "art_ink")
    yield board.sheet((450, 272, 100, 16), 8, "art_mid")
