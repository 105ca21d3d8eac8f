"""Fonts for characters that a printer's ROM lacks: Noto Sans CJK SC, then Hanazono."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

from kiosk.hardware.ticket_printer.escpos_faults import fault

FOLDERS: Final = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
FAMILY: Final = "Noto Sans Mono CJK SC"
"""Its Latin letters are half as wide as its Chinese, as a printer's are."""
FILES: Final = {
    False: ("NotoSansCJK-Regular.ttc", "HanaMinA.ttf", "HanaMinB.ttf"),
    True: ("NotoSansCJK-Bold.ttc", "HanaMinA.ttf", "HanaMinB.ttf"),
}
"""By boldness, first choice first. Hanazono has no bold."""


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a font file, and the code points that it draws."""

    path: Path
    index: int
    covers: frozenset[int]

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """The face at ``size`` dots."""
        return ImageFont.truetype(self.path, size, index=self.index, layout_engine=ImageFont.Layout.BASIC)


def face_for(char: str, *, bold: bool) -> Face:
    """The first face that draws ``char``. Raises ``DeviceFault`` (``no_glyph``): never a box for a name."""
    for name in FILES[bold]:
        face = _load(name)
        if face is not None and ord(char) in face.covers:
            return face
    raise fault("no_glyph", f"U+{ord(char):04X}")


@cache
def _load(name: str) -> Face | None:
    # Reading the character map takes 0.2 s, once a font.
    path = next((p for folder in FOLDERS for p in folder.rglob(name)), None)
    if path is None:
        return None
    from fontTools.ttLib import TTFont  # noqa: PLC0415 only the first rare character pays for this

    index = _face_of(path) if path.suffix == ".ttc" else 0
    with TTFont(path, fontNumber=index, lazy=True) as font:
        return Face(path, index, frozenset(font.getBestCmap()))


def _face_of(path: Path) -> int:
    # The order of a collection's faces differs between releases, their names do not.
    index = 0
    while ImageFont.truetype(path, 12, index=index).getname()[0] != FAMILY:
        index += 1
    return index
