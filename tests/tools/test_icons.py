import tomllib

import pytest
from PIL import Image

from tools.icons import SIZE, SOURCE, paint

ICONS: dict[str, str] = tomllib.loads(SOURCE.read_text("utf-8"))


def ink(picture: Image.Image) -> int:
    """How many of the picture's pixels show."""
    return sum(picture.getchannel("A").histogram()[128:])


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_shows_and_leaves_room(name: str) -> None:
    assert 0.01 < ink(paint(ICONS[name])) / SIZE**2 < 0.7


def test_clear_pixels_are_white_too() -> None:
    corner = paint(ICONS["check"]).getpixel((0, 0))
    assert corner == (255, 255, 255, 0)


def test_knocked_out_strokes_are_holes() -> None:
    disc = '<circle class="s" cx="24" cy="24" r="21"/>'
    cut = paint(disc + '<path class="k" d="M10 24h28"/>')
    assert cut.getpixel((SIZE // 2, SIZE // 2)) == (255, 255, 255, 0)
    assert ink(paint(disc)) > ink(cut) > 0
