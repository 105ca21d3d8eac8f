"""The paper roll: what is printed on it, and the pieces that were cut off."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

PAPER: Final = (250, 248, 242)
INK: Final = (38, 36, 44)
MARGIN: Final = 32
"""White on each side of the printable width: 80 mm paper has 72 mm of dots."""


@dataclass(slots=True)
class Piece:
    """A piece of paper: its text line by line (pictures are ``[image]`` and ``[qr]``), and how it looks."""

    width: int
    lines: list[str] = field(default_factory=list)
    cut: bool = False
    length: int = 0
    """Dots of paper, 8 a mm."""
    _strips: list[tuple[int, Image.Image]] = field(default_factory=list)

    def put(self, strip: Image.Image, left: int) -> None:
        """Print ``strip`` (255 is black) below what is there."""
        row = Image.new("L", (self.width, strip.height))
        row.paste(strip, (left, 0))
        self._strips.append((self.length, row))
        self.length += strip.height

    def feed(self, dots: int) -> None:
        """Move on without printing."""
        self.length += dots

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on it."""
        return not self._strips

    @property
    def image(self) -> Image.Image:
        """The paper as a picture."""
        black = Image.new("L", (self.width + 2 * MARGIN, max(1, self.length)))
        for top, row in self._strips:
            black.paste(row, (MARGIN, top))
        return ImageOps.colorize(black, PAPER, INK)

    @property
    def png(self) -> bytes:
        """The picture as a PNG file."""
        file = BytesIO()
        self.image.save(file, "PNG")
        return file.getvalue()
