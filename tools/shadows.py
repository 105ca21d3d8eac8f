"""Paints the two shadows as 9-patch PNGs: soft boxes whose middle stretches to any size.

To draw one under a box: let the image reach `margin` px past the box on every side, move it down by
`drop`, and stretch it with a border of `inset` px on every side (Kivy: BorderImage).
"""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

TARGET = Path("assets/shadows")
FINE = 4  # drawn this much larger, then reduced, for smooth corners


@dataclass(frozen=True)
class Shadow:
    """Lengths in logical px; `blur` as CSS counts it, twice the standard deviation."""

    name: str
    size: int
    inset: int
    radius: int
    drop: int
    blur: int
    colour: str
    opacity: float

    @property
    def margin(self) -> int:
        """How far the picture reaches past the box that casts the shadow."""
        return self.inset - self.radius


SHADOWS = (
    Shadow("sh1", size=112, inset=48, radius=28, drop=4, blur=14, colour="#0A2A42", opacity=0.09),
    Shadow("sh2", size=320, inset=144, radius=48, drop=24, blur=64, colour="#04121E", opacity=0.38),
)


def paint(shadow: Shadow) -> Image.Image:
    """The shadow of a `size - 2 * margin` box, one colour throughout, RGBA."""
    box = Image.new("L", (shadow.size * FINE, shadow.size * FINE))
    near, far = shadow.margin * FINE, (shadow.size - shadow.margin) * FINE - 1
    ImageDraw.Draw(box).rounded_rectangle((near, near, far, far), shadow.radius * FINE, fill=255)
    soft = box.resize((shadow.size, shadow.size)).filter(ImageFilter.GaussianBlur(shadow.blur / 2))
    picture = Image.new("RGBA", soft.size, shadow.colour)
    picture.putalpha(soft.point([round(level * shadow.opacity) for level in range(256)]))
    return picture


def main() -> None:
    """Paints both."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for shadow in SHADOWS:
        paint(shadow).save(TARGET / f"{shadow.name}.png")


if __name__ == "__main__":
    main()
