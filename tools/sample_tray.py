"""A drawn sheet on a dark tray for the gallery: nobody's lease, and it shines a little."""

from __future__ import annotations

from functools import cache
from typing import Final

from PIL import Image, ImageDraw, ImageFilter

from kiosk.domain.picture import Picture

SIZE: Final = (960, 720)
SHINE: Final = (0.56, 0.30, 0.15, 0.19)
"""Where: left, top, width and height, 0–1 of the picture."""


@cache
def sample_tray() -> Picture:
    """A page camera's picture: a page that lies a little aslant."""
    tray = Image.new("RGB", SIZE, "#2B3A47")
    draw = ImageDraw.Draw(tray)
    for level in range(90, SIZE[1], 120):
        draw.line((0, level, SIZE[0], level), "#34444F", 2)
    sheet = Image.new("RGBA", (440, 622), "#F4F8FB")
    lines = ImageDraw.Draw(sheet)
    lines.rectangle((120, 44, 320, 66), fill="#5C6B78")
    for n, length in enumerate((360, 345, 360, 210, 0, 330, 360, 352, 360, 220, 0, 150, 130)):
        lines.rectangle((40, 104 + 36 * n, 40 + length, 116 + 36 * n), fill="#8090A0")
    aslant = sheet.rotate(3, expand=True, resample=Image.Resampling.BICUBIC)
    tray.paste(aslant, ((SIZE[0] - aslant.width) // 2, (SIZE[1] - aslant.height) // 2), aslant)
    shine = Image.new("L", SIZE)
    x, y, across, down = (share * SIZE[n % 2] for n, share in enumerate(SHINE))
    ImageDraw.Draw(shine).ellipse((x, y, x + across, y + down), fill=255)
    tray.paste("#FFFFFF", mask=shine.filter(ImageFilter.GaussianBlur(8)))
    red, green, blue = tray.split()
    return Picture(*SIZE, Image.merge("RGB", (blue, green, red)).tobytes(), number=2)
