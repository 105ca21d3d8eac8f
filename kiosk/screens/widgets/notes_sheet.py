"""Long notes of a guide on a sheet of their own, a page at a time, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Local, Part
from kiosk.screens.widgets import reading
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.cards import card
from kiosk.screens.widgets.pager import HEIGHT, pager

NOTES: Final = Text("看填报须知", "Read the notes")
SEEN: Final = Text("看好了", "Done")
BUTTON: Final = 136
GAP: Final = 20


def notes_sheet(rect: Rect, notes: str, page: int, look: Look) -> Iterator[Part]:
    """The sheet; ``Local("notes", "")`` closes it, ``Local("page", …)`` turns it."""
    foot, sheet = rect.low(BUTTON), rect.above(BUTTON + GAP)
    for size in (look.em(44), look.size("body")):
        text = reading.lines(notes, sheet.w - 72, size)
        if len(pages := reading.pages(text, sheet.h - 64)) == 1:
            break
    if len(pages) > 1:
        turn, sheet = sheet.low(HEIGHT), sheet.above(HEIGHT + GAP)
        pages = reading.pages(text, sheet.h - 64)
        page = min(page, len(pages) - 1)
        yield from pager(turn, page, len(pages), look)
    yield card(sheet, look)
    yield from reading.column(sheet.inset(36, 32), pages[min(page, len(pages) - 1)])
    yield button(foot, SEEN, look, Local("notes", ""))
