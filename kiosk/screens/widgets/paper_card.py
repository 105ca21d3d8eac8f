"""A certificate's face as a sheet of paper: only what the platform told, marked 预览 above and below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, Protocol

from kiosk.domain.words import Text
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Part, Words
from kiosk.screens.widgets.words import stack

PREVIEW: Final = Text("预览 · 不作凭证", "Preview, no proof")
MARK = 52
ROOMY = 600
"""A sheet higher than this is marked below too."""
NOWHERE: Final = Rect(0, 0, 0, 0)


class Faced(Protocol):
    """A view that shows a certificate's face."""

    @property
    def certificate(self) -> str:
        """Its name."""
        ...

    @property
    def issuer(self) -> str:
        """Who issued it."""
        ...

    @property
    def face(self) -> tuple[tuple[str, str], ...]:
        """Labels and masked values."""
        ...

    @property
    def valid_to(self) -> date | None:
        """Its last day."""
        ...


def paper(  # noqa: PLR0913 what may differ is told by keyword
    rect: Rect, view: Faced, look: Look, *, size: float = 34, skip: int = 0, zoom: bool = True
) -> Iterator[Part]:
    """The sheet. Rows that find no room are said to be missing; ``skip``: rows that stood on earlier pages.

    ``zoom``: the screen has a way to see them.
    """
    yield Box(rect, "surface", 8, "line_touch", look.theme.outline, shadow="sh2")
    for mark in _marks(rect, look):
        yield from _mark(mark, look)
    for words in _placed(_room(rect, look), view, look, size, skip, zoom=zoom):
        yield from words


def shown_rows(rect: Rect, view: Faced, look: Look, *, size: float = 34, skip: int = 0) -> int:
    """How many rows of the face such a sheet shows."""
    return len(_placed(_room(rect, look), view, look, size, skip, zoom=True)[1])


def _marks(rect: Rect, look: Look) -> tuple[Rect, ...]:
    """Above and below; above only where the sheet is short of room."""
    tall, inside = _mark_height(look), rect.inset(2)
    return (inside.top(tall), inside.low(tall)) if rect.h > ROOMY else (inside.top(tall),)


def _mark_height(look: Look) -> float:
    return max(MARK, look.em(40) + 8)


def _room(rect: Rect, look: Look) -> Rect:
    tall = _mark_height(look)
    room = rect.inset(36, 0).below(tall + 12)
    return room.above(tall + 12 if rect.h > ROOMY else 16)


def _placed(  # noqa: PLR0913 what may differ is told by keyword
    room: Rect, view: Faced, look: Look, size: float, skip: int, *, zoom: bool
) -> tuple[Sequence[Words], Sequence[Words], Sequence[Words]]:
    """Head, rows, and what follows them: how many are missing, and who issued it."""
    roomy = room.h > ROOMY - 200
    size = look.em(size)
    large = size * 1.3 if roomy else size
    title = Words(
        NOWHERE, view.certificate, large, "ink_900", bold=True, align="centre", leading=1.2, lines=4, least=32
    )
    by = Words(NOWHERE, view.issuer, size, "ink_900", align="right", leading=1.2, lines=3, least=32)
    head = list(stack(room.top(room.h * 0.45), [title], valign="top"))
    foot = list(stack(room.low(room.h * 0.35), [by], valign="bottom"))
    top = max(w.rect.bottom for w in head) + 8
    between = Rect(room.x, top, room.w, max(0, min(w.rect.y for w in foot) - 8 - top))
    rows = [
        Words(NOWHERE, f"{label}：{value}", size, "ink_900", leading=1.25, lines=2, least=32)
        for label, value in view.face[skip:]
    ]
    placed = _stacked(between, rows)
    if len(placed) == len(rows):
        return head, placed, foot
    kept = len(placed)
    while True:
        tail = _missing(len(rows) - kept, look, zoom=zoom)
        said = _stacked(between, [*rows[:kept], replace(tail, size=size)])
        if len(said) > kept or not kept:
            return head, said[:kept], [*said[kept:], *foot]
        kept -= 1


def _stacked(room: Rect, words: list[Words]) -> list[Words]:
    """What fits; ``stack`` itself always places the first."""
    if not words or room.h < words[0].size * words[0].leading:
        return []
    return list(stack(room, words, gap=4, valign="top"))


def _missing(count: int, look: Look, *, zoom: bool) -> Words:
    more = Text(f"还有 {count} 项", f"{count} more")
    if zoom:
        more = Text(f"还有 {count} 项，点“放大看”", f"{count} more: press Zoom in")
    return Words(
        NOWHERE,
        look.main(more),
        32,
        "ink_600",
        leading=1.2,
        lines=2,
        least=32 if look.language == "zh" else 24,
    )


def _mark(rect: Rect, look: Look) -> Iterator[Part]:
    yield Box(rect, "blue_100", 6)
    least = look.size("min") if look.language == "zh" else 24
    yield Words(rect.inset(12, 0), look.main(PREVIEW), look.em(32), "blue_600", align="centre", least=least)
