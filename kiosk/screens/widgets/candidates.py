"""The words offered for what is being typed: as many as fit over the keys, all of them on demand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kiosk.domain.words import Text
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Icon, Local, Part, Target, Words, sunk
from kiosk.screens.widgets.keypad import GAP, KEY_RADIUS
from kiosk.screens.widgets.pager import pager
from kiosk.screens.writing.pinyin import Word

BAR: Final = {False: 112.0, True: 128.0}
"""The bar's height over the keys from edge to edge, by elder mode."""
BAR_BESIDE: Final = 104.0
"""Its height in landscape, where other things lie beside it."""
MORE: Final = {False: 164.0, True: 216.0}
MORE_BESIDE: Final = 128.0
"""The way to more of them, by elder mode; for elders in landscape, where there is little room."""
LEAST: Final = {False: 136.0, True: 160.0}
"""A word's width, so that single characters with two digits stand in columns."""
ASIDE: Final = 8
PADDING: Final = 20
MORE_WORDS: Final = Text("更多", "More")
FEWER_WORDS: Final = Text("收起", "Keys")


def bar(rect: Rect, words: Sequence[Word], hint: Text, look: Look, *, more: bool) -> Iterator[Part]:
    """The first words, in ``rect`` from edge to edge; a hint while there is none. ``more``: all are up."""
    if not look.landscape:
        yield Box(rect, "surface")
        yield Box(rect.top(look.theme.outline), "line")
    if not words:
        yield _hint(_inner(rect, look), hint, look)
        return
    cells = _first(rect, words, look)
    if len(cells) < len(words):
        yield _more(_inner(rect, look).tail(_aside(look)), look, more=more)
    for number, cell in enumerate(cells):
        yield _word(cell, number, words[number], look)


def first(rect: Rect, words: Sequence[Word], look: Look) -> int:
    """How many words the bar shows."""
    return len(_first(rect, words, look))


def _inner(rect: Rect, look: Look) -> Rect:
    return rect if look.landscape else rect.inset(12, ASIDE)


def _first(rect: Rect, words: Sequence[Word], look: Look) -> list[Rect]:
    inner = _inner(rect, look)
    cells = _line(words, 0, inner, look)
    if len(cells) == len(words):
        return cells
    return _line(words, 0, inner.left(inner.w - _aside(look) - GAP), look)


def grid(  # noqa: PLR0913, PLR0917 what is shown of how much, and where
    rect: Rect, words: Sequence[Word], shown: int, page: int, rows: int, look: Look
) -> Iterator[Part]:
    """The words after those ``shown`` already, ``rows`` lines a page, and the way to the other pages."""
    yield Box(rect, "bar_track")
    *lines, foot = rect.inset(12, GAP).rows(*[1] * (rows + 1), gap=GAP)
    pages = _pages(words, shown, lines, look)
    page = max(0, min(page, len(pages) - 1))
    for number, cell in pages[page]:
        yield _word(cell, number, words[number], look)
    yield Box(rect.below(foot.y - GAP / 2 - rect.y), "paper")
    yield from pager(foot, page, len(pages), look)


def _pages(words: Sequence[Word], at: int, lines: Sequence[Rect], look: Look) -> list[list[tuple[int, Rect]]]:
    """Each page's words by their numbers, with their places."""
    pages: list[list[tuple[int, Rect]]] = []
    while at < len(words):
        pages.append([])
        for room in lines:
            cells = _line(words, at, room, look)
            pages[-1] += enumerate(cells, at)
            at += len(cells)
    return pages


def _line(words: Sequence[Word], at: int, room: Rect, look: Look) -> list[Rect]:
    """Places for the words from ``at`` on that find room in a line: one at least."""
    cells: list[Rect] = []
    x = room.x
    for number in range(at, len(words)):
        wide = min(_width(number, words[number], look), room.w)
        if cells and x + wide > room.right:
            break
        cells.append(Rect(x, room.y, wide, room.h))
        x += wide + GAP
    return cells


def _width(number: int, word: Word, look: Look) -> float:
    told = fonts.width(word.text, look.em(48), bold=True)
    return max(LEAST[look.elder], told + _number(number, look) + 2 * PADDING + 2)


def _number(number: int, look: Look) -> float:
    return fonts.width(str(number + 1), look.size("en")) + 10


def _word(cell: Rect, number: int, word: Word, look: Look) -> Target:
    likeliest = number == 0
    line = "blue_600" if likeliest else "line_touch"
    inner = cell.inset(PADDING, 2)
    aside = _number(number, look)
    spare = max(0.0, inner.w - aside - fonts.width(word.text, look.em(48), bold=True)) / 2
    inner = inner.after(spare)
    face = (
        Box(cell, "blue_100" if likeliest else "surface", KEY_RADIUS, line, look.theme.outline),
        Words(inner, str(number + 1), look.size("en"), "ink_900"),
        Words(
            inner.after(aside),
            word.text,
            look.em(48),
            "blue_600" if likeliest else "ink_900",
            bold=likeliest,
            leading=1.1,
            lines=2,
            least=look.size("min"),
        ),
    )
    return Target(cell, face, Local("word", str(number)), sunk(face, fill="quiet_pressed"))


def _aside(look: Look) -> float:
    return MORE_BESIDE if look.elder and look.landscape else MORE[look.elder]


def _more(cell: Rect, look: Look, *, more: bool) -> Target:
    side = look.em(36)
    inner, size = cell.inset(14, 2), look.size("body")
    if look.elder and look.landscape:  # the sign under the word
        room, sign = inner.above(side - 4), inner.low(side).sized(side, side)
    else:
        room, sign = inner.left(inner.w - side - 8), inner.tail(side).sized(side, side)
    told = look.main(FEWER_WORDS if more else MORE_WORDS)
    least = look.size("min") if look.language == "zh" else 24
    face = (
        Box(cell, "surface", KEY_RADIUS, "line_touch", look.theme.outline),
        Words(room, told, size, "blue_600", bold=True, align="centre", leading=1.1, least=least),
        Icon(sign, "up" if more else "down", "blue_600"),
    )
    return Target(cell, face, Local("more", "" if more else "yes"), sunk(face, fill="quiet_pressed"))


def _hint(room: Rect, hint: Text, look: Look) -> Words:
    size = look.size("min") if look.language == "zh" else look.em(28)
    least = look.size("min") if look.language == "zh" else 24
    return Words(room.inset(12, 0), look.main(hint), size, "ink_600", leading=1.15, lines=2, least=least)
