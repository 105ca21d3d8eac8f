"""The touch screen's test, on the whole glass: cells that turn under a finger, and crosses to hit."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.journeys.view import View
from kiosk.journeys.views.touch import TOUCHED, UNTOUCHED, StaffTouchAim, StaffTouchSweep
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Part, Stroke
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.zones import headline

PANEL = (760.0, 460.0)
"""What is said and the way out, in the middle of the glass; cells lie under it and are felt through it."""
BUTTON = 136
ARM = 44
DOT = 12
LINE = 6
LEFT_OUT = 240
"""A touch farther from its cross than this is none of it: a sleeve, or the other hand."""


class StaffTouchSweepScreen(Screen[StaffTouchSweep]):
    """Remembers which cells were passed over."""

    alone = feels = forgets = True

    def __init__(self) -> None:
        self._view: StaffTouchSweep | None = None
        self._glass = Rect(0, 0, 1, 1)
        self._touched: set[tuple[int, int]] = set()
        self._beat = self._last = 0

    def parts(self, view: StaffTouchSweep, look: Look, now: Now) -> Iterator[Part]:
        """Draw it."""
        self._view, self._glass, self._beat = view, look.screen, now.beat
        yield Box(look.screen, "paper")
        for row in range(view.rows):
            for column in range(view.columns):
                fill = "green_700" if (row, column) in self._touched else "surface"
                yield Box(self._cell(view, row, column).inset(2), fill, 0, "line_touch", 2)
        yield from _panel(view, look, self._answer(view))

    def felt(self, x: float, y: float, *, landed: bool) -> Choose | None:  # noqa: ARG002 passing over is enough
        """Turn the cell under the finger; the last one answers."""
        view, glass = self._view, self._glass
        if view is None or not glass.contains(x, y):
            return None
        cell = int((y - glass.y) / glass.h * view.rows), int((x - glass.x) / glass.w * view.columns)
        if cell in self._touched:
            return None
        self._touched.add(cell)
        self._last = self._beat
        return self._answer(view) if len(self._touched) == view.rows * view.columns else None

    def ticked(self, beat: int) -> Choose | None:
        """End when no new cell came for long."""
        view = self._view
        return None if view is None or beat - self._last < view.quiet_seconds else self._answer(view)

    def _cell(self, view: StaffTouchSweep, row: int, column: int) -> Rect:
        wide, tall = self._glass.w / view.columns, self._glass.h / view.rows
        return Rect(self._glass.x + column * wide, self._glass.y + row * tall, wide, tall)

    def _answer(self, view: StaffTouchSweep) -> Choose:
        cells = ((row, column) for row in range(view.rows) for column in range(view.columns))
        signs = "".join(TOUCHED if cell in self._touched else UNTOUCHED for cell in cells)
        return Choose("done", (("touched", signs),))


class StaffTouchAimScreen(Screen[StaffTouchAim]):
    """Remembers where each cross was hit."""

    alone = feels = forgets = True

    def __init__(self) -> None:
        self._view: StaffTouchAim | None = None
        self._glass = Rect(0, 0, 1, 1)
        self._hits: list[tuple[float, float]] = []
        self._beat = self._last = 0

    def parts(self, view: StaffTouchAim, look: Look, now: Now) -> Iterator[Part]:
        """Draw it."""
        self._view, self._glass, self._beat = view, look.screen, now.beat
        yield Box(look.screen, "paper")
        for number, (across, down) in enumerate(view.crosses):
            x, y = across * look.screen.w, down * look.screen.h
            if number == len(self._hits):
                yield Stroke(((x - ARM, y), (x + ARM, y)), LINE, "blue_600")
                yield Stroke(((x, y - ARM), (x, y + ARM)), LINE, "blue_600")
            elif number < len(self._hits):
                yield Box(Rect(x - DOT, y - DOT, 2 * DOT, 2 * DOT), "green_700", DOT)
        yield from _panel(view, look, self._answer())

    def felt(self, x: float, y: float, *, landed: bool) -> Choose | None:
        """Note where a finger landed for the cross that is up; the last one answers."""
        view, glass = self._view, self._glass
        if not landed or view is None or len(self._hits) >= len(view.crosses):
            return None
        across, down = view.crosses[len(self._hits)]
        if (x - across * glass.w) ** 2 + (y - down * glass.h) ** 2 > LEFT_OUT**2:
            return None
        self._hits.append((x / glass.w, y / glass.h))
        self._last = self._beat
        return self._answer() if len(self._hits) == len(view.crosses) else None

    def ticked(self, beat: int) -> Choose | None:
        """End when no touch came for long."""
        view = self._view
        return None if view is None or beat - self._last < view.quiet_seconds else self._answer()

    def _answer(self) -> Choose:
        return Choose("done", (("hits", ";".join(f"{x:.5f},{y:.5f}" for x, y in self._hits)),))


def _panel(view: View, look: Look, answer: Choose) -> Iterator[Part]:
    rect = look.screen.sized(*PANEL)
    yield Box(rect, "dai_800", 32, "line" if look.theme.name == "high" else None, look.theme.outline)
    foot = rect.inset(look.theme.outline).low(BUTTON + 56)
    yield Box(foot, "paper", 28, corners=(False, False, True, True))
    room = rect.inset(40, 28)
    yield from headline(room.above(BUTTON + 36), view.title, look, *view.lines, size=48)
    (done,) = view.choices
    yield button(room.low(BUTTON), done.label, look, answer)
