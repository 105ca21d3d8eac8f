"""A drawn head for the mirror of the gallery: nobody's face."""

from __future__ import annotations

from functools import cache

from PIL import Image, ImageDraw

from kiosk.domain.picture import Picture

SIZE = (640, 480)


@cache
def sample_face() -> Picture:
    """A camera's picture of somebody who looks straight ahead."""
    picture = Image.new("RGB", SIZE, "#B9D0E0")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 20, 190, 220), fill="#C9DCE9")
    draw.ellipse((150, 380, 490, 700), fill="#3B6788")
    draw.rectangle((280, 330, 360, 430), fill="#C98F6B")
    draw.ellipse((220, 110, 420, 390), fill="#DDA883")
    draw.pieslice((210, 80, 430, 320), 180, 360, fill="#1B2733")
    for x in (275, 365):
        draw.ellipse((x - 12, 232, x + 12, 248), fill="#1B2733")
    draw.arc((290, 290, 350, 330), 20, 160, fill="#8A4B34", width=6)
    red, green, blue = picture.split()
    return Picture(*SIZE, Image.merge("RGB", (blue, green, red)).tobytes(), number=1)
