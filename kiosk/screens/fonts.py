"""Type: measuring words and turning a line into a texture, with a second font for rare characters of names.

Textures are white and tinted when drawn, so that a change of theme needs no new ones. Lines are kept by their
text and size; ``forget`` drops them all when a person leaves, for their name may be among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from kivy.core.text import Label
from kivy.graphics.texture import Texture

FONTS = Path(__file__).parents[2] / "assets" / "fonts"
REGULAR = FONTS / "NotoSansCJKsc-Regular.otf"
BOLD = FONTS / "NotoSansCJKsc-Bold.otf"
RARE = tuple(Path("/usr/share/fonts/truetype/hanazono") / name for name in ("HanaMinA.ttf", "HanaMinB.ttf"))
"""Debian's fonts-hanazono: A has the basic plane, B the extensions beyond it."""

LINE_HEIGHT = 1.448
"""Ascent and descent of Noto Sans CJK, em: the height of a line's texture."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line is at ``size`` logical px."""
    return _width(text, size, bold)


@lru_cache(maxsize=4096)
def _width(text: str, size: float, bold: bool) -> float:  # noqa: FBT001 cached by position
    return sum(_label(font, size).get_extents(run)[0] for font, run in _runs(text, bold=bold))


@lru_cache(maxsize=64)
def _label(font: str, size: float) -> Label:
    return Label(text="", font_name=font, font_size=size)


@lru_cache(maxsize=512)
def textures(text: str, pixels: int, bold: bool) -> tuple[Texture, ...]:  # noqa: FBT001 cached by position
    """The pictures of a line, side by side: one, unless a rare character needs the second font."""
    drawn = []
    for font, run in _runs(text, bold=bold):
        label = Label(text=run, font_name=font, font_size=pixels, color=(1, 1, 1, 1))
        label.refresh()
        drawn.append(label.texture)
    return tuple(drawn)


def forget() -> None:
    """Drop every line and every measure: a name may be among them."""
    textures.cache_clear()
    _width.cache_clear()


def _runs(text: str, *, bold: bool) -> Iterator[tuple[str, str]]:
    own = str(BOLD if bold else REGULAR)
    if all(map(_common, text)):
        yield own, text
        return
    for font, run in groupby(text, lambda character: _font(character, own)):
        yield font, "".join(run)


def _common(character: str) -> bool:
    """Whether the main font surely has it, without opening the font's tables."""
    return character < "\u3400" or "\u4e00" <= character <= "\u9fa5" or "\uff00" <= character <= "\uff5e"


def _font(character: str, own: str) -> str:
    if _common(character) or ord(character) in glyphs(own):
        return own
    return next((str(f) for f in RARE if f.exists() and ord(character) in glyphs(str(f))), own)


@lru_cache(maxsize=4)
def glyphs(font: str) -> frozenset[int]:
    """The code points that a font file can draw."""
    from fontTools.ttLib import TTFont  # only the first rare character pays for this

    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())
