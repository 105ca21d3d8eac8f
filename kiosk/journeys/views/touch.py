"""Views of the touch screen's own test: sweep every cell, then hit every cross."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, Field
from kiosk.journeys.views.staff import StaffView

TOUCHED = "1"
UNTOUCHED = "0"


@dataclass(frozen=True, kw_only=True)
class StaffTouchSweep(StaffView):
    """A grid over the whole glass; a cell turns when a finger passes over it. What is left is a dead zone.

    ``touched`` is answered as a sign a cell, ``1`` or ``0``, row by row from the top left.
    """

    back = False

    columns: int
    rows: int
    quiet_seconds: int
    """With no new cell for so long the sweep is over: whoever finds no live cell could not end it."""

    @property
    def title(self) -> Text:
        return Text("用手指划过每一格", "Sweep every cell")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (
            Text(
                f"划过的变色；{self.quiet_seconds} 秒没划到新的一格就结束。",
                f"They turn. It ends {self.quiet_seconds} s after the last.",
            ),
        )

    @property
    def fields(self) -> tuple[Field, ...]:
        size = self.columns * self.rows
        return (Field("touched", Text("划过的格", "Cells touched"), "text", required=False, max_length=size),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice("done", Text("结束", "End"), primary=True),)


@dataclass(frozen=True, kw_only=True)
class StaffTouchAim(StaffView):
    """Crosses to hit, one after another. Places are shares (0 to 1) of the glass, across and down.

    ``hits`` is answered in the crosses' order, each as ``across,down``, with a semicolon between them.
    """

    back = False

    crosses: tuple[tuple[float, float], ...]
    quiet_seconds: int

    @property
    def title(self) -> Text:
        return Text("点准每个十字", "Hit every cross")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (
            Text(
                f"点十字的中心；{self.quiet_seconds} 秒没点就结束。",
                f"In its centre. It ends {self.quiet_seconds} s after the last.",
            ),
        )

    @property
    def fields(self) -> tuple[Field, ...]:
        most = 16 * len(self.crosses)
        return (
            Field("hits", Text("点到的地方", "Where it was hit"), "text", required=False, max_length=most),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice("done", Text("结束", "End"), primary=True),)
