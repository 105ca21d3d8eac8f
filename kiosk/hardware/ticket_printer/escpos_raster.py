"""A line of text as dots (``GS v 0``), for what the printer's ROM cannot spell."""

from __future__ import annotations

from typing import Final

from PIL import Image, ImageDraw

from kiosk.hardware.ticket_printer.escpos_fonts import face_for
from kiosk.hardware.ticket_printer.escpos_text import columns
from kiosk.hardware.ticket_printer.slip import Line

CELL: Final = 12
"""Dots of a half-width character at scale 1; characters are twice as high as that."""
BASELINE: Final = 21
"""Of 24 dots, counted from the top: so the line stands among ROM text."""
DARK: Final = 128
REAL_TIME: Final = (b"\x10\x04", b"\x10\x05", b"\x10\x14")
"""``DLE EOT``, ``DLE ENQ``, ``DLE DC4``: printers obey these even in the middle of a picture."""


def raster(line: Line) -> bytes:
    """``GS v 0`` with ``line.text`` drawn in cells as wide as the ROM's. One line: wrap before.

    Raises ``DeviceFault`` (``no_glyph``) when no font has a character.
    """
    cells = sum(map(columns, line.text)) * CELL * line.scale
    height = 2 * CELL * line.scale
    for shift in range(8):
        image = Image.new("1", (-(-(cells + shift) // 8) * 8, height))
        _draw(image, line, shift)
        dots = image.tobytes()
        if not any(command in dots for command in REAL_TIME):
            break
    return b"\x1dv0\x00" + (image.width // 8).to_bytes(2, "little") + height.to_bytes(2, "little") + dots


def _draw(image: Image.Image, line: Line, left: int) -> None:
    pen = ImageDraw.Draw(image)
    pen.fontmode = "1"
    for char in line.text:
        wide = columns(char) * CELL * line.scale
        if not char.isspace():
            font = face_for(char, bold=line.bold).at(2 * CELL * line.scale)
            pen.text((left + wide / 2, BASELINE * line.scale), char, fill=1, font=font, anchor="ms")
        left += wide
