"""The row of buttons at a staff screen's foot: the primary one large, the others quieter beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.journeys.view import Choice
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Choose, Part
from kiosk.screens.widgets.buttons import button


def ends(choices: Sequence[Choice], room: Rect, look: Look, *shares: float) -> Iterator[Part]:
    """One button a choice, left to right; ``shares`` are their widths, one against the other."""
    for cell, choice in zip(room.columns(*shares, gap=24), choices, strict=True):
        yield button(
            cell,
            choice.label,
            look,
            Choose(choice.id),
            kind="primary" if choice.primary else "secondary",
            size=44 if choice.primary else 38,
            enabled=choice.enabled,
            why_not=choice.why_not,
        )
