"""Textures that are not words: icons, shadows, and the smooth corners of boxes and rings.

Without multisampling OpenGL draws staircases on every curve, so curves come from textures painted once at the
very size they are shown, four times finer and then reduced.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from kivy.graphics.texture import Texture
from PIL import Image, ImageDraw

ASSETS = Path(__file__).parents[2] / "assets"
SHADOW_INSET = {"sh1": 48, "sh2": 144}
SHADOW_MARGIN = {"sh1": 20, "sh2": 96}
SHADOW_DROP = {"sh1": 4, "sh2": 24}
"""Logical px, as tools/shadows.py paints them: kept border, reach past the box, drop."""
FINE = 4


@lru_cache(maxsize=256)
def icon(name: str, pixels: int) -> Texture:
    """An icon, white, ``pixels`` square."""
    with Image.open(ASSETS / "icons" / f"{name}.png") as master:
        return _white(master.getchannel("A").resize((pixels, pixels), Image.Resampling.LANCZOS))


@lru_cache(maxsize=8)
def shadow(name: str, scale: float) -> Texture:
    """A shadow for stretching, at the window's scale."""
    with Image.open(ASSETS / "shadows" / f"{name}.png") as master:
        pixels = max(3, round(master.width * scale))
        picture = master.convert("RGBA").resize((pixels, pixels), Image.Resampling.BILINEAR)
    return _texture(picture, "rgba")


@lru_cache(maxsize=64)
def disc(radius: int) -> Texture:
    """A white disc of ``2 * radius + 2`` px: its quarters are the corners of a box."""
    size = 2 * radius + 2
    # The two middle rows and columns stretch: the disc's halves lie at the edges, full white between them.
    mask = Image.new("L", (size * FINE, size * FINE))
    edge = size * FINE - 1
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, edge, edge), radius * FINE, fill=255)
    return _white(mask.resize((size, size), Image.Resampling.BOX))


@lru_cache(maxsize=16)
def ring(pixels: int, width: int) -> Texture:
    """A white ring of ``pixels`` outer diameter."""
    mask = Image.new("L", (pixels * FINE, pixels * FINE))
    edge = pixels * FINE - 1
    ImageDraw.Draw(mask).ellipse((0, 0, edge, edge), outline=255, width=width * FINE)
    return _white(mask.resize((pixels, pixels), Image.Resampling.BOX))


def _white(alpha: Image.Image) -> Texture:
    picture = Image.new("RGBA", alpha.size, "white")
    picture.putalpha(alpha)
    return _texture(picture, "rgba")


def _texture(picture: Image.Image, colours: str) -> Texture:
    texture = Texture.create(size=picture.size, colorfmt=colours)
    texture.blit_buffer(picture.tobytes(), colorfmt=colours, bufferfmt="ubyte")
    texture.flip_vertical()
    return texture
