"""Something is looked up: what, and that the card may be taken. Nothing moves while nothing is known."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.journeys.views import PleaseWait
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Part
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.lattice import lattice
from kiosk.screens.widgets.zones import MARGIN, headline

DOTS = 3


class PleaseWaitScreen(Screen[PleaseWait]):
    """One dark zone: there is nothing to press."""

    beat_seconds = 0.6

    def parts(self, view: PleaseWait, look: Look, now: Now) -> Iterator[Part]:
        """Draw it."""
        stage = look.stage
        yield Box(stage, "dai_800")
        yield from lattice(stage, (stage.right - 396, stage.y - 33), 3, 3, look)
        at = stage.inset(MARGIN, 0).below(stage.h * (0.24 if look.landscape else 0.3))
        yield from headline(at.top(420), view.title, look, *view.lines, size=72, gap=20)
        lit = now.beat % (DOTS + 1)
        for number in range(DOTS):
            dot = Rect(at.x + number * 64, at.y + (320 if look.landscape else 452), 36, 36)
            yield Box(dot, "amber" if number < lit else "dai_700", 18, "hair", 3)
