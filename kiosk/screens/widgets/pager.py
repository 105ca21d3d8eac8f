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
