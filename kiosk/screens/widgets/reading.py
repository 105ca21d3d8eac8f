"""Long texts to read, a page at a time: broken into lines first, so that a page ends wherever it must."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.parts import Part, Words

NOT_FIRST: Final = "，。、！？：；”’）】》〉…～·%,.!?:;)"
LEADING: Final = 1.3


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text; ``gap`` above it, unless a page begins with it. ``holds``: not last on a page."""

    text: str
    size: float
    colour: str = "ink_900"
    bold: bool = False
    gap: float = 0
    holds: bool = False

    @property
    def height(self) -> float:
        """Logical px."""
        return self.size * LEADING


def lines(  # noqa: PLR0913 what may differ is told by keyword
    text: str,
    width: float,
    size: float,
    *,
    colour: str = "ink_900",
    bold: bool = False,
    gap: float = 0,
    holds: bool = False,
) -> list[Line]:
    """``text`` in as many lines as it takes, ``gap`` above the first."""
    broken = [part for piece in text.split("\n") for part in _broken(piece, width, size, bold)]
    return [Line(part, size, colour, bold, gap if not n else 0, holds) for n, part in enumerate(broken)]


def pages(text: Iterable[Line], height: float) -> list[list[Line]]:
    """The lines in pages of ``height``; a line that holds on to the next goes with it."""
    done: list[list[Line]] = [[]]
    used = 0.0
    for line in text:
        page = done[-1]
        tall = line.height + (line.gap if page else 0)
        if page and used + tall > height:
            held: list[Line] = []
            while len(page) > 1 and page[-1].holds:
                held.insert(0, page.pop())
            done.append([*held, line])
            used = line.height + sum(one.height for one in held)
            continue
        page.append(line)
        used += tall
    return done


def column(rect: Rect, page: Sequence[Line]) -> Iterator[Part]:
    """The lines of one page from the top of ``rect``."""
    y = rect.y
    for number, line in enumerate(page):
        y += line.gap if number else 0
        place = Rect(rect.x, y, rect.w, line.height)
        yield Words(place, line.text, line.size, line.colour, line.bold, leading=LEADING)
        y += line.height


def height_of(page: Sequence[Line]) -> float:
    """How high a page's lines are."""
    return sum(line.height + (line.gap if number else 0) for number, line in enumerate(page))


@lru_cache(maxsize=1024)
def _broken(text: str, width: float, size: float, bold: bool) -> tuple[str, ...]:  # noqa: FBT001 cached
    done, rest = [], text.strip() or " "
    while rest:
        fit = _fitting(rest, width, size, bold=bold)
        if fit < len(rest):
            fit = _good(rest, fit)
        done.append(rest[:fit].strip())
        rest = rest[fit:].lstrip()
    return tuple(done)


def _fitting(text: str, width: float, size: float, *, bold: bool) -> int:
    """How many characters find room on a line; one at least."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if fonts.width(text[:middle].rstrip(), size, bold=bold) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def _good(text: str, fit: int) -> int:
    """A break that splits no word of letters, begins no line with a stop, leaves no character alone."""
    at = min(fit, len(text) - 2) if len(text) > 2 else fit
    while at > 1 and (text[at] in NOT_FIRST or (_latin(text[at - 1]) and _latin(text[at]))):
        at -= 1
    return at if at > fit // 2 else max(1, fit)


def _latin(one: str) -> bool:
    return one.isascii() and one.isalnum()
