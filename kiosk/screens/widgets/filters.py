"""Which of several: buttons side by side, the one that is on marked by its frame. Never filled: none acts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kiosk.domain.words import Text
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Local, Target, Words, sunk

RADIUS = 24


def filters(rect: Rect, shown: Mapping[str, Text], on: str, look: Look, sends: str) -> Iterator[Target]:
    """Sends ``Local(sends, key)``."""
    for place, (key, name) in zip(rect.columns(*[1] * len(shown), gap=16), shown.items(), strict=True):
        fill, line, width = ("blue_50", "blue_600", 6) if key == on else ("surface", "line_touch", 3)
        small = look.size("min") if look.language == "zh" else look.em(26)
        room = place.inset(12, 8)
        least = 32 if look.language == "zh" else 24
        words = Words(
            room,
            look.main(name),
            look.size("body") if look.language == "zh" else small,
            "blue_600" if key == on else "ink_900",
            bold=key == on,
            align="centre",
            leading=1.15,
            lines=2,
            least=least,
        )
        face = (Box(place, fill, RADIUS, line, max(width, look.theme.outline)), words)
        yield Target(place, face, Local(sends, key), sunk(face, fill="blue_100"))
