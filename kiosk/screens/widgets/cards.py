"""Things to read, never to press: information cards with a hairline, and chips."""

from __future__ import annotations

from typing import Literal

from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Drawn, Icon, Words

Tone = Literal["ok", "wait", "bad", "info"]

_TONES: dict[Tone, tuple[str, str, str]] = {
    "ok": ("green_100", "green_700", "okc"),
    "wait": ("amber_100", "amber_800", "clock"),
    "bad": ("red_100", "red_700", "warnc"),
    "info": ("blue_100", "blue_600", "info"),
}


def card(rect: Rect, look: Look) -> Box:
    """The ground of an information card; put words on ``rect.inset(32, 28)``."""
    return Box(rect, "surface", 28, "line", look.theme.outline, shadow="sh1")


def chip_width(text: str, look: Look) -> float:
    """How wide a chip with this text is."""
    return 14 + 34 + 10 + fonts.width(text, look.size("min"), bold=True) + 22


def chip(  # noqa: PLR0913 what may differ is told by keyword
    x: float, y: float, text: str, look: Look, tone: Tone, *, icon: str | None = None
) -> tuple[Drawn, ...]:
    """A word with its icon and colour; 56 px high (elder 76)."""
    fill, ink, usual = _TONES[tone]
    high = look.theme.name == "high"
    tall = 76 if look.elder else 56
    rect = Rect(x, y, chip_width(text, look), tall)
    picture = Rect(x + 14, y + (tall - 34) / 2, 34, 34)
    words = Rect(picture.right + 10, y, rect.w - 14 - 34 - 10 - 12, tall)
    return (
        Box(rect, fill, tall / 2, ink if high else None, 3),
        Icon(picture, icon or usual, ink),
        Words(words, text, look.size("min"), ink, bold=True),
    )


def note(
    rect: Rect, text: str, look: Look, *, icon: str = "info", tint: str = "blue_600"
) -> tuple[Drawn, ...]:
    """A sentence with an icon before it, on the press zone."""
    side = look.em(48)
    picture = Rect(rect.x, rect.y + (rect.h - side) / 2, side, side)
    return (
        Icon(picture, icon, tint),
        Words(rect.after(side + 16), text, look.size("min"), "ink_900", lines=2, least=look.size("min") - 2),
    )
