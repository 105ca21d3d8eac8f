"""A question over everything between top bar and strip. What lies under it is hidden by a dark lattice."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Part
from kiosk.screens.widgets.lattice import lattice

MODULE = 180


def dialog_place(look: Look, height: float) -> Rect:
    """Where a dialog of this height lies: 960 wide, low enough to reach in portrait."""
    stage = look.stage
    height = min(height, stage.h - 48)
    if look.landscape:
        return stage.sized(1200, height)
    return Rect(60, min(536, stage.bottom - height - 24), 960, height)


def dialog_ground(place: Rect, look: Look) -> Iterator[Part]:
    """The dark lattice that hides the screen, and the dialog's own sheet."""
    stage = look.stage
    yield Box(stage, "dai_800")
    yield from lattice(stage, (stage.x, stage.y - 57), -(-int(stage.w) // MODULE), 10, look, module=MODULE)
    line = "line" if look.theme.name == "high" else None
    yield Box(place, "surface", 48, line, look.theme.outline, shadow="sh2")
