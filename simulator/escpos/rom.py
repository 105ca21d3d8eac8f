"""The characters in a printer's ROM: which codes it knows, and how they look."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

FONTS: Final = Path("/usr/share/fonts")
FILES: Final = {False: "NotoSansCJK-Regular.ttc", True: "NotoSansCJK-Bold.ttc"}
FAMILY: Final = "Noto Sans Mono CJK SC"
WRONG: Final = "□"
HEIGHT: Final = 24
BASELINE: Final = 21


def decode(data: bytes, charset: str) -> str:
    """The character that a ROM of ``charset`` prints for one or two bytes; ``□`` where it has none."""
    try:
        data.decode(charset)
        # GB 2312 proper puts · elsewhere in Unicode than GBK does; on paper it is the same dot.
        return data.decode("gbk" if charset == "gb2312" else charset)
    except UnicodeDecodeError:
        return WRONG


@cache
def glyph(char: str, *, bold: bool) -> Image.Image:
    """``char`` as 24 dots high, 12 wide (ASCII) or 24 wide; 255 is black."""
    image = Image.new("L", (12 if char.isascii() else HEIGHT, HEIGHT))
    pen = ImageDraw.Draw(image)
    pen.fontmode = "1"
    pen.text((image.width / 2, BASELINE), char, fill=255, font=_font(bold=bold), anchor="ms")
    return image


@cache
def _font(*, bold: bool) -> ImageFont.FreeTypeFont:
    path = next(FONTS.rglob(FILES[bold]))
    index = 0
    while ImageFont.truetype(path, HEIGHT, index=index).getname()[0] != FAMILY:
        index += 1
    return ImageFont.truetype(path, HEIGHT, index=index)
