"""The fonts of A4 sheets: Song and Hei from Noto, made at set-up; Hanazono for rare characters of names."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kiosk.errors import PressFailed

ASSETS: Final = Path(__file__).parents[2] / "assets" / "fonts"
RARE: Final = Path("/usr/share/fonts/truetype/hanazono")
"""Debian's fonts-hanazono: A has the basic plane, B the extensions beyond it."""
FAMILIES: Final = frozenset({"Noto Serif CJK SC", "Noto Sans CJK SC", "HanaMinA", "HanaMinB"})


def folders() -> list[Path]:
    """Where the typesetter finds its fonts; it takes none from elsewhere."""
    return [ASSETS, RARE]


def complete(families: list[str]) -> None:
    """Raise ``PressFailed`` where one is not installed: a page would be set without its rare characters."""
    if missing := FAMILIES - set(families):
        raise PressFailed(f"fonts missing: {', '.join(sorted(missing))}")
