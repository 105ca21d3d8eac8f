"""上一页 · 1/3 页 · 下一页, instead of scrolling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import TypeVar

from kiosk.domain.words import Text
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Local, Part, Words
from kiosk.screens.widgets.buttons import button

T = TypeVar("T")

HEIGHT = 112


def page_of(items: Sequence[T], page: int, size: int) -> tuple[Sequence[T], int, int]:
    """The items of a page, the page really shown (0-based), and how many there are."""
    pages = max(1, ceil(len(items) / size))
    page = max(0, min(page, pages - 1))
    return items[page * size : (page + 1) * size], page, pages


def pager(rect: Rect, page: int, pages: int, look: Look) -> Iterator[Part]:
    """Sends ``Local("page", "2")`` with the 0-based page wanted."""
    before, now, after = rect.columns(1.2, 0.8, 1.2)
    yield button(
        before,
        Text("上一页", "Back a page"),
        look,
        Local("page", str(page - 1)),
        kind="quiet",
        size=36,
        enabled=page > 0,
    )
    told = Text(f"{page + 1}/{pages} 页", f"Page {page + 1} of {pages}")
    least = look.size("min") if look.language == "zh" else 24
    yield Words(now, look.main(told), look.size("body"), "ink_900", align="centre", least=least)
    yield button(
        after,
        Text("下一页", "Next page"),
        look,
        Local("page", str(page + 1)),
        kind="quiet",
        size=36,
        enabled=page < pages - 1,
    )


def laid_out(  # noqa: PLR0913 what may differ is told by keyword
    rows: Sequence[T],
    page: int,
    room: Rect,
    look: Look,
    *,
    least: float,
    most: float,
    fewer: int = 99,
    gap: float = 16,
) -> tuple[list[Part], list[tuple[Rect, T]]]:
    """The way to the other pages, if there are any, and the rows of this one, each in its place.

    ``least`` and ``most``: a row's height; ``fewer``: at most so many on a page.
    """
    turn: list[Part] = []
    size = _size(room, least, fewer, gap)
    if len(rows) > size:
        below, room = room.low(HEIGHT), room.above(HEIGHT + gap)
        size = _size(room, least, fewer, gap)
        _, page, pages = page_of(rows, page, size)
        turn = list(pager(below, page, pages, look))
    shown, _, _ = page_of(rows, page, size)
    tall = min(most, (room.h + gap) / size - gap)
    return turn, [(room.below(n * (tall + gap)).top(tall), row) for n, row in enumerate(shown)]


def _size(room: Rect, least: float, fewer: int, gap: float) -> int:
    return min(fewer, max(1, int((room.h + gap) // (least + gap))))
