"""A handwritten signature as a picture: from strokes on a glass, or from a picture that a front end made.

Strokes are text: points ``across,down`` from 0 to 1 with blanks between them, strokes with semicolons. A
picture is PNG or JPEG in base64, with or without the head of a data address (RFC 2397).
"""

from __future__ import annotations

import base64
import binascii
import re
from io import BytesIO
from typing import TYPE_CHECKING, Final

from kiosk.errors import KioskError

if TYPE_CHECKING:
    from PIL import Image

WIDE, HIGH, LINE = 1200, 480, 9
"""Pixels of a drawn signature."""
MOST_BYTES: Final = 1_000_000
WHOLE: Final = (b"IEND\xaeB`\x82", b"\xff\xd9")
"""How a PNG and a JPEG end."""
LEAST_POINTS: Final = 8
"""A tap is no name."""
_STROKES: Final = re.compile(r"[0-9., ;]+")
_POINT: Final = re.compile(r"(\d(?:\.\d+)?),(\d(?:\.\d+)?)")
_HEAD: Final = re.compile(r"data:image/(?:png|jpeg);base64,")

Point = tuple[float, float]


class NoSignature(KioskError):
    """What was given is no signature: nothing, a tap, or no picture."""


def picture(given: str) -> bytes:
    """A PNG file of it. Raises ``NoSignature``."""
    if _STROKES.fullmatch(given):
        return _drawn(_strokes(given))
    return _read(_HEAD.sub("", given, count=1))


def _strokes(given: str) -> list[list[Point]]:
    strokes = [
        [(float(across), float(down)) for across, down in _POINT.findall(stroke)]
        for stroke in given.split(";")
    ]
    points = [point for stroke in strokes for point in stroke]
    if len(points) < LEAST_POINTS or any(max(point) > 1 for point in points):
        raise NoSignature("too little was written")
    return [stroke for stroke in strokes if stroke]


def _drawn(strokes: list[list[Point]]) -> bytes:
    from PIL import Image, ImageDraw  # noqa: PLC0415 only whoever signs

    sheet = Image.new("L", (WIDE, HIGH), 255)
    pen = ImageDraw.Draw(sheet)
    for stroke in strokes:
        dots = [(across * WIDE, down * HIGH) for across, down in stroke]
        pen.line(dots, fill=0, width=LINE, joint="curve")
        for x, y in (dots[0], dots[-1]):
            pen.ellipse((x - LINE / 2, y - LINE / 2, x + LINE / 2, y + LINE / 2), fill=0)
    return _png(sheet)


def _read(text: str) -> bytes:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 only whoever signs

    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoSignature("neither strokes nor a picture") from None
    if not content or len(content) > MOST_BYTES:
        raise NoSignature("no picture of a usual size")
    if not content.endswith(WHOLE):  # the face matcher has Pillow take half pictures for whole ones
        raise NoSignature("the picture is cut off")
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as sheet:
            if sheet.width * sheet.height > WIDE * HIGH * 8:
                raise NoSignature("too large a picture")
            plain = sheet.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise NoSignature("the picture cannot be read") from None
    paper = Image.new("RGBA", plain.size, "white")
    paper.alpha_composite(plain)
    grey = paper.convert("L")
    low, high = grey.getextrema()
    if low == high:
        raise NoSignature("nothing is written on it")
    return _png(grey)


def _png(sheet: Image.Image) -> bytes:
    out = BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()
