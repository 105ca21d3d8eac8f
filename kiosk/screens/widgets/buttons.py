"""Buttons: primary (one a screen), secondary, quiet. At least 136 px high, 96 px for quiet ones."""

from __future__ import annotations

from typing import Literal

from kiosk.domain.words import Text
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Action, Box, Drawn, Icon, Target, sunk
from kiosk.screens.widgets.words import pair

Kind = Literal["primary", "secondary", "quiet"]

_FILL: dict[Kind, tuple[str, str, str | None, str]] = {
    # at rest, pressed, outline, ink
    "primary": ("blue_600", "primary_pressed", None, "on_primary"),
    "secondary": ("surface", "quiet_pressed", "blue_600", "blue_600"),
    "quiet": ("blue_100", "quiet_pressed", "line_touch", "blue_600"),
}
PADDING = 24
NARROW = 320
"""A button of at most this width has half the padding."""


def button(  # noqa: PLR0913 what may differ is told by keyword
    rect: Rect,
    label: Text,
    look: Look,
    action: Action,
    *,
    kind: Kind = "primary",
    size: float = 44,
    icon: str | None = None,
    enabled: bool = True,
    why_not: Text | None = None,
) -> Target:
    """A button with both languages; a disabled one says why instead of what."""
    rest, pressed, line, ink = _FILL[kind]
    radius = 24 if kind == "quiet" else 28
    if not enabled:
        box = Box(rect, "dis_fill", radius, line="dis_ink" if look.theme.name == "high" else None)
        return Target(rect, (box, *_content(rect, why_not or label, look, "dis_ink", size, icon)))
    width = max(look.theme.outline, 3 if kind == "secondary" else 2)
    box = Box(rect, rest, radius, line=line, line_width=width)
    face = (box, *_content(rect, label, look, ink, size, icon))
    return Target(rect, face, action, sunk(face, fill=pressed))


def _content(  # noqa: PLR0913, PLR0917 a button taken apart
    rect: Rect, label: Text, look: Look, ink: str, size: float, icon: str | None
) -> tuple[Drawn, ...]:
    size = look.em(size)
    room = rect.inset(PADDING if rect.w > NARROW else PADDING / 2, 8)
    if icon is None:
        return tuple(pair(room, label, look, size=size, en=26, colour=ink, second=ink, align="centre"))
    side = look.em(56) if rect.h > 120 else 44
    wide = max(
        fonts.width(look.main(label), size, bold=True),
        fonts.width(look.second(label), look.second_size(look.em(26))),
    )
    wide = min(wide + 4, room.w - side - PADDING)
    start = room.x + (room.w - wide - side - PADDING) / 2
    picture = Rect(start, rect.y + (rect.h - side) / 2, side, side)
    text = Rect(start + side + PADDING, room.y, wide, room.h)
    return (Icon(picture, icon, ink), *pair(text, label, look, size=size, en=26, colour=ink, second=ink))
