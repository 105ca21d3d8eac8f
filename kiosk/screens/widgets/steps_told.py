"""第 2 步，共 4 步: a dash a step, lit as far as one is, and the same in words (mock-up 12)."""

from __future__ import annotations

from kiosk.journeys.view import View
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Part, Words

HEIGHT = 44
DASH = (56.0, 12.0)
GAP = 12
MOST_DASHES = 6
"""More steps than this are told in words alone, as all are beside the press zone."""
NARROW = 640


def steps_told(rect: Rect, view: View, look: Look) -> tuple[list[Part], Rect]:
    """How far the view is, at the top of ``rect``, and the room under it; all of it where no steps are."""
    told = view.progress
    if told is None:
        return [], rect
    row, parts, x = rect.top(HEIGHT), list[Part](), rect.x
    if told.total <= MOST_DASHES and rect.w > NARROW:
        for number in range(told.total):
            dash = Rect(x, row.y + (HEIGHT - DASH[1]) / 2, *DASH)
            parts.append(Box(dash, "amber" if number <= told.done else "dai_700", DASH[1] / 2))
            x += DASH[0] + GAP
        x += GAP
    room = Rect(x, row.y, rect.right - x, HEIGHT)
    parts.append(Words(room, look.main(told.text), look.size("body"), "on_dai", least=look.size("min")))
    return parts, rect.below(HEIGHT + GAP)
