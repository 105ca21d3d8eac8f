"""Paints assets/icons.toml to white PNGs with alpha, to be tinted on screen.

224 px is twice the largest size drawn (112): one master serves all sizes.
"""

import io
import tomllib
from pathlib import Path

from PIL import Image
from resvg_py import svg_to_bytes

SOURCE = Path("assets/icons.toml")
TARGET = Path("assets/icons")
SIZE = 224

# The markup stands twice: once as drawn, once as the mask in which only the knocked-out strokes show.
SVG = """
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" fill="none" stroke="#fff" stroke-width="3.2"
     stroke-linecap="round" stroke-linejoin="round">
  <style>
    .s {{ fill: #fff; stroke: none }}
    .k {{ stroke: none }}
    .cut * {{ fill: none; stroke: none }}
    .cut .k {{ stroke: #000; stroke-width: 4.6px }}
  </style>
  <mask id="cut" maskUnits="userSpaceOnUse" x="0" y="0" width="48" height="48">
    <rect width="48" height="48" fill="#fff" stroke="none"/><g class="cut">{markup}</g>
  </mask>
  <g mask="url(#cut)">{markup}</g>
</svg>
"""


def paint(markup: str) -> Image.Image:
    """One icon, SIZE px square, RGBA.

    White even where it is clear: a dark clear pixel would bleed a grey rim into the edge when the screen
    scales the picture.
    """
    drawn = svg_to_bytes(SVG.format(markup=markup), width=SIZE, height=SIZE, skip_system_fonts=True)
    with Image.open(io.BytesIO(drawn)) as picture:
        alpha = picture.convert("RGBA").getchannel("A")
    white = Image.new("RGBA", alpha.size, "white")
    white.putalpha(alpha)
    return white


def main() -> None:
    """Paints every icon anew and drops those no longer in the source."""
    icons: dict[str, str] = tomllib.loads(SOURCE.read_text("utf-8"))
    TARGET.mkdir(parents=True, exist_ok=True)
    for old in TARGET.glob("*.png"):
        if old.stem not in icons:
            old.unlink()
    for name, markup in icons.items():
        paint(markup).save(TARGET / f"{name}.png")


if __name__ == "__main__":
    main()
